"""The API doors of what is done with many tickets: how far it is, stop, undo."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from tickets.actions import batching
from tickets.actions.acts import words_of
from tickets.models import Batch
from tickets.vocabulary import Together


class BatchShareSerializer(serializers.Serializer[Any]):
    """What became of one ticket: 201, 200 where it was so already, null while it is to do, or why it was refused."""

    ticket = serializers.CharField(source="reference")
    status = serializers.IntegerField(allow_null=True)
    detail = serializers.CharField(source="sentence")


class BatchSerializer(serializers.Serializer[Any]):
    """An act with many tickets, and what became of each."""

    id = serializers.IntegerField()
    act = serializers.ChoiceField(Together.choices)
    words = serializers.CharField(help_text="the act and with what it is done, for a reader")
    undoes = serializers.IntegerField(source="undoes_id", allow_null=True)
    at = serializers.DateTimeField()
    tickets = BatchShareSerializer(many=True)


def drawn_batch(batch: Batch, missing: list[Any] | None = None) -> dict[str, Any]:
    """The batch, with its tickets and those that are not there."""
    told = {name: getattr(batch, name) for name in ("id", "act", "undoes_id", "at")}
    told["words"] = words_of(batch.act, batch.value)
    shares = [*batch.shares.order_by("pk"), *(missing or [])]
    return dict(BatchSerializer(told | {"tickets": shares}).data)


class BatchView(APIView):
    """How far it is."""

    @extend_schema(responses=BatchSerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """What became of each ticket so far; of one's own batches."""
        return Response(drawn_batch(get_object_or_404(Batch.objects.of(request.user), pk=pk)))


class BatchStoppingDoor(APIView):
    """Stop."""

    @extend_schema(request=None, responses={201: BatchSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Leave the tickets that are still to do as they are."""
        batch = get_object_or_404(Batch.objects.of(request.user), pk=pk)
        return Response(drawn_batch(batching.stop_together(batch, by=request.user)), status=201)


class BatchUndoingDoor(APIView):
    """Undo."""

    @extend_schema(request=None, responses={201: BatchSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Put back what a batch changed; what someone has changed since stays."""
        batch = get_object_or_404(Batch.objects.of(request.user), pk=pk)
        return Response(drawn_batch(batching.undo_together(batch, by=request.user)), status=201)
