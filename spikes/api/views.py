"""The API doors of spikes: which there are, the tickets behind one, and the two answers to it."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.clock import now
from common.paging import Order
from spikes.actions import answering
from spikes.actions.naming import names_of, signs_of
from spikes.api.serializers import AcknowledgementSerializer, QuietSerializer, SpikeSerializer, WholeSpikeSerializer
from spikes.models import Spike
from tickets.models import Ticket

_BEHIND = 500


class SpikesView(APIView):
    """Rises in complaints."""

    @extend_schema(
        operation_id="spikes_list",
        responses=SpikeSerializer(many=True),
        parameters=[
            OpenApiParameter("on", bool, description="true: those that are not over and not to be quiet"),
            OpenApiParameter("cursor", str),
            OpenApiParameter("limit", int),
        ],
    )
    def get(self, request: Caller) -> Response:
        """A page of them, the newest first."""
        is_on = request.query_params.get("on", "").lower() in {"1", "true"}
        rows: QuerySet[Spike] = (Spike.objects.loud(now()) if is_on else Spike.objects.all()).drawn()
        return paged(request, rows, order=Order("raised_at", descending=True), draw=_drawn)


class SpikeView(APIView):
    """One of them."""

    @extend_schema(responses=WholeSpikeSerializer, operation_id="spikes_retrieve")
    def get(self, request: Caller, pk: int) -> Response:
        """It and the tickets behind it, the newest first, five hundred at most."""
        spike = get_object_or_404(Spike.objects.drawn(), pk=pk)
        rows = Ticket.objects.visible_to(request.user).filter(pk__in=spike.behind()).order_by("-pk")
        numbers = rows.values_list("pk", flat=True)[:_BEHIND]
        context = {"names": names_of(spike.signs.all()), "tickets": [f"CS-{number}" for number in numbers]}
        return Response(WholeSpikeSerializer(spike, context=context).data)


class AcknowledgementDoor(Door):
    """Acknowledge."""

    @extend_schema(request=AcknowledgementSerializer, responses={201: SpikeSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Say that one looks after it."""
        spike, said = get_object_or_404(Spike, pk=pk), shaped(AcknowledgementSerializer(data=request.data))
        return self.done(request, lambda: _one(answering.acknowledge(spike, by=request.user, **said)))


class QuietDoor(Door):
    """Keep quiet."""

    @extend_schema(request=QuietSerializer, responses={201: SpikeSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Tell nobody of it until then; `until` null: tell again."""
        spike, said = get_object_or_404(Spike, pk=pk), shaped(QuietSerializer(data=request.data))
        return self.done(request, lambda: _one(answering.keep_quiet(spike, by=request.user, **said)))


def _drawn(found: list[Spike]) -> Any:
    return SpikeSerializer(found, many=True, context={"names": names_of(signs_of(found))}).data


def _one(spike: Spike) -> Any:
    return SpikeSerializer(spike, context={"names": names_of(spike.signs.all())}).data
