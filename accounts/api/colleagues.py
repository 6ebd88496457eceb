"""The API door to colleagues: who can be mentioned, or given something to do."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import Caller
from common.api.paging import paged
from common.paging import Order


class ColleagueSerializer(serializers.ModelSerializer[User]):
    """A colleague."""

    class Meta:
        model = User
        fields = ("id", "name", "email", "role")


class ColleaguesView(APIView):
    """Colleagues by name."""

    @extend_schema(
        operation_id="colleagues_list",
        responses=ColleagueSerializer(many=True),
        parameters=[OpenApiParameter("q", str), OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of the colleagues who work here and of whose name or address a word begins like `q`."""
        rows: Any = User.objects.like(request.query_params.get("q", "").replace("\x00", "")[:100])
        return paged(request, rows, order=Order("name"), draw=lambda found: ColleagueSerializer(found, many=True).data)
