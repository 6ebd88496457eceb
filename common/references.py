"""How references such as CS-1042 are read, and stand in addresses."""

from django.urls import register_converter

_DIGITS = 18
"""So many fit into a row's number."""


class _Reference:
    """A prefix and a number."""

    regex = ""

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: object) -> str:
        """As it stands."""
        return str(value)


def reference(name: str, prefix: str) -> None:
    """Let `<name:reference>` match `PREFIX-123` in addresses."""
    converter = type(name, (_Reference,), {"regex": rf"{prefix}-[0-9]{{1,18}}"})
    register_converter(converter, name)


def number_of(said: object, prefix: str) -> int | None:
    """The number of a reference (`CS-12`, `cs-12` or `12`); None where there is none that a row could have."""
    digits = str(said).strip().upper().removeprefix(f"{prefix}-")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS else None
