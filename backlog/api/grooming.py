"""The API doors of grooming: ask tickets back, hold on."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.actions import grooming
from backlog.api.serializers import ItemSerializer
from backlog.api.views import ItemDoor
from common.api.doors import shaped
from common.api.fields import WordsField


class AskBackSerializer(serializers.Serializer[Any]):
    """A question to every ticket of an item."""

    body = WordsField()


class HoldOnSerializer(serializers.Serializer[Any]):
    """Why it stays."""

    reason = WordsField()


class AskBackDoor(ItemDoor):
    """Ask back."""

    @extend_schema(request=AskBackSerializer, responses={201: ItemSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Return every ticket that speaks for it to be assessed again, with one question each."""
        said = shaped(AskBackSerializer(data=request.data))
        return self.about(request, reference, lambda item: grooming.ask_back(item, by=request.user, **said))


class HoldOnDoor(ItemDoor):
    """Hold on."""

    @extend_schema(request=HoldOnSerializer, responses={201: ItemSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Keep what nobody touched for long, with a reason."""
        said = shaped(HoldOnSerializer(data=request.data))
        return self.about(request, reference, lambda item: grooming.hold_on_to(item, by=request.user, **said))
