"""The API doors of customers that reach into their tickets: two records of one person, notes."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.fields import WordsField
from customers.actions import note
from customers.models import Customer, Joining
from tickets.actions import joining


class JoiningSerializer(serializers.Serializer[Any]):
    """The record that goes, and by field whose word counts: `kept` or `gone`."""

    gone = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all())
    choices = serializers.DictField(child=serializers.ChoiceField(["kept", "gone"]), default=dict)


class JoinedSerializer(serializers.Serializer[Any]):
    """Two records that were put together; `id` is what undoing asks for."""

    id = serializers.IntegerField()
    kept = serializers.IntegerField(source="kept_id")
    gone = serializers.IntegerField(source="gone_id")
    tickets = serializers.ListField(child=serializers.IntegerField())
    at = serializers.DateTimeField()
    undone_at = serializers.DateTimeField(allow_null=True)


class NoteSerializer(serializers.Serializer[Any]):
    """A note on a customer, for colleagues."""

    id = serializers.IntegerField(read_only=True)
    body = WordsField()
    by = serializers.EmailField(source="by.email", read_only=True)
    at = serializers.DateTimeField(read_only=True)


class JoiningDoor(Door):
    """Join."""

    @extend_schema(request=JoiningSerializer, responses={201: JoinedSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Say that another record is the same person: what they told us goes over to this one."""
        kept, said = get_object_or_404(Customer, pk=pk), shaped(JoiningSerializer(data=request.data))
        return self.done(request, lambda: JoinedSerializer(joining.join(kept, by=request.user, **said)).data)


class PartingDoor(Door):
    """Part."""

    @extend_schema(request=None, responses={201: JoinedSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Say within a day that they are two people after all."""
        undone = get_object_or_404(Joining, pk=pk)
        return self.done(request, lambda: JoinedSerializer(joining.part(undone, by=request.user)).data)


class NotesDoor(Door):
    """Notes on a customer."""

    @extend_schema(responses=NoteSerializer(many=True), operation_id="customers_notes")
    def get(self, request: Caller, pk: int) -> Response:
        """The newest hundred notes."""
        rows = get_object_or_404(Customer, pk=pk).notes.select_related("by").order_by("-pk")[:100]
        return Response(NoteSerializer(rows, many=True).data)

    @extend_schema(request=NoteSerializer, responses={201: NoteSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Note something about a customer, for colleagues."""
        subject, said = get_object_or_404(Customer, pk=pk), shaped(NoteSerializer(data=request.data))
        return self.done(request, lambda: NoteSerializer(note(subject, by=request.user, **said)).data)
