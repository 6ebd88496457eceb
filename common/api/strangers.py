"""What stands in a body that no field of the API is called? A slip of the pen that is passed over would be lost unseen."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer


def strangers(serializer: BaseSerializer[Any]) -> dict[str, list[str]]:
    """Path of each name that is not known → the sentence that says so, with the names that are."""
    return dict(_within(serializer, getattr(serializer, "initial_data", None), ""))


def _within(field: object, said: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(field, ListSerializer) and isinstance(said, list):
        for n, one in enumerate(said):
            yield from _within(field.child, one, f"{path}{n}.")
    if not isinstance(field, Serializer) or not isinstance(said, Mapping):
        return
    for name, value in said.items():
        if name in field.fields:
            yield from _within(field.fields[name], value, f"{path}{name}.")
        else:
            yield f"{path}{name}", [_sentence(field)]


def _sentence(serializer: Serializer[Any]) -> str:
    known = ", ".join(name for name, field in serializer.fields.items() if not field.read_only)
    return _("There is no field of this name here. There are: {names}.").format(names=known)
