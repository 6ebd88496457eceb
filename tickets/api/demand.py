"""The API doors of demand after no: count on a decline, see which are under pressure, bring them back."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order
from tickets.actions import demanding
from tickets.actions.severally import Result
from tickets.api.deciding import TicketDoor
from tickets.api.serializers import TicketReference, WholeTicketSerializer
from tickets.models import Demand, Ticket


class CountingSerializer(serializers.Serializer[Any]):
    """The declined ticket that asks for the same."""

    declined = TicketReference()


class ResultSerializer(serializers.Serializer[Any]):
    """What became of one ticket: 201, or the status and the sentence of its refusal."""

    ticket = serializers.CharField(source="reference")
    status = serializers.IntegerField()
    detail = serializers.CharField(source="sentence")


class DemandSerializer(serializers.Serializer[Any]):
    """A decline under pressure."""

    ticket = serializers.CharField(source="decision.ticket.reference")
    reason = serializers.CharField(source="decision.reason")
    declined_at = serializers.DateTimeField(source="decision.at")
    known = serializers.IntegerField()
    customers = serializers.IntegerField()
    pressing_since = serializers.DateTimeField()


def drawn(results: list[Result]) -> Any:
    """What became of each."""
    return ResultSerializer(results, many=True).data


class DemandDoor(TicketDoor):
    """Count on."""

    @extend_schema(request=CountingSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say that it asks for the same as one that was declined."""
        decision = shaped(CountingSerializer(data=request.data))["declined"].decision
        return self.about(
            request, reference, lambda ticket: demanding.count_on(ticket, by=request.user, decision=decision)
        )


class WithdrawalDoor(TicketDoor):
    """Count off."""

    @extend_schema(request=CountingSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say that it does not after all."""
        decision = shaped(CountingSerializer(data=request.data))["declined"].decision
        return self.about(
            request, reference, lambda ticket: demanding.count_off(ticket, by=request.user, decision=decision)
        )


class ReturnDoor(Door):
    """Bring back."""

    @extend_schema(request=None, responses={201: ResultSerializer(many=True)}, operation_id="tickets_return")
    def post(self, request: Caller, reference: str) -> Response:
        """Look again at a decline under pressure and at those that follow it; what became of each."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        return self.done(request, lambda: drawn(demanding.bring_back(ticket, by=request.user)))


class PressureView(APIView):
    """Pressure."""

    @extend_schema(
        responses=DemandSerializer(many=True),
        operation_id="pressure_list",
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of the declines under pressure, the newest first."""
        rows = Demand.objects.pressing().drawn()
        order = Order("pressing_since", descending=True)
        return paged(request, rows, order=order, draw=lambda found: DemandSerializer(found, many=True).data)
