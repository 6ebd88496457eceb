"""The API doors that only look: tickets, what is like them, what happened to them, product areas."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from common.api.doors import Door, etag, shaped
from common.api.paging import paged
from common.paging import Order
from customers.models import Customer
from journal.models import Entry
from tickets.actions import receiving
from tickets.actions.likening import Alike, alike
from tickets.actions.receiving import Somebody
from tickets.api.complaint import ReceivingSerializer
from tickets.api.serializers import (
    AlikeSerializer,
    EntrySerializer,
    TicketSerializer,
    WholeTicketSerializer,
)
from tickets.forms.desk import DeskFilter
from tickets.models import ProductArea, Ticket
from tickets.queries.narrowing import narrow

_CURSOR = [OpenApiParameter("cursor", str), OpenApiParameter("limit", int)]
EXCERPT = 200


class TicketsView(Door):
    """Tickets."""

    @extend_schema(
        operation_id="tickets_list",
        responses=TicketSerializer(many=True),
        parameters=[
            *_CURSOR,
            OpenApiParameter("field_{id}", str, description="what a field holds: words, a choice, yes, 3..10"),
            *[OpenApiParameter(name, str) for name in DeskFilter.base_fields],
        ],
    )
    def get(self, request: Caller) -> Response:
        """A page of tickets, the newest first, narrowed by the filters of the desk."""
        asked = DeskFilter(request.query_params).understood()
        rows = narrow(Ticket.objects.visible_to(request.user).drawn(), asked, request.user)
        if stage := asked["stage"]:
            rows = rows.filter(stage=stage)
        order = Order("id", descending=True)
        return paged(request, rows, order=order, draw=lambda found: TicketSerializer(found, many=True).data)

    @extend_schema(request=ReceivingSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller) -> Response:
        """Log a complaint."""
        said = shaped(ReceivingSerializer(data=request.data))

        def act() -> Any:
            who = _somebody(said.pop("customer"))
            return WholeTicketSerializer(receiving.log(by=request.user, who=who, **said)).data

        return self.done(request, act)


class TicketView(APIView):
    """One ticket."""

    @extend_schema(responses=WholeTicketSerializer)
    def get(self, request: Caller, reference: str) -> Response:
        """The ticket, with what was understood, weighed and decided."""
        whole = Ticket.objects.drawn().select_related("listening", "assessment")
        ticket = whole.visible_to(request.user).called(reference)
        body = WholeTicketSerializer(ticket).data
        return Response(body, headers={"ETag": etag(ticket.stage, ticket.waiting_since)})


class SimilarToTicketView(APIView):
    """What is like a ticket."""

    @extend_schema(responses=AlikeSerializer(many=True), operation_id="tickets_similar")
    def get(self, request: Caller, reference: str) -> Response:
        """The five most alike, best first."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        return Response(_drawn(alike(ticket.verbatim, beside=ticket.pk)))


class SimilarView(APIView):
    """What is like a text."""

    @extend_schema(
        responses=AlikeSerializer(many=True),
        operation_id="similar",
        parameters=[OpenApiParameter("text", str, required=True), OpenApiParameter("area", int)],
    )
    def get(self, request: Caller) -> Response:
        """The five most alike, best first."""
        text, area = request.query_params.get("text", "")[:20_000], request.query_params.get("area", "")
        found = alike(text, limit=30 if area else 5)
        if area.isdecimal():
            within = set(ProductArea.objects.within(int(area)).values_list("pk", flat=True))
            found = [near for near in found if near.ticket.product_area_id in within]
        return Response(_drawn(found[:5]))


class TimelineView(APIView):
    """What happened to a ticket."""

    @extend_schema(responses=EntrySerializer(many=True), operation_id="tickets_timeline", parameters=_CURSOR)
    def get(self, request: Caller, reference: str) -> Response:
        """A page of entries, oldest first."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        rows = Entry.objects.about(ticket).told()
        return paged(request, rows, order=Order("at"), draw=lambda found: EntrySerializer(found, many=True).data)


def _somebody(said: dict[str, Any] | None) -> Customer | Somebody | None:
    if said is None:
        return None
    known: Customer | None = said.pop("id", None)
    return known or Somebody(**said)


def _drawn(found: list[Alike]) -> Any:
    return AlikeSerializer(
        [
            {
                "kind": "ticket",
                "reference": near.ticket.reference,
                "excerpt": near.ticket.verbatim[:EXCERPT],
                "outcome": near.ticket.stage,
                "score": round(near.score, 3),
            }
            for near in found
        ],
        many=True,
    ).data
