"""The API doors of the backlog, and the two decisions about tickets that need it."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from backlog.actions import moving, promotion, shaping
from backlog.actions.grooming import stale_before
from backlog.actions.promotion import NewItem
from backlog.api.serializers import (
    AcceptanceSerializer,
    DropSerializer,
    ItemSaidSerializer,
    ItemSerializer,
    MoveSerializer,
    VoiceSerializer,
)
from backlog.forms import BoardFilter, sorting
from backlog.models import Item, Voice
from common.api.doors import Changed, Door, etag, shaped
from common.api.paging import paged
from common.paging import Order
from tickets.api.deciding import TicketDoor
from tickets.api.serializers import QuestionSerializer, WholeTicketSerializer
from tickets.models import Ticket

_CURSOR = [OpenApiParameter("cursor", str), OpenApiParameter("limit", int)]


class AcceptanceDoor(TicketDoor):
    """Accept."""

    @extend_schema(request=AcceptanceSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Promote a ticket to the backlog, with a promise."""
        said = shaped(AcceptanceSerializer(data=request.data))
        new = NewItem(**said["new_item"]) if said["new_item"] else None
        return self.about(
            request,
            reference,
            lambda ticket: promotion.accept(
                ticket,
                by=request.user,
                message=said["message"],
                rationale=said["rationale"],
                importance=said["importance"],
                highlight=said["highlight"],
                item=said["item"],
                new_item=new,
            ),
        )


class QuestionDoor(TicketDoor):
    """Question."""

    @extend_schema(request=QuestionSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Return a ticket with a question."""
        said = shaped(QuestionSerializer(data=request.data))
        return self.about(request, reference, lambda ticket: promotion.question(ticket, by=request.user, **said))


class ItemDoor(Door):
    """A deed about one item, answered with the item."""

    def about(self, request: Caller, reference: str, act: Any, *, status: int = 201) -> Response:
        """Find the item, do the deed once, draw the item."""
        item = Item.objects.called(reference)

        def deed() -> Any:
            act(item)
            return ItemSerializer(Item.objects.get(pk=item.pk)).data

        return self.done(request, deed, status=status)


class ItemsView(Door):
    """Items."""

    @extend_schema(
        operation_id="items_list",
        responses=ItemSerializer(many=True),
        parameters=[
            *_CURSOR,
            OpenApiParameter("stage", str),
            OpenApiParameter("sort", str, description="weight, voices, cost, age, owner or area; with - most first"),
            OpenApiParameter("area", int),
            OpenApiParameter("owner", str, description="me, nobody, or the number of a colleague"),
            OpenApiParameter("release", str, description="its number, or none"),
            OpenApiParameter("q", str, description="words or PB-88"),
            OpenApiParameter("stale", bool, description="those that nobody touched for long, the longest first"),
        ],
    )
    def get(self, request: Caller) -> Response:
        """A page of items; of one stage, in the order by hand unless it is sorted."""
        stage = request.query_params.get("stage", "").replace("\x00", "?")
        rows, order = Item.objects.placed(), Order("rank") if stage else Order("proposed_at", descending=True)
        if request.query_params.get("stale") in {"1", "true"}:
            rows, order = rows.untouched_since(stale_before()), Order("touched_at")
        if said := request.query_params.get("sort"):
            order = sorting(said).order
        rows = BoardFilter(request.query_params).of(rows.filter(stage=stage) if stage else rows, request.user)
        return paged(request, rows, order=order, draw=lambda found: ItemSerializer(found, many=True).data)

    @extend_schema(request=ItemSaidSerializer, responses={201: ItemSerializer})
    def post(self, request: Caller) -> Response:
        """Put a problem on the backlog."""
        said = shaped(ItemSaidSerializer(data=request.data))
        return self.done(request, lambda: ItemSerializer(shaping.propose(by=request.user, **said)).data)


class ItemView(ItemDoor):
    """One item."""

    @extend_schema(responses=ItemSerializer)
    def get(self, request: Caller, reference: str) -> Response:
        """The item; its `ETag` is what `If-Match` wants of an edit."""
        item = Item.objects.called(reference)
        return Response(ItemSerializer(item).data, headers={"ETag": _tag(item)})

    @extend_schema(request=ItemSaidSerializer, responses={200: ItemSerializer})
    def patch(self, request: Caller, reference: str) -> Response:
        """Change what an item says; with `If-Match` only while it still is what was read."""
        item, asked = Item.objects.called(reference), request.headers.get("If-Match", "")
        if asked and asked not in {_tag(item), "*"}:
            raise Changed
        said = shaped(ItemSaidSerializer(data=request.data, partial=True))
        given = {name: value for name, value in said.items() if name in request.data}
        version = item.version if asked else None
        return self.about(
            request, reference, lambda found: shaping.edit(found, by=request.user, version=version, **given), status=200
        )


class MoveDoor(ItemDoor):
    """Move."""

    @extend_schema(request=MoveSerializer, responses={201: ItemSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Put an item into a column, after or before another."""
        said = shaped(MoveSerializer(data=request.data))
        return self.about(request, reference, lambda item: moving.move(item, by=request.user, **said))


class ShipmentDoor(ItemDoor):
    """Ship."""

    @extend_schema(request=None, responses={201: ItemSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say that what was promised is there."""
        return self.about(request, reference, lambda item: moving.ship(item, by=request.user))


class DropDoor(ItemDoor):
    """Drop."""

    @extend_schema(request=DropSerializer, responses={201: ItemSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Take the promise back: its tickets become declined."""
        said = shaped(DropSerializer(data=request.data))
        return self.about(request, reference, lambda item: moving.drop(item, by=request.user, **said))


class VoicesView(APIView):
    """Voices of an item."""

    @extend_schema(responses=VoiceSerializer(many=True), operation_id="items_voices", parameters=_CURSOR)
    def get(self, request: Caller, reference: str) -> Response:
        """A page of the tickets that speak for it, the newest first."""
        item = Item.objects.called(reference)
        visible = Ticket.objects.visible_to(request.user)
        rows = Voice.objects.speaking().filter(item=item, ticket__in=visible).drawn().select_related("item")
        order = Order("joined_at", descending=True)
        return paged(request, rows, order=order, draw=lambda found: VoiceSerializer(found, many=True).data)


def _tag(item: Item) -> str:
    return etag(item.pk, item.version, item.stage)
