"""The API doors to saved replies: keep, change, remove, and what they say on a ticket."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import Audience, Team, User
from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.fields import WordsField, words
from common.api.paging import paged
from common.paging import Order
from tickets.actions.offering import offered, offered_to_many
from tickets.actions.stocking import change_reply, keep_reply, remove_reply
from tickets.models import SavedReply, Ticket


class SavedReplySerializer(serializers.ModelSerializer[SavedReply]):
    """A reply kept under a name; `{name}` and its like stand for facts."""

    owner = serializers.CharField(source="owner.email")

    class Meta:
        model = SavedReply
        fields: ClassVar = ["id", "name", "ko", "en", "audience", "team", "owner", "kept_at", "version"]


class ReplySaidSerializer(serializers.Serializer[Any]):
    """A name, what it says in Korean, in English or in both, and who finds it."""

    name = WordsField()
    ko = words()
    en = words()
    audience = serializers.ChoiceField(choices=Audience.choices, default=Audience.PRIVATE)
    team = serializers.PrimaryKeyRelatedField(
        queryset=Team.objects.current(), required=False, allow_null=True, default=None
    )


class ReplyChangedSerializer(ReplySaidSerializer):
    """As it shall be from now on; with the `version` one has seen, a change in between is kept."""

    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class OfferedSerializer(serializers.Serializer[Any]):
    """A saved reply as it would be written on a ticket."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    language = serializers.CharField()
    text = serializers.CharField()
    left_out = serializers.ListField(child=serializers.CharField(), help_text="facts that are not known here")
    note = serializers.CharField(help_text="what whoever uses it has to know")


class RepliesView(Door):
    """The replies that one finds."""

    @extend_schema(
        operation_id="saved_replies_list",
        responses=SavedReplySerializer(many=True),
        parameters=[OpenApiParameter(name, str) for name in ("q", "cursor")] + [OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of one's own, one's teams' and everyone's, by name; with `q` those that have its words."""
        rows = SavedReply.objects.found_by(request.user).saying(request.query_params.get("q", "")[:200])
        rows = rows.select_related("owner")
        return paged(request, rows, order=Order("name"), draw=lambda found: SavedReplySerializer(found, many=True).data)

    @extend_schema(request=ReplySaidSerializer, responses={201: SavedReplySerializer})
    def post(self, request: Caller) -> Response:
        """Keep a reply under a name."""
        said = shaped(ReplySaidSerializer(data=request.data))
        return self.done(request, lambda: SavedReplySerializer(keep_reply(by=request.user, **said)).data)


class ReplyView(Door):
    """One saved reply."""

    @extend_schema(operation_id="saved_replies_read", responses=SavedReplySerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """What it says, and who finds it."""
        return Response(SavedReplySerializer(_found(request.user, pk)).data)

    @extend_schema(request=ReplyChangedSerializer, responses={200: SavedReplySerializer})
    def put(self, request: Caller, pk: int) -> Response:
        """Let it say something else, or let others find it."""
        reply, said = _found(request.user, pk), shaped(ReplyChangedSerializer(data=request.data))

        def act() -> Any:
            return SavedReplySerializer(change_reply(reply, by=request.user, **said)).data

        return self.done(request, act, status=200)


class ReplyRemovalDoor(Door):
    """The end of a saved reply."""

    @extend_schema(request=None, responses={201: None})
    def post(self, request: Caller, pk: int) -> Response:
        """Let it be no more; what was written with it stays."""
        reply = _found(request.user, pk)
        return self.done(request, lambda: remove_reply(reply, by=request.user))


class OfferedView(Door):
    """What saved replies say on a ticket."""

    @extend_schema(
        operation_id="tickets_saved_replies",
        responses=OfferedSerializer(many=True),
        parameters=[OpenApiParameter("q", str)],
    )
    def get(self, request: Caller, reference: str) -> Response:
        """The saved replies with these words, in the customer's language, with the facts of the ticket."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        found = offered(ticket, by=request.user, words=request.query_params.get("q", "")[:200])
        return Response(OfferedSerializer(found, many=True).data)


class OfferedToManyView(Door):
    """What saved replies say to many."""

    @extend_schema(
        operation_id="tickets_together_saved_replies",
        responses=OfferedSerializer(many=True),
        parameters=[OpenApiParameter("q", str)],
    )
    def get(self, request: Caller) -> Response:
        """The saved replies with these words that fit any ticket, once for each language; their facts are filled in later."""
        found = offered_to_many(by=request.user, words=request.query_params.get("q", "")[:200])
        return Response(OfferedSerializer(found, many=True).data)


def _found(user: User, pk: int) -> SavedReply:
    return get_object_or_404(SavedReply.objects.found_by(user).select_related("owner"), pk=pk)
