"""What can have happened to telling?"""

from dataclasses import dataclass

from journal.events import Event
from tickets.events import TicketEvent


@dataclass(frozen=True, kw_only=True)
class TellingApproved(Event):
    """So many customers may be told that it is there."""

    count: int


@dataclass(frozen=True, kw_only=True)
class TellingReworded(Event):
    """One customer is told in other words."""

    item_id: int
    ticket_id: int


@dataclass(frozen=True, kw_only=True)
class TellingLeftOut(Event):
    """One customer is not told."""

    item_id: int
    ticket_id: int


@dataclass(frozen=True, kw_only=True)
class TellingTriedAgain(Event):
    """A mail that could not be delivered goes out once more."""

    item_id: int
    ticket_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerCalled(TicketEvent):
    """One customer was told by phone that an item is there."""

    item_id: int


@dataclass(frozen=True, kw_only=True)
class MailBounced(TicketEvent):
    """A mail to a customer came back."""

    mail_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class MailSentAgain(TicketEvent):
    """A mail that came back or could not be sent goes out once more."""

    mail_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerTold(TicketEvent):
    """The mail that told one customer that an item is there has gone."""

    item_id: int


@dataclass(frozen=True, kw_only=True)
class TestMailAsked(Event):
    """An administrator had an example of a customer's mail sent to themselves."""

    mail_kind: str
    language: str


@dataclass(frozen=True, kw_only=True)
class MailReworded(Event):
    """The mails of a kind to customers say something else in these parts."""

    mail_kind: str
    language: str
    parts: list[str]


@dataclass(frozen=True, kw_only=True)
class MailWordsRestored(Event):
    """The mails of a kind to customers say what came with the product again."""

    mail_kind: str
    language: str


@dataclass(frozen=True, kw_only=True)
class MailCapChanged(Event):
    """One customer gets at most so many mails of ours in a day; 0: any number."""

    most: int
    before: int


@dataclass(frozen=True, kw_only=True)
class GivenUpTriedAgain(Event):
    """An operator let what was given up be tried again: so many mails, reactions, pushes."""

    mails: int
    deliveries: int
    pushes: int = 0
