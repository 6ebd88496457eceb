"""The API doors of the same with many tickets: an address for each act, an answer for each ticket."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import Caller
from common.api.doors import shaped
from common.api.fields import WordsField
from tickets.actions import batching
from tickets.actions.severally import nobody
from tickets.api.batches import BatchSerializer, drawn_batch
from tickets.models import ProductArea, Ticket
from tickets.vocabulary import AsideReason, Together


class ManySerializer(serializers.Serializer[Any]):
    """Which tickets."""

    tickets = serializers.ListField(
        child=serializers.CharField(max_length=25), allow_empty=False, max_length=batching.MOST
    )


class AssignManySerializer(ManySerializer):
    """The address of whoever looks after them from now on; null: nobody."""

    owner = serializers.SlugRelatedField(slug_field="email", queryset=User.objects.all(), allow_null=True)


class TagManySerializer(ManySerializer):
    """The tags to put on each."""

    names = serializers.ListField(child=serializers.CharField(max_length=200), allow_empty=False, max_length=30)


class FileManySerializer(ManySerializer):
    """The number of the area they are about; null: not sure yet."""

    area = serializers.PrimaryKeyRelatedField(queryset=ProductArea.objects.all(), allow_null=True)


class SetAsideManySerializer(ManySerializer):
    """Why they are not complaints that we judge."""

    reason = serializers.ChoiceField(AsideReason.choices)


class ReplyToManySerializer(ManySerializer):
    """What each customer is written; `{name}`, `{reference}`, `{understood}` and `{firm}` are filled in."""

    body = WordsField()


class ManyDoor(APIView):
    """One act with many tickets. Each is a deed of its own, so that none waits for the others' end."""

    act: ClassVar[str]
    shape: ClassVar[type[ManySerializer]]
    names: ClassVar[str]
    """The word of the body that says what is done."""

    def post(self, request: Caller) -> Response:
        """Do it with each; of more than a hundred a worker does it, and `batches/…` tells how far it is."""
        said = shaped(self.shape(data=request.data))
        named = Ticket.objects.visible_to(request.user).named(said.pop("tickets"))
        batch = batching.do_together(
            [ticket for ticket in named.values() if ticket],
            by=request.user,
            act=self.act,
            value=getattr(said[self.names], "pk", said[self.names]),
            key=request.headers.get("Idempotency-Key", ""),
        )
        missing = [nobody(reference) for reference, ticket in named.items() if ticket is None]
        return Response(drawn_batch(batch, missing), status=201)


@extend_schema(request=AssignManySerializer, responses={201: BatchSerializer})
class AssignManyDoor(ManyDoor):
    """Assign many."""

    act, shape, names = Together.ASSIGN, AssignManySerializer, "owner"


@extend_schema(request=TagManySerializer, responses={201: BatchSerializer})
class TagManyDoor(ManyDoor):
    """Tag many."""

    act, shape, names = Together.TAG, TagManySerializer, "names"


@extend_schema(request=FileManySerializer, responses={201: BatchSerializer})
class FileManyDoor(ManyDoor):
    """Set the area of many."""

    act, shape, names = Together.FILE, FileManySerializer, "area"


@extend_schema(request=SetAsideManySerializer, responses={201: BatchSerializer})
class SetAsideManyDoor(ManyDoor):
    """Set many aside."""

    act, shape, names = Together.SET_ASIDE, SetAsideManySerializer, "reason"


@extend_schema(request=ReplyToManySerializer, responses={201: BatchSerializer})
class ReplyToManyDoor(ManyDoor):
    """Reply to many."""

    act, shape, names = Together.REPLY, ReplyToManySerializer, "body"
