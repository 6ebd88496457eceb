"""What shape has a connection in the API? Secrets are in the answer that makes them, and nowhere else."""

from typing import Any, ClassVar

from rest_framework import serializers

from common.api.fields import WordsField
from connections.models import Attempt, Connection, Post
from connections.vocabulary import Kind


class ConnectionSerializer(serializers.ModelSerializer[Connection]):
    """A connection, without its secret."""

    state = serializers.CharField(read_only=True)
    owner = serializers.CharField(source="owner.email", read_only=True)

    class Meta:
        model = Connection
        fields: ClassVar = [
            "id",
            "kind",
            "name",
            "address",
            "events",
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


class ConnectSerializer(serializers.Serializer[Any]):
    """What is needed to connect."""

    kind = serializers.ChoiceField(choices=Kind.choices, default=Kind.WEBHOOK)
    name = WordsField()
    address = WordsField()
    events = serializers.ListField(child=serializers.CharField())


class ChangeSerializer(serializers.Serializer[Any]):
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
