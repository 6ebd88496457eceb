"""Hold back what was made stale: somebody said or did something that its writer has not seen."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.locking import lock
from common.refusals import Conflict
from journal.models import Entry
from tickets.models import Message, Ticket

Done = TypeVar("Done")
LOOKED_AT = 50
_VERBS = {
    "TicketHeard",
    "TicketMisheard",
    "HearingConfirmed",
    "TicketAssessed",
    "TicketQuestioned",
    "TicketAccepted",
    "TicketDeclined",
    "TicketUnpromised",
    "TicketSetAside",
    "TicketReopened",
    "TicketResurfaced",
    "ApprovalAsked",
    "ApprovalReturned",
    "MessageHeld",
    "MessageWritten",
}
"""What may change what one is about to say. Who looks after it, or counts it, does not."""

_DECISIONS = {"TicketAccepted", "TicketDeclined"}
"""After one of these there is nothing to send again."""


@transaction.atomic
def unless_stale(ticket: Ticket, *, by: User, seen: int | None, act: Callable[[Ticket], Done]) -> Done:
    """Do `act`, unless somebody else said or did something after the entry that the writer has seen.

    `seen` is the number of the newest entry on the page (`latest`); None: the writer does not say.
    """
    if seen is not None:
        lock(ticket)
        if news := news_for(ticket, by, seen):
            raise Conflict(_said(news))
    return act(ticket)


def latest(ticket: Ticket) -> int:
    """The number of the newest entry about a ticket; 0 for none."""
    return Entry.objects.about(ticket).reverse().values_list("pk", flat=True).first() or 0


def news_for(ticket: Ticket, by: User, seen: int) -> list[Entry]:
    """What others said or did since, oldest first; a message counts when it was written, not when it left."""
    since = Entry.objects.about(ticket).told().filter(pk__gt=seen, kind__in=_VERBS)
    found = list(since.exclude(actor=by)[:LOOKED_AT])
    written = [entry.plain["message_id"] for entry in found if entry.kind == "MessageWritten"]
    waited = set(Message.objects.filter(pk__in=written, leaves_at__isnull=False).values_list("pk", flat=True))
    return [one for one in found if one.kind != "MessageWritten" or one.plain["message_id"] not in waited]


def _said(news: list[Entry]) -> str:
    names = [one.actor.name if one.actor else _the_other(one) for one in news]
    moment = formats.date_format(timezone.localtime(news[-1].at), "H:i")
    if any(one.kind in _DECISIONS for one in news):
        return f"{_('Someone else just decided this.')} ({', '.join(dict.fromkeys(names))}, {moment})"
    said = _("While you were writing, something happened here: {who}, {moment}. Read it, then send yours again.")
    return said.format(who=", ".join(dict.fromkeys(names)), moment=moment)


def _the_other(entry: Entry) -> str:
    return _("the customer") if entry.actor_role == "customer" else _("the system")
