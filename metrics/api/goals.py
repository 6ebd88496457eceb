"""The API door of what our numbers should reach."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from common.api.doors import shaped
from metrics.actions.goals import goals, set_goals


class GoalsView(serializers.Serializer[Any]):
    """Number → from 0 to 1 for a share, seconds for a time; null takes a goal back."""

    goals = serializers.DictField(child=serializers.FloatField(allow_null=True))


class Goals(APIView):
    """What our numbers should reach."""

    @extend_schema(responses=GoalsView, operation_id="metrics_goals")
    def get(self, request: Caller) -> Response:
        """Every goal there is."""
        return Response({"goals": goals()})

    @extend_schema(request=GoalsView, responses={201: GoalsView}, operation_id="metrics_goals_set")
    def post(self, request: Caller) -> Response:
        """Set these goals; the others stay."""
        said = shaped(GoalsView(data=request.data))
        return Response({"goals": set_goals(said["goals"], by=request.user)}, status=201)
