"""What can have happened to an export?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Event):
    """A colleague asked for a file; by what it was narrowed, but not to whom or to which words."""

    what: str
    ending: str
    narrowed_by: list[str]


@dataclass(frozen=True, kw_only=True)
class ExportMade(Event):
    """The file is there, with so many rows."""

    what: str
    rows: int
    size: int
    asked_by_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ExportGivenUp(Event):
    """It could not be made."""

    what: str


@dataclass(frozen=True, kw_only=True)
class ExportTaken(Event):
    """Whoever asked for it saved the file: what is in it has left the house."""

    what: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class ExportRemoved(Event):
    """Whoever asked for it does not need it any more; what was not finished was stopped."""

    what: str


@dataclass(frozen=True, kw_only=True)
class ExportExpired(Event):
    """Its days were over, and the file was deleted."""

    what: str
