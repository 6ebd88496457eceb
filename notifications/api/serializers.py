"""What shape has telling in the API?"""

from typing import Any, ClassVar

from rest_framework import serializers

from common.api.fields import WordsField
from notifications.letters import TellingDrafts
from notifications.models import Telling


class TellingSerializer(serializers.ModelSerializer[Telling]):
    """One customer on the list."""

    item = serializers.CharField(source="item.reference", read_only=True)
    ticket = serializers.CharField(source="voice.ticket.reference", read_only=True)
    customer_name = serializers.CharField(source="customer.name", read_only=True)
    language = serializers.CharField(source="customer.language", read_only=True)
    channel = serializers.CharField(read_only=True)
    message = serializers.SerializerMethodField()
    sent_at = serializers.DateTimeField(source="mail.sent_at", default=None, read_only=True)

    class Meta:
        model = Telling
        fields: ClassVar = [
            "id",
            "item",
            "release",
            "ticket",
            "customer",
            "customer_name",
            "language",
            "channel",
            "message",
            "state",
            "approved_at",
            "sent_at",
        ]

    def get_message(self, row: Telling) -> str:
        """What they are told: their own words, or the draft of their language."""
        drafts: TellingDrafts = self.context.get("drafts", TellingDrafts())
        return row.message or drafts[row.customer.language]


class MessageSerializer(serializers.Serializer[Any]):
    """What one customer is told."""

    message = WordsField()

    class Meta:
        ref_name = "TellingMessage"


class CountSerializer(serializers.Serializer[Any]):
    """How many were approved."""

    approved = serializers.IntegerField()


class ProofSerializer(serializers.Serializer[Any]):
    """How many of the list were told, and how many in each state."""

    all = serializers.IntegerField()
    told = serializers.IntegerField()
    is_settled = serializers.BooleanField()
    by_state = serializers.DictField(child=serializers.IntegerField())
