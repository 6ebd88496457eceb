"""The API doors for operators: how it is, and let what was given up be tried again."""

from dataclasses import asdict
from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.actions import need_admin
from accounts.requests import Caller
from common.api.doors import Door
from journal.models import Delivery
from notifications.actions import reviving, watching
from notifications.models import Mail, Push


class QueueSerializer(serializers.Serializer[Any]):
    """What waits of one kind."""

    due = serializers.IntegerField()
    oldest_due_at = serializers.DateTimeField(allow_null=True)
    given_up = serializers.IntegerField()
    is_late = serializers.BooleanField()


class CheckSerializer(serializers.Serializer[Any]):
    """What is compared every night, and what was found; nothing when all is well."""

    name = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)
    is_well = serializers.BooleanField()
    said = serializers.CharField()


class StatusSerializer(serializers.Serializer[Any]):
    """How it is right now."""

    is_well = serializers.BooleanField()
    worker_seconds = serializers.FloatField(allow_null=True)
    beat_seconds = serializers.FloatField(allow_null=True)
    deliveries = QueueSerializer()
    mails = QueueSerializer()
    pushes = QueueSerializer()
    posts = QueueSerializer()
    connections_in_trouble = serializers.IntegerField()
    mails_sent_hour = serializers.IntegerField()
    mails_sent_day = serializers.IntegerField()
    mail_limit = serializers.IntegerField()
    mails_this_minute = serializers.IntegerField()
    push_limit = serializers.IntegerField()
    pushes_this_minute = serializers.IntegerField()
    checks = CheckSerializer(many=True)


class TriedAgainSerializer(serializers.Serializer[Any]):
    """How many are tried again."""

    tried_again = serializers.IntegerField()


class StatusDoor(Door):
    """How is it?"""

    @extend_schema(operation_id="status", responses=StatusSerializer)
    def get(self, request: Caller) -> Response:
        """Whether everything is alive, what waits and since when; for monitoring, with a key of an administrator."""
        need_admin(request.user)
        now = watching.look()
        return Response(StatusSerializer(asdict(now) | {"is_well": now.is_well, "checks": now.checks}).data)


class TryAllAgain(Door):
    """Try everything again."""

    @extend_schema(request=None, responses={201: TriedAgainSerializer})
    def post(self, request: Caller) -> Response:
        """Try everything again that was given up."""
        return self.done(request, lambda: {"tried_again": reviving.try_all_again(by=request.user)})


class SendAgain(Door):
    """Send again."""

    @extend_schema(request=None, responses={201: TriedAgainSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Send one mail again that was given up."""
        return _one(self, request, Mail, pk)


class DeliverAgain(Door):
    """Deliver again."""

    @extend_schema(request=None, responses={201: TriedAgainSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let one reaction follow that was given up."""
        return _one(self, request, Delivery, pk)


class PushAgain(Door):
    """Push again."""

    @extend_schema(request=None, responses={201: TriedAgainSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Show one notice in a browser after all."""
        return _one(self, request, Push, pk)


_DEEDS: dict[type[models.Model], Any] = {
    Mail: reviving.send_again,
    Delivery: reviving.deliver_again,
    Push: reviving.push_again,
}


def _one(door: Door, request: Caller, kind: type[models.Model], pk: int) -> Response:
    need_admin(request.user)
    row: Any = get_object_or_404(kind, pk=pk)

    def again() -> dict[str, int]:
        _DEEDS[kind](row, by=request.user)
        return {"tried_again": 1}

    return door.done(request, again)
