"""Follow up on our decisions: note what became of the customer after 30 and 90 days, and correct what was noted."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Forbidden, Invalid, gather
from journal.actions import record
from journal.actors import SYSTEM
from tickets.events import AftermathCorrected, AftermathNoted
from tickets.models import Aftermath, Decision, Message, Ticket
from tickets.vocabulary import After, Became, MessageKind
from tickets.workflow import LISTENERS

BATCH = 200
_THEIRS = (MessageKind.THEIRS, MessageKind.MISHEARD)


def note_what_is_due(*, until: datetime | None = None) -> bool:
    """Note every aftermath whose day has come, each in a transaction of its own; False: `until` came first.

    Killed at any point, the next run goes on where this one was: what is noted is no longer due.
    """
    moment = now()
    for days in After:
        while due := list(Decision.objects.due_after(days, moment)[:BATCH]):
            for decision in due:
                note(decision, after_days=days)
            if until and timezone.now() >= until:
                return False
    return True


@transaction.atomic
def note(decision: Decision, *, after_days: int) -> Aftermath:
    """Note what became of the customer, from what the system knows; once, whoever else is noting it."""
    moment = now()
    customer = decision.ticket.customer
    found, is_new = Aftermath.objects.get_or_create(
        decision=decision,
        after_days=after_days,
        defaults={
            "what": _what_we_know(decision, after_days),
            "relationship": customer.relationship if customer else "",
            "at": moment,
        },
    )
    if is_new:
        event = AftermathNoted(**_about(decision), after_days=int(after_days), became=str(found.what))
        record(event, about=decision.ticket, by=SYSTEM, at=moment)
    return found


@transaction.atomic
def correct_aftermath(aftermath: Aftermath, *, by: User, what: str, reason: str) -> Aftermath:
    """Put right what became of the customer, and say how we know."""
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers correct what became of a customer."))
    lock(aftermath)
    was = aftermath.what
    gather(lambda: _need_something_new(what, was), lambda: text.need(reason=reason))
    aftermath.what, aftermath.reason, aftermath.by, aftermath.is_corrected = what, reason, by, True
    aftermath.save(update_fields=["what", "reason", "by", "is_corrected"])
    event = AftermathCorrected(
        **_about(aftermath.decision),
        after_days=aftermath.after_days,
        became=what,
        was=was,
        reason=reason,
        noted_on=timezone.localdate(aftermath.at, timezone.get_default_timezone()).isoformat(),
    )
    record(event, about=aftermath.decision.ticket, by=by)
    return aftermath


def _what_we_know(decision: Decision, after_days: int) -> str:
    """A relationship that changed says more than another letter; silence says nothing, so it is not known."""
    customer = decision.ticket.customer
    if customer is None:
        return Became.UNKNOWN
    if decision.relationship and customer.relationship != decision.relationship:
        return Became.STAGE_CHANGED
    days = (decision.at, decision.at + timedelta(days=after_days))
    tickets = Ticket.objects.filter(customer=customer)
    theirs = Message.objects.filter(ticket__in=tickets, by=None, kind__in=_THEIRS)
    wrote = tickets.filter(received_at__gt=days[0], received_at__lte=days[1]).exclude(pk=decision.ticket_id).exists()
    wrote = wrote or theirs.filter(at__gt=days[0], at__lte=days[1]).exists()
    return Became.WROTE_AGAIN if wrote else Became.UNKNOWN


def _need_something_new(what: str, was: str) -> None:
    if what not in Became.values:
        raise Invalid({"what": text.NEEDED})
    if what == was:
        raise Invalid({"what": _("This is what is noted already.")})


def _about(decision: Decision) -> dict[str, Any]:
    ticket = decision.ticket
    return {
        **ticket.facts,
        "decision_id": decision.pk,
        "outcome": decision.outcome,
    }
