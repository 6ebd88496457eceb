"""Turn what is approved into mails: a batch at a time, each customer once, going on where a crash left it."""

from collections import defaultdict

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from common.locking import hold
from journal.actions import lease
from notifications.actions.mailing import message_id, ring_on_commit
from notifications.models import Mail, MailKind, Telling, TellingState

_S = TellingState
_Group = dict[tuple[int, int | None, int | None], list[Telling]]


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
    rows = list(mine.select_related("customer", "voice").select_for_update(of=("self",), no_key=True).order_by("pk"))
    may_go = [row for row in rows if _may_still_be_told(row)]
    _put_into_the_outbox(_grouped(may_go))
    Telling.objects.bulk_update(rows, ["state", "mail"], batch_size=1_000)
    ring_for_telling_on_commit()
    return True


def ring_for_telling() -> None:
    """Ask the worker for the next batch."""
    current_app.send_task("notifications.tasks.go_on_telling")


def ring_for_telling_on_commit() -> None:
    """Ring when what is approved stands in the database."""
    transaction.on_commit(ring_for_telling, robust=True)


def _may_still_be_told(row: Telling) -> bool:
    """Whether nothing came between the yes and the mail; otherwise its state says what."""
    if row.voice.withdrawn_at:
        row.state = _S.SKIPPED
    elif not row.customer.hears(MailKind.SHIPPED):
        row.state = _S.OPTED_OUT
    elif not row.customer.gets_mail:
        row.state = _S.CALL
    return row.state == _S.QUEUED


def _grouped(rows: list[Telling]) -> _Group:
    """What one customer hears in one mail: everything of one release, or one item that was shipped on its own."""
    groups: _Group = defaultdict(list)
    for row in rows:
        groups[row.customer_id, row.release_id, None if row.release_id else row.item_id].append(row)
    return groups


def _put_into_the_outbox(groups: _Group) -> None:
    """One mail for each group, on the ticket of its first row. One that is there already is not made again.

    It tells of that row, not of the item: whose ticket is decided again hears again. Below nought, for the mails of before
    tell of items.
    """
    leading = {-rows[0].pk: rows for rows in groups.values()}
    moment = timezone.now()
    Mail.objects.bulk_create(
        (
            Mail(
                kind=MailKind.SHIPPED,
                ticket_id=rows[0].voice.ticket_id,
                source=source,
                message_id=message_id(),
                made_at=moment,
                due_at=moment + lease(),
            )
            for source, rows in leading.items()
        ),
        ignore_conflicts=True,
    )
    tickets = {rows[0].voice.ticket_id for rows in leading.values()}
    made = Mail.objects.filter(kind=MailKind.SHIPPED, ticket__in=tickets, source__in=[*leading])
    mails = {mail.source: mail for mail in made}
    for key, rows in leading.items():
        for row in rows:
            row.mail = mails[key]
            row.state = _S.SENT if mails[key].sent_at else _S.QUEUED
    ring_on_commit([mails[key].pk for key in leading if mails[key].sent_at is None])
