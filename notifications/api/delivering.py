"""The API doors to mails that did not arrive; through `bounces/` a mail program says so by Message-ID."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.fields import WordsField
from notifications.actions import delivering
from notifications.models import Delivered, Mail
from tickets.models import Ticket


class MailSerializer(serializers.Serializer[Any]):
    """A mail to a customer, and how far it is."""

    id = serializers.IntegerField()
    ticket = serializers.CharField(source="ticket.reference")
    kind = serializers.CharField()
    delivery = serializers.ChoiceField(Delivered.choices)
    attempts = serializers.IntegerField()
    last_error = serializers.CharField()
    bounce = serializers.CharField()
    held_until = serializers.DateTimeField()
    dropped = serializers.CharField()
    made_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField()
    bounced_at = serializers.DateTimeField()


class BounceSerializer(serializers.Serializer[Any]):
    """What came back, and why."""

    message_id = serializers.CharField(max_length=120)
    reason = WordsField()


class ReasonSerializer(serializers.Serializer[Any]):
    """Why it came back."""

    reason = WordsField()


class BouncesDoor(Door):
    """Bounce, by Message-ID."""

    @extend_schema(request=BounceSerializer, responses={201: MailSerializer})
    def post(self, request: Caller) -> Response:
        """Note that a mail of ours came back."""
        said = shaped(BounceSerializer(data=request.data))
        mail = Mail.objects.called(said["message_id"])
        if mail is None:
            raise Http404
        return self.done(request, lambda: _bounced(mail, request, said["reason"]))


class BounceDoor(Door):
    """Bounce."""

    @extend_schema(request=ReasonSerializer, responses={201: MailSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Note that a mail came back."""
        said, mail = shaped(ReasonSerializer(data=request.data)), _find(request, pk)
        return self.done(request, lambda: _bounced(mail, request, said["reason"]))


class RepetitionDoor(Door):
    """Send again."""

    @extend_schema(request=None, responses={201: MailSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Send a mail that did not arrive once more."""
        mail = _find(request, pk)
        return self.done(request, lambda: MailSerializer(delivering.send_again(mail, by=request.user)).data)


def _find(request: Caller, pk: int) -> Mail:
    tickets = Ticket.objects.visible_to(request.user)
    return get_object_or_404(Mail.objects.select_related("ticket").filter(ticket__in=tickets), pk=pk)


def _bounced(mail: Mail, request: Caller, reason: str) -> Any:
    return MailSerializer(delivering.bounce(mail, by=request.user, reason=reason)).data
