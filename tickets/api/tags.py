"""The API doors of tags."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.fields import WordsField
from common.api.paging import paged
from common.paging import Order
from customers.models import Customer
from tickets.actions import tagging
from tickets.models import Tag, Ticket

_CURSOR = [OpenApiParameter("cursor", str), OpenApiParameter("limit", int)]


class TagSerializer(serializers.Serializer[Any]):
    """A tag, with on how much it is."""

    id = serializers.IntegerField(read_only=True)
    name = WordsField()
    tickets = serializers.IntegerField(read_only=True, required=False)
    customers = serializers.IntegerField(read_only=True, required=False)


class TagNamesSerializer(serializers.Serializer[Any]):
    """Names of tags."""

    names = serializers.ListField(child=WordsField(), allow_empty=False, max_length=100)


class TagNameSerializer(serializers.Serializer[Any]):
    """The name of a tag."""

    name = WordsField()


class IntoSerializer(serializers.Serializer[Any]):
    """The tag that stays."""

    into = serializers.PrimaryKeyRelatedField(queryset=Tag.objects.all())


class TagsView(Door):
    """Tags."""

    @extend_schema(
        responses=TagSerializer(many=True), operation_id="tags_list", parameters=[*_CURSOR, OpenApiParameter("q", str)]
    )
    def get(self, request: Caller) -> Response:
        """A page of tags by name; with `q` those that begin with it."""
        rows = Tag.objects.beginning(tagging.spelled(request.query_params.get("q", "")[:100].replace("\x00", "")))
        return paged(
            request, rows.counted(), order=Order("name"), draw=lambda found: TagSerializer(found, many=True).data
        )


class TagView(Door):
    """One tag."""

    @extend_schema(request=TagSerializer, responses=TagSerializer)
    def put(self, request: Caller, pk: int) -> Response:
        """Write a tag differently."""
        tag, said = get_object_or_404(Tag, pk=pk), shaped(TagNameSerializer(data=request.data))
        return self.done(
            request, lambda: TagSerializer(tagging.rename_tag(tag, by=request.user, **said)).data, status=200
        )


class TagJoiningDoor(Door):
    """Join."""

    @extend_schema(request=IntoSerializer, responses={201: TagSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let everything that carries this tag carry another one."""
        tag, said = get_object_or_404(Tag, pk=pk), shaped(IntoSerializer(data=request.data))
        return self.done(request, lambda: TagSerializer(tagging.join_tags(tag, by=request.user, **said)).data)


class TagRemovalDoor(Door):
    """Remove."""

    @extend_schema(request=None, responses={201: TagSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Do without a tag."""
        tag = get_object_or_404(Tag, pk=pk)

        def act() -> Any:
            tagging.remove_tag(tag, by=request.user)
            return {"id": pk, "name": tag.name}

        return self.done(request, act)


class _Tagging(Door):
    """The tags of one thing."""

    taken_off = False

    def _answer(self, request: Caller, subject: Ticket | Customer) -> Response:
        shape = TagNameSerializer if self.taken_off else TagNamesSerializer
        said, deed = shaped(shape(data=request.data)), tagging.untag if self.taken_off else tagging.tag

        def act() -> Any:
            deed(subject, by=request.user, **said)
            return {"tags": [one.name for one in Tag.objects.on(subject)]}

        return self.done(request, act)


class TicketTagsDoor(_Tagging):
    """Tags of a ticket."""

    @extend_schema(request=TagNamesSerializer, responses={201: dict[str, list[str]]})
    def post(self, request: Caller, reference: str) -> Response:
        """Put tags on a ticket, or take one off."""
        return self._answer(request, Ticket.objects.visible_to(request.user).called(reference))


class CustomerTagsDoor(_Tagging):
    """Tags of a customer."""

    @extend_schema(request=TagNamesSerializer, responses={201: dict[str, list[str]]})
    def post(self, request: Caller, pk: int) -> Response:
        """Put tags on a customer, or take one off."""
        return self._answer(request, get_object_or_404(Customer, pk=pk))
