"""The API door to one capability: who waits for it is known in this room."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from capabilities import actions
from capabilities.api.serializers import CapabilitySerializer, PlanSerializer
from capabilities.models import Capability
from common.api.doors import Changed, Door, etag, shaped
from tickets.models import Arrival, Ticket


class WaitingSerializer(serializers.Serializer[Any]):
    """Who waits for it, each counted once; money a month."""

    tickets = serializers.IntegerField()
    customers = serializers.IntegerField()
    companies = serializers.IntegerField()
    oldest_at = serializers.DateTimeField(allow_null=True)
    monthly_value = serializers.DecimalField(max_digits=20, decimal_places=2, allow_null=True)


class ArrivalProgressSerializer(serializers.ModelSerializer[Arrival]):
    """How far the bringing back of what waited is."""

    class Meta:
        model = Arrival
        fields: ClassVar = ["waiting", "returned", "tell_them", "begun_at", "done_at"]


class WholeCapabilitySerializer(CapabilitySerializer):
    """A capability with who waits for it and, once it arrived, how far their return is."""

    waiting = WaitingSerializer()
    arrival = ArrivalProgressSerializer(allow_null=True, default=None)

    class Meta(CapabilitySerializer.Meta):
        fields: ClassVar = [*CapabilitySerializer.Meta.fields, "waiting", "arrival"]


class CapabilityView(Door):
    """One capability."""

    @extend_schema(responses=WholeCapabilitySerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """The capability with its counts; its `ETag` is what `If-Match` wants of a change."""
        found = get_object_or_404(Capability, pk=pk)
        return Response(_drawn(pk), headers={"ETag": _tag(found)})

    @extend_schema(request=PlanSerializer, responses={200: WholeCapabilitySerializer})
    def patch(self, request: Caller, pk: int) -> Response:
        """Change what it says; with `If-Match` only while it still is what was read."""
        found, asked = get_object_or_404(Capability, pk=pk), request.headers.get("If-Match", "")
        if asked and asked not in {_tag(found), "*"}:
            raise Changed
        said = shaped(PlanSerializer(data=request.data, partial=True))

        def deed() -> Any:
            actions.plan(found, by=request.user, version=found.version if asked else None, **said)
            return _drawn(pk)

        return self.done(request, deed, status=200)


def _drawn(pk: int) -> Any:
    shown = Capability.objects.drawn().select_related("arrival").get(pk=pk)
    shown.waiting = Ticket.objects.who_waits_for([pk])[pk]  # type: ignore[attr-defined]  # drawn, not kept
    return WholeCapabilitySerializer(shown).data


def _tag(found: Capability) -> str:
    return etag(found.pk, found.version, found.arrived_at)
