"""The API door to the hours we promise and work."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from common.api.doors import Door, shaped
from tickets.actions.promising import set_targets
from tickets.models import Targets


class TargetsSerializer(serializers.ModelSerializer[Targets]):
    """Hours within which each step is promised, and the hours that count. Monday is 0."""

    class Meta:
        model = Targets
        exclude: ClassVar = ["id"]


class TargetsSaidSerializer(serializers.Serializer[Any]):
    """What holds from now on; with the `version` one has seen, a change in between is not overwritten."""

    to_listen = serializers.IntegerField()
    to_assess = serializers.IntegerField()
    to_decide = serializers.IntegerField()
    weekdays = serializers.ListField(child=serializers.IntegerField(), max_length=7)
    opens_at = serializers.TimeField(required=False, allow_null=True, default=None)
    closes_at = serializers.TimeField(required=False, allow_null=True, default=None)
    holidays_of = serializers.CharField(required=False, allow_blank=True, default="", max_length=2)
    days_off = serializers.ListField(child=serializers.DateField(), required=False, default=list)
    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class TargetsView(Door):
    """Targets and hours of work."""

    @extend_schema(operation_id="targets_read", responses=TargetsSerializer)
    def get(self, request: Caller) -> Response:
        """What holds now."""
        return Response(TargetsSerializer(Targets.objects.current()).data)

    @extend_schema(request=TargetsSaidSerializer, responses={200: TargetsSerializer})
    def put(self, request: Caller) -> Response:
        """Say what holds from now on; what waits already is reckoned anew."""
        said = shaped(TargetsSaidSerializer(data=request.data))
        return self.done(request, lambda: TargetsSerializer(set_targets(by=request.user, **said)).data, status=200)
