"""What shape has a connection in the API? Secrets are in the answer that makes them, and nowhere else."""

from typing import Any, ClassVar

from rest_framework import serializers

from common.api.fields import WordsField
from connections.models import Attempt, Connection, Post
from connections.models.connection import LANGUAGES
from connections.vocabulary import Kind
from tickets.models import ProductArea


class ConnectionSerializer(serializers.ModelSerializer[Connection]):
    """A connection, without its secret."""

    state = serializers.CharField(read_only=True)
    address = serializers.CharField(source="shown_address", read_only=True, help_text="of a room only its beginning")
    owner = serializers.CharField(source="owner.email", read_only=True)

    class Meta:
        model = Connection
        fields: ClassVar = [
            "id",
            "kind",
            "name",
            "address",
            "events",
            "areas",
            "stages",
            "language",
            "shows_words",
            "gap_seconds",
            "project",
            "login",
            "owner",
            "made_at",
            "state",
            "paused_why",
            "failing_since",
            "old_secret_until",
            "version",
        ]
        read_only_fields = fields


class SecretSerializer(ConnectionSerializer):
    """A connection and its new secret; null where the same question is answered again."""

    secret = serializers.CharField(read_only=True, allow_null=True)

    class Meta(ConnectionSerializer.Meta):
        fields: ClassVar = [*ConnectionSerializer.Meta.fields, "secret"]
        read_only_fields = fields


class FilterSerializer(serializers.Serializer[Any]):
    """Which areas and stages only; and of a room, how it hears."""

    areas = serializers.PrimaryKeyRelatedField(queryset=ProductArea.objects.all(), many=True, required=False)
    stages = serializers.ListField(child=serializers.CharField(), required=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)
    shows_words = serializers.BooleanField(required=False)
    gap_seconds = serializers.IntegerField(required=False)


class HostSerializer(serializers.Serializer[Any]):
    """How we may speak with a host of code, and it with us."""

    token = WordsField(required=False)
    login = WordsField(required=False)
    project = WordsField(required=False)
    secret = WordsField(required=False)


class ConnectSerializer(FilterSerializer, HostSerializer):
    """What is needed to connect: for a host of code its token and project, otherwise the events."""

    kind = serializers.ChoiceField(choices=Kind.choices, default=Kind.WEBHOOK)
    name = WordsField()
    address = WordsField(required=False, default="")
    events = serializers.ListField(child=serializers.CharField(), required=False)


class ChangeSerializer(FilterSerializer, HostSerializer):
    """What is set up differently; what is left out stays. `version`: the one that was read."""

    name = WordsField(required=False)
    address = WordsField(required=False)
    events = serializers.ListField(child=serializers.CharField(), required=False)
    version = serializers.IntegerField(required=False)

    class Meta:
        ref_name = "ConnectionChange"


class AttemptSerializer(serializers.ModelSerializer[Attempt]):
    """One attempt."""

    class Meta:
        model = Attempt
        fields: ClassVar = ["at", "status", "ms", "said"]


class PostSerializer(serializers.ModelSerializer[Post]):
    """One post; `name` is its webhook-id."""

    state = serializers.CharField(read_only=True)

    class Meta:
        model = Post
        fields: ClassVar = ["id", "name", "type", "subject", "made_at", "due_at", "done_at", "dead_at", "state"]


class WholePostSerializer(PostSerializer):
    """One post with what it said, while that is known, and its attempts."""

    body = serializers.JSONField(read_only=True)
    attempts = AttemptSerializer(many=True, read_only=True)

    class Meta(PostSerializer.Meta):
        fields: ClassVar = [*PostSerializer.Meta.fields, "body", "attempts"]


class EventTypeSerializer(serializers.Serializer[Any]):
    """A type of event and what it means."""

    type = serializers.CharField()
    meaning = serializers.CharField()
