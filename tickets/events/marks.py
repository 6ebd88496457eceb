"""What can have happened to tags, to the fields of the firm's own, and to what they say of a ticket?"""

from dataclasses import dataclass

from journal.events import Event
from tickets.events.tickets import TicketEvent


@dataclass(frozen=True, kw_only=True)
class TicketTagged(TicketEvent):
    """Tags were put on a ticket; their names, as they were then."""

    tags: list[str]


@dataclass(frozen=True, kw_only=True)
class TicketUntagged(TicketEvent):
    """A tag was taken off a ticket."""

    tags: list[str]


@dataclass(frozen=True, kw_only=True)
class CustomerTagged(Event):
    """Tags were put on a customer."""

    customer_id: int
    tags: list[str]


@dataclass(frozen=True, kw_only=True)
class CustomerUntagged(Event):
    """A tag was taken off a customer."""

    customer_id: int
    tags: list[str]


@dataclass(frozen=True, kw_only=True)
class TagRenamed(Event):
    """A tag is written differently from now on."""

    tag_id: int
    was: str
    name: str


@dataclass(frozen=True, kw_only=True)
class TagsJoined(Event):
    """What carried one tag carries another from now on, and the first is gone."""

    tag_id: int
    was: str
    into_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class TagRemoved(Event):
    """A tag is gone, from everything that carried it."""

    tag_id: int
    was: str


@dataclass(frozen=True, kw_only=True)
class FieldsFilled(TicketEvent):
    """Fields were filled in, changed or emptied: `{field, name, was, now}` each, in words that outlive the field."""

    filled: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class FieldDefined(Event):
    """There is a new field."""

    field_id: int
    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class FieldAmended(Event):
    """A field or one of its choices is called differently, or belongs to another area."""

    field_id: int
    name: str
    choice_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChoiceOffered(Event):
    """A field offers one choice more."""

    field_id: int
    choice_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class FieldRetired(Event):
    """A field is not asked for any more, or a choice not offered; what was filled in stays."""

    field_id: int
    name: str
    choice_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class FieldRestored(Event):
    """A field is asked for again, or a choice offered."""

    field_id: int
    name: str
    choice_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class AreaAdded(Event):
    """Complaints can be about something more."""

    area_id: int
    parent_id: int | None
    name: str


@dataclass(frozen=True, kw_only=True)
class AreaMoved(Event):
    """An area is part of another one from now on, or of none."""

    area_id: int
    was_id: int | None
    parent_id: int | None


@dataclass(frozen=True, kw_only=True)
class AreaRetired(Event):
    """New complaints are about this area no more."""

    area_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class AreaRestored(Event):
    """Complaints can be about this area again."""

    area_id: int
    name: str
