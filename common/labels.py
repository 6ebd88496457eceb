"""How a choice is said, in rows that are drawn by the dozen."""

from functools import cache
from typing import Any

from django.db import models


class Labelled(models.Model):
    """Django copies all labels of a field each time that one of them is asked for; here they are kept."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        return str(_labels(field).get(value, "" if value is None else value))


@cache
def _labels(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    """Lazy, each in the language of whoever reads it."""
    return dict(field.flatchoices)
