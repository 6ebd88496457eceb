"""The API doors of the same with many tickets: an address for each act, an answer for each ticket."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import Caller
from common.api.doors import shaped
from tickets.actions import batching
from tickets.actions.severally import nobody
from tickets.models import Batch, ProductArea, Ticket
from tickets.vocabulary import AsideReason, Together


class _ManySerializer(serializers.Serializer[Any]):
    """Which tickets."""

    tickets = serializers.ListField(
        child=serializers.CharField(max_length=25), allow_empty=False, max_length=batching.MOST
    )


class AssignManySerializer(_ManySerializer):
    """The address of whoever looks after them from now on; null: nobody."""

    owner = serializers.SlugRelatedField(slug_field="email", queryset=User.objects.all(), allow_null=True)


class TagManySerializer(_ManySerializer):
    """The tags to put on each."""

    names = serializers.ListField(child=serializers.CharField(max_length=200), allow_empty=False, max_length=30)


class FileManySerializer(_ManySerializer):
    """The number of the area they are about; null: not sure yet."""

    area = serializers.PrimaryKeyRelatedField(queryset=ProductArea.objects.all(), allow_null=True)


class SetAsideManySerializer(_ManySerializer):
    """Why they are not complaints that we judge."""

    reason = serializers.ChoiceField(AsideReason.choices)


class BatchShareSerializer(serializers.Serializer[Any]):
    """What became of one ticket: 201, 200 where it was so already, null while it is to do, or why it was refused."""

    ticket = serializers.CharField(source="reference")
    status = serializers.IntegerField(allow_null=True)
    detail = serializers.CharField(source="sentence")


class BatchSerializer(serializers.Serializer[Any]):
    """An act with many tickets, and what became of each."""

    id = serializers.IntegerField()
    act = serializers.ChoiceField(Together.choices)
    undoes = serializers.IntegerField(source="undoes_id", allow_null=True)
    at = serializers.DateTimeField()
    tickets = BatchShareSerializer(many=True)


class _Many(APIView):
    """One act with many tickets. Each is a deed of its own, so that none waits for the others' end."""

    act: ClassVar[str]
    shape: ClassVar[type[_ManySerializer]]
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
        return Response(_drawn(batch, missing), status=201)


@extend_schema(request=AssignManySerializer, responses={201: BatchSerializer})
class AssignManyDoor(_Many):
    """Assign many."""

    act, shape, names = Together.ASSIGN, AssignManySerializer, "owner"


@extend_schema(request=TagManySerializer, responses={201: BatchSerializer})
class TagManyDoor(_Many):
    """Tag many."""

    act, shape, names = Together.TAG, TagManySerializer, "names"


@extend_schema(request=FileManySerializer, responses={201: BatchSerializer})
class FileManyDoor(_Many):
    """Set the area of many."""

    act, shape, names = Together.FILE, FileManySerializer, "area"


@extend_schema(request=SetAsideManySerializer, responses={201: BatchSerializer})
class SetAsideManyDoor(_Many):
    """Set many aside."""

    act, shape, names = Together.SET_ASIDE, SetAsideManySerializer, "reason"


class BatchView(APIView):
    """How far it is."""

    @extend_schema(responses=BatchSerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """What became of each ticket so far; of one's own batches."""
        return Response(_drawn(get_object_or_404(Batch.objects.of(request.user), pk=pk)))


class BatchUndoingDoor(APIView):
    """Undo."""

    @extend_schema(request=None, responses={201: BatchSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Put back what a batch changed; what someone has changed since stays."""
        batch = get_object_or_404(Batch.objects.of(request.user), pk=pk)
        return Response(_drawn(batching.undo_together(batch, by=request.user)), status=201)


def _drawn(batch: Batch, missing: list[Any] | None = None) -> dict[str, Any]:
    told = {name: getattr(batch, name) for name in ("id", "act", "undoes_id", "at")}
    shares = [*batch.shares.order_by("pk"), *(missing or [])]
    return dict(BatchSerializer(told | {"tickets": shares}).data)
