"""The API doors of voices: for which items a ticket speaks, moving them, joining items, undoing both."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.actions import regrouping, voicing
from backlog.actions.promotion import NewItem
from backlog.api.serializers import ItemReference, NewItemSerializer, VoiceSerializer
from backlog.forms.voices import tickets_called
from backlog.models import Item, Regrouping, Voice
from common.api.doors import Door, shaped
from common.api.fields import words
from tickets.api.batches import BatchSerializer
from tickets.api.together import ManyDoor, ManySerializer
from tickets.models import Ticket
from tickets.vocabulary import Together


class VoiceSaidSerializer(serializers.Serializer[Any]):
    """For which item a ticket speaks: one that is there, or a new one."""

    item = ItemReference(required=False, allow_null=True, default=None)
    new_item = NewItemSerializer(required=False, allow_null=True, default=None)
    importance = serializers.IntegerField(default=2)
    highlight = words()


class SilenceSerializer(serializers.Serializer[Any]):
    """For which item it speaks no longer."""

    item = ItemReference()


class MoveVoicesSerializer(serializers.Serializer[Any]):
    """Which tickets, and to which item."""

    tickets = serializers.ListField(child=serializers.CharField(max_length=30), max_length=500)
    item = ItemReference(required=False, allow_null=True, default=None)
    new_item = NewItemSerializer(required=False, allow_null=True, default=None)


class RegroupingSerializer(serializers.Serializer[Any]):
    """What was moved or joined; its number undoes it."""

    id = serializers.IntegerField()
    source = ItemReference()  # type: ignore[assignment] # DRF calls an attribute of its own so
    target = ItemReference()
    is_join = serializers.BooleanField()
    at = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)


class TicketVoicesDoor(Door):
    """Voices of a ticket."""

    @extend_schema(responses=VoiceSerializer(many=True))
    def get(self, request: Caller, reference: str) -> Response:
        """The items for which a ticket speaks."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        return Response(VoiceSerializer(Voice.objects.of(ticket).drawn(), many=True).data)

    @extend_schema(request=VoiceSaidSerializer, responses={201: VoiceSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Let an accepted ticket speak for one more item, or mark what it says otherwise."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        said = shaped(VoiceSaidSerializer(data=request.data))
        said["new_item"] = NewItem(**said["new_item"]) if said["new_item"] else None
        return self.done(request, lambda: VoiceSerializer(voicing.speak_for(ticket, by=request.user, **said)).data)


class SilenceDoor(Door):
    """A voice withdrawn."""

    @extend_schema(request=SilenceSerializer, responses={201: VoiceSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Let a ticket speak for an item no longer."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        item = shaped(SilenceSerializer(data=request.data))["item"]
        return self.done(request, lambda: VoiceSerializer(voicing.fall_silent(ticket, by=request.user, item=item)).data)


class RestorationDoor(Door):
    """A voice that speaks again."""

    @extend_schema(request=SilenceSerializer, responses={201: VoiceSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Take back that a ticket fell silent for an item: it speaks with the same words as before."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        item = shaped(SilenceSerializer(data=request.data))["item"]
        return self.done(request, lambda: VoiceSerializer(voicing.speak_again(ticket, by=request.user, item=item)).data)


class MoveVoicesDoor(Door):
    """Voices moved."""

    @extend_schema(request=MoveVoicesSerializer, responses={201: RegroupingSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Let voices of an item speak for another item, or for a new one."""
        source, said = Item.objects.called(reference), shaped(MoveVoicesSerializer(data=request.data))
        said["new_item"] = NewItem(**said["new_item"]) if said["new_item"] else None
        said["tickets"] = tickets_called(said["tickets"])
        return self.done(
            request, lambda: RegroupingSerializer(regrouping.move_voices(source, by=request.user, **said)).data
        )


class JoinDoor(Door):
    """Items joined."""

    @extend_schema(request=SilenceSerializer, responses={201: RegroupingSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say that an item is the same as another, which stays."""
        source, item = Item.objects.called(reference), shaped(SilenceSerializer(data=request.data))["item"]
        return self.done(
            request, lambda: RegroupingSerializer(regrouping.join(source, by=request.user, item=item)).data
        )


class UndoDoor(Door):
    """A regrouping undone."""

    @extend_schema(request=None, responses={201: RegroupingSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let voices speak again where they did before."""
        asked = get_object_or_404(Regrouping.objects.select_related("source", "target"), pk=pk)
        return self.done(request, lambda: RegroupingSerializer(regrouping.undo(asked, by=request.user)).data)


class LinkManySerializer(ManySerializer):
    """The item for which each speaks from now on."""

    item = ItemReference()


@extend_schema(request=LinkManySerializer, responses={201: BatchSerializer})
class LinkManyDoor(ManyDoor):
    """Link many."""

    act, shape, names = Together.LINK, LinkManySerializer, "item"
