"""The API doors of the conversation: read it, write, take back, keep what is unsent."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.response import Response

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.fields import WordsField
from common.api.paging import paged
from common.paging import Order
from tickets.actions import beginning, keeping, writing
from tickets.actions.freshness import unless_stale
from tickets.api.said import MessageSerializer, SaidSerializer
from tickets.api.seen import seen_in
from tickets.models import Message, Ticket, Unsent, UnsentForm


class UnsentSerializer(serializers.Serializer[Any]):
    """What one began to write; an empty text lets it go."""

    kind = serializers.ChoiceField([("note", "note"), ("reply", "reply")], default="note")
    body = WordsField()


class MessagesDoor(Door):
    """Messages and notes."""

    parser_classes = (JSONParser, MultiPartParser)

    @extend_schema(
        operation_id="tickets_messages",
        responses=SaidSerializer(many=True),
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller, reference: str) -> Response:
        """A page of what was said, oldest first, with the files that came with it."""
        rows = Message.objects.standing().with_files()
        rows = rows.filter(ticket=Ticket.objects.visible_to(request.user).called(reference))
        order = Order("id")
        return paged(request, rows, order=order, draw=lambda found: SaidSerializer(found, many=True).data)

    @extend_schema(request=MessageSerializer, responses={201: SaidSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Write to the customer, or leave a note."""
        said = shaped(MessageSerializer(data=request.data))
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        is_reply = said.pop("kind") == "reply"
        deed, seen = (writing.reply, seen_in(request)) if is_reply else (writing.note, None)

        def act(current: Ticket) -> Any:
            return SaidSerializer(deed(current, by=request.user, **said)).data

        return self.done(request, lambda: unless_stale(ticket, by=request.user, seen=seen, act=act))


class WithdrawalOfMessageDoor(Door):
    """Take back."""

    @extend_schema(request=None, responses={201: SaidSerializer})
    def post(self, request: Caller, reference: str, pk: int) -> Response:
        """Take back what one wrote, before it leaves."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        message = get_object_or_404(Message, ticket=ticket, pk=pk)
        return self.done(request, lambda: SaidSerializer(writing.undo(message, by=request.user)).data)


class UnsentDoor(Door):
    """What is unsent."""

    @extend_schema(responses=UnsentSerializer)
    def get(self, request: Caller, reference: str) -> Response:
        """What one began to write on a ticket and did not send yet."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        kept = Unsent.objects.filter(ticket=ticket, by=request.user).first()
        return Response(UnsentSerializer(kept or {"kind": "note", "body": ""}).data)

    @extend_schema(request=UnsentSerializer, responses={200: UnsentSerializer})
    def put(self, request: Caller, reference: str) -> Response:
        """Keep what one began to write."""
        said = shaped(UnsentSerializer(data=request.data))
        ticket = Ticket.objects.visible_to(request.user).called(reference)

        def act() -> Any:
            kept = keeping.keep(ticket, by=request.user, **said)
            return UnsentSerializer(kept or {"kind": said["kind"], "body": ""}).data

        return self.done(request, act, status=200)


class UnsentFormSerializer(serializers.Serializer[Any]):
    """What one began to fill in: by field, what was typed or chosen."""

    fields = serializers.DictField(  # type: ignore[assignment]  # taken out by the metaclass
        child=serializers.ListField(child=WordsField()), default=dict
    )


class UnsentFormDoor(Door):
    """A form that is begun: `listening`, `assessment`, `acceptance`, `decline`."""

    @extend_schema(operation_id="v1_tickets_unsent_form_retrieve", responses=UnsentFormSerializer)
    def get(self, request: Caller, reference: str, form: str) -> Response:
        """What one began to fill in on a ticket and did not send yet."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        kept = UnsentForm.objects.filter(ticket=ticket, by=request.user, form=form).first()
        return Response({"fields": kept.fields if kept else {}})

    @extend_schema(
        operation_id="v1_tickets_unsent_form_update",
        request=UnsentFormSerializer,
        responses={200: UnsentFormSerializer},
    )
    def put(self, request: Caller, reference: str, form: str) -> Response:
        """Keep what one began to fill in; nothing in it lets it go."""
        said = shaped(UnsentFormSerializer(data=request.data))
        ticket = Ticket.objects.visible_to(request.user).called(reference)

        def act() -> Any:
            kept = beginning.begin(ticket, by=request.user, form=form, fields=said["fields"])
            return {"fields": kept.fields if kept else {}}

        return self.done(request, act, status=200)
