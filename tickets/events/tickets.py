"""What can have happened to a ticket? Facts carry area and channel, so that counts need no other source."""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """Something that happened to a ticket: of an area, from a channel, in a language, for a company."""

    ticket_id: int
    area_id: int | None = None
    channel: str = ""
    language: str = ""
    company_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TicketReceived(TicketEvent):
    """A complaint came in."""


@dataclass(frozen=True, kw_only=True)
class TicketHeard(TicketEvent):
    """We said what we understood. `seconds` since it was received; `in_time`: within the promised hour."""

    listening_id: int = 0
    is_first: bool
    seconds: int
    in_time: bool | None = None


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
class Told(TicketEvent):
    """Something that the customer is told. `hints` phrases of it excuse or blame; `writer` is a role, never a person."""

    hints: int = 0
    writer: str = ""


@dataclass(frozen=True, kw_only=True)
class TicketAccepted(Told):
    """We promised. `seconds` since it was received; `built_in`: who does the work each time."""

    decision_id: int = 0
    seconds: int
    in_time: bool | None = None
    built_in: str = ""
    precedent_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TicketDeclined(Told):
    """We said honestly that we cannot. `seconds` since it was received."""

    decision_id: int = 0
    reason: str
    seconds: int
    in_time: bool | None = None
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
class TicketFiled(TicketEvent):
    """A colleague said what it is about; before, it was under `was_id`."""

    was_id: int | None


@dataclass(frozen=True, kw_only=True)
class MessageHeld(TicketEvent):
    """A colleague wrote something, which nobody hears of until it can be taken back no longer; so many files with it."""

    message_id: int
    kind: str
    files: int = 0


@dataclass(frozen=True, kw_only=True)
class MessageUndone(TicketEvent):
    """A colleague took back what they had written, before it left."""

    message_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class MessageWritten(Told):
    """Something was said on a ticket, and so many files came with it; only of a reply the wording counts."""

    message_id: int
    kind: str
    files: int = 0


@dataclass(frozen=True, kw_only=True)
class AreaAmended(Event):
    """An area is named or limited anew; money a month as text, nothing where it is its parent's."""

    area_id: int
    budget: str | None
    limit: str | None


@dataclass(frozen=True, kw_only=True)
class AftermathNoted(TicketEvent):
    """So many days after a decision of this outcome: what became of the customer, as far as the system knows."""

    decision_id: int
    outcome: str
    after_days: int
    became: str


@dataclass(frozen=True, kw_only=True)
class AftermathCorrected(TicketEvent):
    """A colleague knows better what became of the customer; `noted_on` is the day that is counted, as YYYY-MM-DD."""

    decision_id: int
    outcome: str
    after_days: int
    became: str
    was: str
    reason: str
    noted_on: str


@dataclass(frozen=True, kw_only=True)
class DraftRewritten(Event):
    """The draft with which messages of this kind begin says something else."""

    draft: str
    language: str


@dataclass(frozen=True, kw_only=True)
class DraftRestored(Event):
    """Messages of this kind begin with the house's own draft again."""

    draft: str
    language: str


@dataclass(frozen=True, kw_only=True)
class PhraseTaught(Event):
    """We are wary of a phrase."""

    phrase: str
    language: str


@dataclass(frozen=True, kw_only=True)
class PhraseForgotten(Event):
    """We are no longer wary of a phrase."""

    phrase: str
    language: str
