"""What shape has something to say, and something that was said?"""

from typing import Any

from rest_framework import serializers

from common.api.fields import words
from tickets.api.seen import SeenSerializer

KEYS = serializers.ListField(
    child=serializers.CharField(max_length=43),
    default=list,
    max_length=100,
    help_text="keys of files that were chosen before, at /unsent-files/",
)


class MessageSerializer(SeenSerializer):
    """Something to say: a note among colleagues, or a reply to the customer; files go along as multipart/form-data."""

    kind = serializers.ChoiceField([("note", "note"), ("reply", "reply")], default="note")
    body = words(help_text="may be empty where files say it")
    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), default=list, max_length=100)
    held = KEYS


class FileSerializer(serializers.Serializer[Any]):
    """A file; its `key` names it at `/attachments/<key>/` once it is sent."""

    key = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()


class SaidSerializer(serializers.Serializer[Any]):
    """Something that was said."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    body = serializers.CharField()
    at = serializers.DateTimeField()
    leaves_at = serializers.DateTimeField(help_text="until then it may be taken back; null: it left at once")
    undone_at = serializers.DateTimeField(help_text="when it was taken back")
    files = serializers.SerializerMethodField()

    def get_files(self, said: Any) -> list[dict[str, Any]]:
        """What came with it; a page of a list has asked already."""
        files = said.files if hasattr(said, "files") else said.attachments.order_by("pk")
        return [dict(one) for one in FileSerializer(files, many=True).data]
