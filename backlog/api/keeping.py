"""The API doors of promises in force, and of the large ones that a manager makes."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.actions import approving, keeping
from backlog.actions.promotion import NewItem
from backlog.api.serializers import (
    AcceptanceSerializer,
    ApprovalSerializer,
    ItemSerializer,
    ReviewSerializer,
    UseSaidSerializer,
    UseSerializer,
)
from backlog.api.views import ItemDoor
from backlog.models import ApprovalRequest, Item, PromiseUse
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order
from tickets.api.serializers import QuestionSerializer
from tickets.models import Ticket

_CURSOR = [OpenApiParameter("cursor", str), OpenApiParameter("limit", int)]


class ReviewDoor(ItemDoor):
    """Keep, change, retire."""

    @extend_schema(request=ReviewSerializer, responses={201: ItemSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say what becomes of a promise in force."""
        said = shaped(ReviewSerializer(data=request.data))
        return self.about(request, reference, lambda item: _review(item, request, said))


class UsesDoor(Door):
    """Account for."""

    @extend_schema(responses=UseSerializer(many=True), operation_id="items_uses", parameters=_CURSOR)
    def get(self, request: Caller, reference: str) -> Response:
        """A page of months, the newest first."""
        rows = PromiseUse.objects.filter(item=Item.objects.called(reference))
        order = Order("month", descending=True)
        return paged(request, rows, order=order, draw=lambda found: UseSerializer(found, many=True).data)

    @extend_schema(request=UseSaidSerializer, responses={201: UseSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Enter how often it was really needed in a month."""
        said, item = shaped(UseSaidSerializer(data=request.data)), Item.objects.called(reference)
        return self.done(request, lambda: UseSerializer(keeping.account_for(item, by=request.user, **said)).data)


class ApprovalRequestDoor(Door):
    """Ask a manager."""

    @extend_schema(request=AcceptanceSerializer, responses={201: ApprovalSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Send an acceptance whose promise costs too much for oneself to the managers."""
        said = shaped(AcceptanceSerializer(data=request.data))
        said["new_item"] = NewItem(**said["new_item"]) if said["new_item"] else None
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        return self.done(
            request, lambda: ApprovalSerializer(approving.ask_a_manager(ticket, by=request.user, **said)).data
        )


class ApprovalsView(Door):
    """Approvals."""

    @extend_schema(responses=ApprovalSerializer(many=True), operation_id="approvals_list", parameters=_CURSOR)
    def get(self, request: Caller) -> Response:
        """A page of what waits for a manager, the longest waiting first."""
        visible = Ticket.objects.visible_to(request.user)
        rows = ApprovalRequest.objects.open().drawn().filter(ticket__in=visible)
        order = Order("asked_at")
        return paged(request, rows, order=order, draw=lambda found: ApprovalSerializer(found, many=True).data)


class ApprovalDoor(Door):
    """Approve."""

    @extend_schema(request=None, responses={201: ApprovalSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Make the promise that was asked for."""
        asked = _asked(request, pk)
        return self.done(request, lambda: ApprovalSerializer(approving.approve(asked, by=request.user)).data)


class ApprovalQuestionDoor(Door):
    """Send back."""

    @extend_schema(request=QuestionSerializer, responses={201: ApprovalSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Ask back first."""
        said, asked = shaped(QuestionSerializer(data=request.data)), _asked(request, pk)
        return self.done(request, lambda: ApprovalSerializer(approving.send_back(asked, by=request.user, **said)).data)


def _asked(request: Caller, pk: int) -> ApprovalRequest:
    visible = Ticket.objects.visible_to(request.user)
    found = ApprovalRequest.objects.drawn().filter(ticket__in=visible, pk=pk).first()
    if found is None:
        raise Http404
    return found


def _review(item: Item, request: Caller, said: dict[str, Any]) -> None:
    verdict, reason = said["verdict"], said["reason"]
    if verdict == "keep":
        keeping.keep(item, by=request.user, reason=reason, review_on=said["review_on"])
    elif verdict == "change":
        new = {name: said[name] for name in ("promise", "promise_other", "monthly_cost", "review_on")}
        keeping.change(item, by=request.user, reason=reason, **new)
    else:
        keeping.retire(item, by=request.user, reason=reason)
