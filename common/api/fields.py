"""Fields that only spell: what a text may be is the verb's to say."""

from typing import Any

from rest_framework import serializers


class WordsField(serializers.CharField):
    """Text as it was sent: blank, long or odd, the verb judges it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(trim_whitespace=False, allow_blank=True, **more)
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]


def words(**more: Any) -> WordsField:
    """A text that may be left out, which means empty."""
    return WordsField(required=False, default="", **more)
