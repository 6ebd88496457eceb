"""What can be done about whom to tell? Approve, reword, leave out, call, try again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from backlog.models import Item, Release
from backlog.workflow import KEEPERS
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden
from journal.actions import lease, record
from journal.actors import Actor
from journal.events import Event
from notifications.actions.mailing import ring_on_commit
from notifications.actions.sending import ring_for_telling_on_commit
from notifications.events import (
    CustomerCalled,
    TellingApproved,
    TellingLeftOut,
    TellingReworded,
    TellingTriedAgain,
)
from notifications.models import Mail, Telling, TellingState
from tickets.workflow import LISTENERS

MESSAGE_LIMIT = 5_000
_S = TellingState


@transaction.atomic
def approve_all(subject: Item | Release, *, by: Actor) -> int:
    """Let everyone on the list of an item or a release be told; those who get it later, when they get it.

    Returns how many.
    """
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers approve what all customers are told."))
    lock(subject)
    rows = Telling.objects.of(subject).waiting()
    said = {"approved_at": now(), "approved_by": by.pk}
    count = rows.filter(state=_S.LATER).update(**said) + rows.filter(state=_S.TO_APPROVE).update(
        state=_S.QUEUED, **said
    )
    if not count:
        raise Conflict(_("Nobody waits to be approved."))
    record(TellingApproved(count=count), about=subject, by=by)
    ring_for_telling_on_commit()
    return count


@transaction.atomic
def approve(telling: Telling, *, by: Actor) -> Telling:
    """Let one customer be told; if they do not have it yet, when they get it."""
    _hold(telling, by, _S.TO_APPROVE, _S.LATER)
    telling.approved_at, telling.approved_by_id = now(), by.pk
    telling.state = _S.QUEUED if telling.state == _S.TO_APPROVE else telling.state
    telling.save(update_fields=["state", "approved_at", "approved_by"])
    record(TellingApproved(count=1), about=telling.item, by=by)
    ring_for_telling_on_commit()
    return telling


@transaction.atomic
def reword(telling: Telling, *, by: Actor, message: str) -> Telling:
    """Tell one customer in words of their own; what was promised follows them in the mail."""
    _hold(telling, by, _S.TO_APPROVE, _S.LATER)
    text.need(message=message)
    text.allow(message=message, limit=MESSAGE_LIMIT)
    telling.message = message
    telling.save(update_fields=["message"])
    return _said(telling, by, TellingReworded(**_about(telling)))


@transaction.atomic
def leave_out(telling: Telling, *, by: Actor) -> Telling:
    """Do not tell one customer."""
    _hold(telling, by, _S.TO_APPROVE, _S.LATER, _S.CALL)
    return _settle(telling, by, _S.SKIPPED, TellingLeftOut(**_about(telling)))


@transaction.atomic
def note_call(telling: Telling, *, by: Actor) -> Telling:
    """One customer, whom no mail reached, was told by phone."""
    _hold(telling, by, _S.CALL, _S.FAILED)
    return _settle(telling, by, _S.CALLED, CustomerCalled(item_id=telling.item_id, **telling.voice.ticket.facts))


@transaction.atomic
def try_again(telling: Telling, *, by: Actor) -> Telling:
    """Send a mail that could not be delivered once more, under its old Message-ID."""
    _hold(telling, by, _S.FAILED)
    assert telling.mail_id is not None
    moment = timezone.now()
    Mail.objects.filter(pk=telling.mail_id, sent_at=None).update(dead_at=None, attempts=0, due_at=moment + lease())
    Telling.objects.filter(mail=telling.mail_id).update(state=_S.QUEUED)
    ring_on_commit([telling.mail_id])
    return _settle(telling, by, _S.QUEUED, TellingTriedAgain(**_about(telling)))


def _hold(telling: Telling, by: Actor, *states: TellingState) -> None:
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers tell customers."))
    lock(telling)
    if telling.state not in states:
        said = _("With {customer} it is “{state}” now.")
        raise Conflict(said.format(customer=telling.customer, state=telling.get_state_display()))


def _settle(telling: Telling, by: Actor, state: TellingState, event: Event) -> Telling:
    telling.state = state
    telling.save(update_fields=["state"])
    return _said(telling, by, event)


def _said(telling: Telling, by: Actor, event: Event) -> Telling:
    record(event, about=telling.item, by=by)
    return telling


def _about(telling: Telling) -> dict[str, int]:
    return {"item_id": telling.item_id, "ticket_id": telling.voice.ticket_id}
