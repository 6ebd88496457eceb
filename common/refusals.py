"""What a verb says when it will not: three kinds, each with its HTTP status and a sentence for a person."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from django.utils.functional import Promise

Sentence: TypeAlias = str | Promise


class Refusal(Exception):
    """A verb did nothing, and says why."""

    status = 400

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Forbidden(Refusal):
    """Not yours to do."""

    status = 403


class Conflict(Refusal):
    """Too late: what it was about has moved meanwhile."""

    status = 409


class Invalid(Refusal):
    """Nonsense, field by field. `fields` maps the name of a field to its sentence; `""` is about the whole."""

    status = 422

    def __init__(self, fields: Mapping[str, Sentence]) -> None:
        super().__init__(" ".join(str(sentence) for sentence in fields.values()))
        self.fields = dict(fields)


def gather(*checks: Callable[[], object]) -> None:
    """Make every check and refuse all that is nonsense at once, so that a person mends it in one go."""
    wrong: dict[str, Sentence] = {}
    for check in checks:
        try:
            check()
        except Invalid as refusal:
            wrong |= refusal.fields
    if wrong:
        raise Invalid(wrong)
