"""What shape has something to say, and something that was said?"""

from typing import Any

from rest_framework import serializers

from common.api.fields import WordsField
from tickets.api.seen import SeenSerializer


class MessageSerializer(SeenSerializer):
    """Something to say: a note among colleagues, or a reply to the customer."""

    kind = serializers.ChoiceField([("note", "note"), ("reply", "reply")], default="note")
    body = WordsField()


class SaidSerializer(serializers.Serializer[Any]):
    """Something that was said."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    body = serializers.CharField()
    at = serializers.DateTimeField()
    leaves_at = serializers.DateTimeField(help_text="until then it may be taken back; null: it left at once")
    undone_at = serializers.DateTimeField(help_text="when it was taken back")
