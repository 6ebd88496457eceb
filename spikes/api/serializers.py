"""What shape has a spike in the API?"""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.fields import WordsField
from spikes.models import Sign, Spike
from spikes.vocabulary import Family


class SignSerializer(serializers.Serializer[Sign]):
    """By what it shows: an area, the first ticket of what is alike, or a word."""

    family = serializers.ChoiceField(choices=Family.choices)
    key = serializers.IntegerField(help_text="number of the area or of the ticket; of a word its term")
    name = serializers.SerializerMethodField()

    def get_name(self, sign: Sign) -> str:
        """What people call it."""
        return str(self.context["names"].get(sign.thing, ""))


class SpikeSerializer(serializers.ModelSerializer[Spike]):
    """A rise: `n` customers within `hours`, where `usual` are usual; `chance`: how likely that is by chance."""

    name = serializers.SerializerMethodField()
    signs = SignSerializer(many=True, read_only=True)
    seen_by = serializers.CharField(source="seen_by.email", default=None)
    quiet_by = serializers.CharField(source="quiet_by.email", default=None)

    class Meta:
        model = Spike
        fields: ClassVar = [
            "id",
            "family",
            "name",
            "n",
            "usual",
            "hours",
            "chance",
            "began_at",
            "raised_at",
            "over_at",
            "signs",
            "seen_by",
            "seen_at",
            "note",
            "quiet_until",
            "quiet_by",
            "quiet_reason",
        ]

    def get_name(self, spike: Spike) -> str:
        """What people call what rose."""
        return str(self.context["names"].get(spike.thing, ""))


class WholeSpikeSerializer(SpikeSerializer):
    """With the tickets behind it."""

    tickets = serializers.SerializerMethodField()

    class Meta(SpikeSerializer.Meta):
        fields: ClassVar = [*SpikeSerializer.Meta.fields, "tickets"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_tickets(self, _spike: Spike) -> list[str]:
        """Their references."""
        return list(self.context["tickets"])


class AcknowledgementSerializer(serializers.Serializer[Any]):
    """What one knows, or does about it."""

    note = WordsField()


class QuietSerializer(serializers.Serializer[Any]):
    """Until when nobody is told, and why."""

    until = serializers.DateTimeField(allow_null=True)
    reason = WordsField(required=False)
