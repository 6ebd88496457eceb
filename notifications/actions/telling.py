"""Approve, reword, leave out, call; and turn what is approved into mails: a batch at a time, each customer once."""

from collections import defaultdict
from collections.abc import Callable

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from backlog.models import Item, Release
from backlog.workflow import KEEPERS
from common import text
from common.clock import now
from common.locking import hold, lock
from common.refusals import Conflict, Forbidden
from journal.actions import lease, record
from journal.actors import Actor
from journal.events import Event
from notifications.actions.mailing import message_id, ring_on_commit
from notifications.events import (
    CustomerCalled,
    TellingApproved,
    TellingLeftOut,
    TellingReworded,
    TellingTriedAgain,
)
from notifications.models import Mail, MailKind, Telling, TellingState
from tickets.workflow import LISTENERS

MESSAGE_LIMIT = 5_000
_S = TellingState
_Group = dict[tuple[int, int | None, int | None], list[Telling]]


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
    after_commit(ring_for_telling)
    return count


@transaction.atomic
def approve(telling: Telling, *, by: Actor) -> Telling:
    """Let one customer be told; if they do not have it yet, when they get it."""
    _hold(telling, by, _S.TO_APPROVE, _S.LATER)
    telling.approved_at, telling.approved_by_id = now(), by.pk
    telling.state = _S.QUEUED if telling.state == _S.TO_APPROVE else telling.state
    telling.save(update_fields=["state", "approved_at", "approved_by"])
    record(TellingApproved(count=1), about=telling.item, by=by)
    after_commit(ring_for_telling)
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
    return _settle(telling, by, _S.CALLED, CustomerCalled(**_about(telling)))


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


@transaction.atomic
def go_on() -> bool:
    """Turn the next batch of what is approved into mails, one for each customer and release; then ring for the next.

    False: nothing was left. The rows are the jobs: killed at any moment, it goes on where it was, and tells nobody twice.
    """
    hold("telling")
    first = list(Telling.objects.to_mail().values_list("customer_id", "release_id")[: settings.TELL_BATCH])
    if not first:
        return False
    mine = Telling.objects.to_mail().filter(customer__in={customer for customer, _release in first})
    rows = list(mine.select_related("customer", "voice").select_for_update(of=("self",), no_key=True))
    may_go = [row for row in rows if _may_still_be_told(row)]
    _put_into_the_outbox(_grouped(may_go))
    Telling.objects.bulk_update(rows, ["state", "mail"], batch_size=1_000)
    after_commit(ring_for_telling)
    return True


def ring_for_telling() -> None:
    """Ask the worker for the next batch."""
    current_app.send_task("notifications.tasks.go_on_telling")


def after_commit(bell: Callable[[], None]) -> None:
    """Ring when it stands in the database."""

    def ring_it() -> None:
        """A plain function: see journal.actions."""
        bell()

    transaction.on_commit(ring_it, robust=True)


def _may_still_be_told(row: Telling) -> bool:
    """Whether nothing came between the yes and the mail; otherwise its state says what."""
    if row.voice.withdrawn_at:
        row.state = _S.SKIPPED
    elif row.customer.no_news_since:
        row.state = _S.OPTED_OUT
    elif not row.customer.email:
        row.state = _S.CALL
    return row.state == _S.QUEUED


def _grouped(rows: list[Telling]) -> _Group:
    """What one customer hears in one mail: everything of one release, or one item that was shipped on its own."""
    groups: _Group = defaultdict(list)
    for row in rows:
        groups[row.customer_id, row.release_id, None if row.release_id else row.item_id].append(row)
    return groups


def _put_into_the_outbox(groups: _Group) -> None:
    """One mail for each group, on the ticket of its first row. One that is there already is not made again."""
    leading = {(rows[0].voice.ticket_id, rows[0].item_id): rows for rows in groups.values()}
    moment = timezone.now()
    Mail.objects.bulk_create(
        (
            Mail(
                kind=MailKind.SHIPPED,
                ticket_id=ticket,
                source=item,
                message_id=message_id(),
                made_at=moment,
                due_at=moment + lease(),
            )
            for ticket, item in leading
        ),
        ignore_conflicts=True,
    )
    made = Mail.objects.filter(kind=MailKind.SHIPPED, ticket__in={ticket for ticket, _item in leading})
    mails = {(mail.ticket_id, mail.source): mail for mail in made}
    for key, rows in leading.items():
        for row in rows:
            row.mail = mails[key]
            row.state = _S.SENT if mails[key].sent_at else _S.QUEUED
    ring_on_commit([mails[key].pk for key in leading if mails[key].sent_at is None])


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
