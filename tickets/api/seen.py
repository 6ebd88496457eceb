"""What a caller had read of a ticket when they wrote: what others said or did since holds their words back with a 409."""

from typing import Any

from rest_framework import serializers

from accounts.requests import Caller


class SeenSerializer(serializers.Serializer[Any]):
    """A body that may say which entry was the newest (`latest` of the ticket) when its writer read it."""

    seen = serializers.IntegerField(
        required=False, min_value=0, max_value=2**62, help_text="`latest` of the ticket as it was read; newer: 409"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The verb is not told: the door asks."""
        attrs.pop("seen", None)
        return attrs


def seen_in(request: Caller) -> int | None:
    """The newest entry that the caller had read; None where they do not say."""
    sent = request.data.get("seen") if isinstance(request.data, dict) else None
    return None if sent is None else int(sent)
