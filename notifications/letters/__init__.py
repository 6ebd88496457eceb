"""What does a mail say? Written at the moment of sending, in the reader's language."""

from collections.abc import Callable

from notifications.letters.appearance import firm
from notifications.letters.colleagues import (
    a_connection_stopped,
    digest,
    it_came_back,
    notice,
    sentence_of,
    voice,
    what_you_heard_is_there,
)
from notifications.letters.customers import TellingDrafts, draft_of_telling, to_a_customer
from notifications.letters.envelope import envelope
from notifications.letters.examples import test_mail
from notifications.letters.letter import Letter
from notifications.letters.posting import posted
from notifications.models import Mail, MailKind

_TO_COLLEAGUES: dict[str, Callable[[Mail], Letter]] = {
    MailKind.CAME_BACK: it_came_back,
    MailKind.STOPPED: a_connection_stopped,
    MailKind.IS_THERE: what_you_heard_is_there,
    MailKind.NOTICE: notice,
    MailKind.DIGEST: digest,
    MailKind.VOICE: voice,
    MailKind.TEST: test_mail,
}


def announce(kind: MailKind, letter: Callable[[Mail], Letter]) -> None:
    """Let a room above this one write a kind of mail to colleagues."""
    _TO_COLLEAGUES[kind] = letter


def write(mail: Mail) -> Letter:
    """The mail's words for its customer, or for a colleague."""
    return _TO_COLLEAGUES.get(mail.kind, to_a_customer)(mail)


__all__ = [
    "Letter",
    "TellingDrafts",
    "announce",
    "draft_of_telling",
    "envelope",
    "firm",
    "posted",
    "sentence_of",
    "write",
]
