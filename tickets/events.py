"""What can have happened to a ticket? Facts carry area and channel, so that counts need no other source."""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """Something that happened to a ticket of an area, from a channel."""

    ticket_id: int
    area_id: int | None = None
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class TicketReceived(TicketEvent):
    """A complaint came in."""


@dataclass(frozen=True, kw_only=True)
class TicketHeard(TicketEvent):
    """We said what we understood. `seconds` since it was received."""

    listening_id: int = 0
    is_first: bool
    seconds: int


@dataclass(frozen=True, kw_only=True)
class TicketMisheard(TicketEvent):
    """We had not understood."""


@dataclass(frozen=True, kw_only=True)
class HearingConfirmed(TicketEvent):
    """The customer said: yes, that is it."""


@dataclass(frozen=True, kw_only=True)
class TicketAssessed(TicketEvent):
    """It was found sustainable, not yet, or not sustainable."""

    finding: str
    recommended: str


@dataclass(frozen=True, kw_only=True)
class TicketQuestioned(TicketEvent):
    """It was returned with a question."""

    was_accepted: bool


@dataclass(frozen=True, kw_only=True)
class TicketAccepted(TicketEvent):
    """We promised. `seconds` since it was received."""

    decision_id: int = 0
    seconds: int
    precedent_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TicketDeclined(TicketEvent):
    """We said honestly that we cannot. `seconds` since it was received."""

    decision_id: int = 0
    reason: str
    seconds: int
    capability_id: int | None = None
    precedent_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TicketUnpromised(TicketEvent):
    """A promise was taken back with its item; what the customer is told is in the decision."""

    decision_id: int = 0
    reason: str
    capability_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TicketSetAside(TicketEvent):
    """It is not a complaint that we judge."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class TicketReopened(TicketEvent):
    """It is one after all."""


@dataclass(frozen=True, kw_only=True)
class TicketResurfaced(TicketEvent):
    """A declined complaint is looked at again. `tell_them`: whether its customer hears so now."""

    why: str
    tell_them: bool = False
    waited_for_id: int | None = None
    known: int | None = None
    customers: int | None = None


@dataclass(frozen=True, kw_only=True)
class DemandCounted(TicketEvent):
    """It asks for what was declined before: the declined ticket, and the decision on it."""

    declined_id: int
    decision_id: int


@dataclass(frozen=True, kw_only=True)
class DemandUncounted(TicketEvent):
    """It does not ask for that after all."""

    declined_id: int
    decision_id: int


@dataclass(frozen=True, kw_only=True)
class DeclineCameUnderPressure(TicketEvent):
    """More customers than its threshold ask for what was declined: so many known then, so many since."""

    decision_id: int
    known: int
    customers: int


@dataclass(frozen=True, kw_only=True)
class TicketTaken(TicketEvent):
    """A colleague looks after it."""

    owner_id: int | None


@dataclass(frozen=True, kw_only=True)
class MessageWritten(TicketEvent):
    """Something was said on a ticket."""

    message_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class AreaAmended(Event):
    """An area is named or limited anew; money a month as text, nothing where it is its parent's."""

    area_id: int
    budget: str | None
    limit: str | None
