"""The API doors of an item's issues elsewhere, and their shapes."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.models import Item
from common.api.doors import Door, shaped
from common.api.fields import WordsField
from connections.actions import linking
from connections.models import Connection, IssueLink
from connections.vocabulary import CODE

SHOWN = 100


class IssueSerializer(serializers.ModelSerializer[IssueLink]):
    """An issue elsewhere; without a reference it is still being made. `asks_to_ship`: done there, and nobody said not yet."""

    asks_to_ship = serializers.BooleanField(read_only=True)

    class Meta:
        model = IssueLink
        fields: ClassVar = [
            "id",
            "connection",
            "host",
            "site",
            "reference",
            "url",
            "title",
            "state",
            "is_done",
            "asks_to_ship",
            "looked_at",
            "trouble",
            "made_at",
        ]
        read_only_fields = fields


class LinkIssueSerializer(serializers.Serializer[Any]):
    """The address of the issue's page."""

    url = WordsField()


class CreateIssueSerializer(serializers.Serializer[Any]):
    """Where it is to be made."""

    connection = serializers.PrimaryKeyRelatedField(queryset=Connection.objects.working().filter(kind__in=CODE))


class IssuesDoor(Door):
    """Issues."""

    @extend_schema(operation_id="items_issues", responses=IssueSerializer(many=True))
    def get(self, request: Caller, reference: str) -> Response:
        """The issues elsewhere in which an item is worked on, and how they stand."""
        links = IssueLink.objects.filter(item=Item.objects.called(reference)).drawn()[:SHOWN]
        return Response(IssueSerializer(links, many=True).data)

    @extend_schema(operation_id="items_issues_link", request=LinkIssueSerializer, responses={201: IssueSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Link an item to an issue by the address of its page."""
        item, said = Item.objects.called(reference), shaped(LinkIssueSerializer(data=request.data))
        return self.done(request, lambda: IssueSerializer(linking.link(item, by=request.user, **said)).data)


class CreateIssueDoor(Door):
    """Creation."""

    @extend_schema(request=CreateIssueSerializer, responses={201: IssueSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Have an issue made; it is there without a reference until it was."""
        item, said = Item.objects.called(reference), shaped(CreateIssueSerializer(data=request.data))
        return self.done(request, lambda: IssueSerializer(linking.create_there(item, by=request.user, **said)).data)


class IssueDoor(Door):
    """A deed about one issue."""

    deed: Callable[..., Any] = staticmethod(linking.look_again)

    @extend_schema(request=None, responses={201: IssueSerializer})
    def post(self, request: Caller, reference: str, pk: int) -> Response:
        """Look again, let go, or say that the item is not shipped with it."""
        links = IssueLink.objects.drawn().select_related("item")
        link = get_object_or_404(links, pk=pk, item=Item.objects.called(reference))
        return self.done(request, lambda: IssueSerializer(self.deed(link, by=request.user)).data)
