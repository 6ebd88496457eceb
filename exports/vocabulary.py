"""Which closed words does an export know, and what is a column of a table?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.refusals import Sentence


class What(models.TextChoices):
    """What can be taken along."""

    TICKETS = "tickets", _("Tickets")
    DECISIONS = "decisions", _("Decisions")
    ITEMS = "items", _("Items")
    COUNTS = "counts", _("Counts")


HOLDS = {
    What.TICKETS: _("A row for each ticket: what was said, understood, judged and answered."),
    What.DECISIONS: _("A row for each yes and no, those that were taken back too."),
    What.ITEMS: _("A row for each item of the backlog: its promise, who speaks for it, and what came of it."),
    What.COUNTS: _("A row for each day, area, channel, language and team. Added up, they are the dashboard’s numbers."),
}
"""What a file holds, in plain words."""


class Ending(models.TextChoices):
    """What kind of file is made: the end of its name."""

    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel")
    PARQUET = "parquet", _("Parquet")


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    WORDS = "words"
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    YES = "yes"


@dataclass(frozen=True)
class Column:
    """A name for programs, a heading for people, what its cells hold, and what coded values are called."""

    name: str
    heading: Sentence
    kind: Kind = Kind.TEXT
    says: Mapping[str, Any] = field(default_factory=dict)

    def spoken(self) -> "Column":
        """The same, with every word said in the language of now: a table asks for them a million times."""
        says = {code: str(label) for code, label in self.says.items()}
        return replace(self, heading=str(self.heading), says=says)
