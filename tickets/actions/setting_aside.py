"""Set aside what is not a complaint that we judge, and take it up again."""

from django.db import transaction
from django.utils.translation import gettext as _

from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Invalid, Sentence
from journal.actions import record
from journal.actors import Actor
from tickets import workflow
from tickets.events import TicketReopened, TicketSetAside
from tickets.models import SettingAside, Ticket
from tickets.vocabulary import AsideReason
from tickets.workflow import Verb

_MOVED = [*workflow.MOVED, "setting_aside"]


@transaction.atomic
def set_aside(ticket: Ticket, *, by: Actor, reason: str, twin: Ticket | None = None) -> Ticket:
    """Set it aside as spam, abuse, an answered question, or sent twice (then with the other ticket)."""
    lock(ticket)
    moment = now()
    workflow.advance(ticket, Verb.SET_ASIDE, by=by, at=moment)
    twin = _need_a_reason(ticket, reason, twin)
    ticket.setting_aside = SettingAside.objects.create(ticket=ticket, reason=reason, twin=twin, by_id=by.pk, at=moment)
    ticket.save(update_fields=_MOVED)
    event = TicketSetAside(**ticket.facts, reason=reason)
    record(event, about=ticket, by=by, at=moment)
    return ticket


@transaction.atomic
def reopen(ticket: Ticket, *, by: Actor) -> Ticket:
    """Take up again what was set aside: it is a complaint after all."""
    lock(ticket)
    moment = now()
    workflow.advance(ticket, Verb.REOPEN, by=by, at=moment)
    ticket.setting_aside = None
    ticket.save(update_fields=_MOVED)
    event = TicketReopened(**ticket.facts)
    record(event, about=ticket, by=by, at=moment)
    return ticket


def _need_a_reason(ticket: Ticket, reason: str, twin: Ticket | None) -> Ticket | None:
    wrong: dict[str, Sentence] = {}
    if reason not in AsideReason.values:
        wrong["reason"] = text.NEEDED
    elif reason == AsideReason.SENT_TWICE:
        wrong |= _wrong_twin(ticket, twin)
    if wrong:
        raise Invalid(wrong)
    return twin if reason == AsideReason.SENT_TWICE else None


def _wrong_twin(ticket: Ticket, twin: Ticket | None) -> dict[str, Sentence]:
    if twin is None:
        return {"twin": _("Which is the other ticket? Write its number, such as CS-12.")}
    if twin.pk == ticket.pk:
        return {"twin": _("The other ticket has to be another one.")}
    if ticket.customer_id is None or twin.customer_id != ticket.customer_id:
        return {"twin": _("The other ticket belongs to someone else. Only a customer’s own can be sent twice.")}
    return {}
