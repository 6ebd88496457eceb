"""The API doors of telling: the list, the yes to all of it, and each customer."""

from collections.abc import Callable

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.models import Item, Release
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order
from notifications.actions import telling
from notifications.api.serializers import CountSerializer, MessageSerializer, ProofSerializer, TellingSerializer
from notifications.letters import TellingDrafts
from notifications.models import Telling, TellingState
from tickets.models import Ticket

_CURSOR = [OpenApiParameter(name, str) for name in ("state", "cursor", "limit")]


class ToldOfRelease(Door):
    """Whom to tell of a release."""

    @extend_schema(operation_id="releases_told", responses=TellingSerializer(many=True), parameters=_CURSOR)
    def get(self, request: Caller, pk: int) -> Response:
        """A page of the list, of one state where one is named."""
        return _list(request, get_object_or_404(Release, pk=pk))


class ToldOfItem(Door):
    """Whom to tell of an item."""

    @extend_schema(operation_id="items_told", responses=TellingSerializer(many=True), parameters=_CURSOR)
    def get(self, request: Caller, reference: str) -> Response:
        """A page of the list, of one state where one is named."""
        return _list(request, Item.objects.called(reference))


class ProofOfRelease(Door):
    """Were all told?"""

    @extend_schema(operation_id="releases_told_proof", responses=ProofSerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """How many of a release's list were told, and why others were not."""
        return _proof(get_object_or_404(Release, pk=pk))


class ProofOfItem(Door):
    """Were all told?"""

    @extend_schema(operation_id="items_told_proof", responses=ProofSerializer)
    def get(self, request: Caller, reference: str) -> Response:
        """How many of an item's list were told, and why others were not."""
        return _proof(Item.objects.called(reference))


class ApproveRelease(Door):
    """Approve all."""

    @extend_schema(request=None, responses={201: CountSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let everyone on the list of a release be told."""
        return _approve_all(self, request, get_object_or_404(Release, pk=pk))


class ApproveItem(Door):
    """Approve all."""

    @extend_schema(request=None, responses={201: CountSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Let everyone on the list of an item be told."""
        return _approve_all(self, request, Item.objects.called(reference))


class OneDoor(Door):
    """A deed about one customer on the list."""

    deed: Callable[..., Telling] = staticmethod(telling.approve)

    @extend_schema(request=None, responses={201: TellingSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Approve, leave out, note a call, or try again."""
        row = _visible(request, pk)
        return self.done(request, lambda: TellingSerializer(self.deed(row, by=request.user)).data)


class RewordDoor(Door):
    """Reword."""

    @extend_schema(request=MessageSerializer, responses={201: TellingSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Tell one customer in words of their own."""
        said, row = shaped(MessageSerializer(data=request.data)), _visible(request, pk)
        return self.done(request, lambda: TellingSerializer(telling.reword(row, by=request.user, **said)).data)


def _list(request: Caller, subject: Item | Release) -> Response:
    rows = Telling.objects.of(subject).filter(voice__ticket__in=Ticket.objects.visible_to(request.user)).drawn()
    state = request.query_params.get("state", "")
    rows = rows.filter(state=state) if state in TellingState.values else rows
    with_drafts = {"drafts": TellingDrafts()}
    return paged(
        request,
        rows,
        order=Order("id"),
        draw=lambda found: TellingSerializer(found, many=True, context=with_drafts).data,
    )


def _proof(subject: Item | Release) -> Response:
    return Response(ProofSerializer(Telling.objects.of(subject).proof()).data)


def _approve_all(door: Door, request: Caller, subject: Item | Release) -> Response:
    return door.done(request, lambda: {"approved": telling.approve_all(subject, by=request.user)})


def _visible(request: Caller, pk: int) -> Telling:
    rows = Telling.objects.drawn().filter(voice__ticket__in=Ticket.objects.visible_to(request.user))
    return get_object_or_404(rows, pk=pk)
