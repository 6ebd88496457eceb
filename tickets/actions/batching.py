"""Do the same with many tickets: each its own deed in its own transaction, answered once, whoever dies meanwhile."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from common.clock import now
from common.locking import lock
from common.once import Answer, once
from common.refusals import Conflict, Forbidden, Invalid
from tickets.actions.acts import ACTS
from tickets.actions.severally import severally
from tickets.models import Batch, Share, Ticket

AT_ONCE = 100
"""Up to so many tickets are done while the colleague waits; of more, a worker does so many and rings again."""
MOST = 10_000
"""So many tickets are taken in one act."""
_LEASE = timedelta(seconds=60)
_LOGGER = logging.getLogger(__name__)


def do_together(
    tickets: Sequence[Ticket],
    *,
    by: User,
    act: str,
    value: Any,
    seen: Mapping[int, int | None] | None = None,
    key: str = "",
) -> Batch:
    """Do an act with several tickets, few at once, many by a worker.

    `seen` is what the tickets held when one looked, by number. The same `key` begins nothing twice.
    """
    ACTS[act].need(by, value)
    said = once(
        lambda: Answer(201, _begin(tickets, by, act, value, seen or {})),
        whose=f"person {by.pk}",
        key=f"together {key}" if key else "",
        question=f"{act} {value} {[ticket.pk for ticket in tickets]}".encode(),
    )
    return _set_going(Batch.objects.get(pk=said.body))


def undo_together(batch: Batch, *, by: User) -> Batch:
    """Put back what a batch changed, ticket by ticket; what someone has changed since stays. Once only."""
    if batch.by_id != by.pk:
        raise Forbidden(_("Whoever did it can undo it."))
    with transaction.atomic():
        lock(batch)
        if batch.shares.to_do().exists():
            raise Conflict(_("It is still at work. Undo it when it is done."))
        if batch.undoes_id or Batch.objects.filter(undoes=batch).exists():
            raise Conflict(_("This was undone already."))
        changed = list(batch.shares.changed().order_by("pk"))
        if not changed:
            raise Conflict(_("Nothing was changed, so there is nothing to undo."))
        moment = now()
        undoing = Batch.objects.create(
            act=batch.act, value=batch.value, undoes=batch, by=by, at=moment, due_at=moment + _LEASE
        )
        Share.objects.bulk_create(Share(batch=undoing, ticket_id=one.ticket_id, was=one.was) for one in changed)
    return _set_going(undoing)


def stop_together(batch: Batch, *, by: User) -> Batch:
    """Leave what is still to do as it is; what was done stays done, and can be undone."""
    if batch.by_id != by.pk:
        raise Forbidden(_("Whoever did it can stop it."))
    said = _("Stopped before its turn came.")
    if not batch.shares.to_do().update(status=Conflict.status, sentence=said):
        raise Conflict(_("It is done already."))
    return batch


def go_on(batch_id: int) -> None:
    """Do the next tickets of a batch; ring for the ones after."""
    batch = Batch.objects.select_related("by").get(pk=batch_id)
    Batch.objects.filter(pk=batch_id).update(due_at=now() + _LEASE)
    with override(batch.by.language or None):
        _do_next(batch)
    if batch.shares.to_do().exists():
        ring(batch_id)


def go_on_with_all() -> None:
    """Ring for every batch at which nobody seems to be: its worker died, or its bell was lost."""
    for batch_id in _lease():
        ring(batch_id)


def ring(batch_id: int) -> None:
    """Ask the worker for the next tickets. Two that ring for the same do different ones."""
    current_app.send_task("tickets.tasks.go_on_with_batch", [batch_id])


def _begin(tickets: Sequence[Ticket], by: User, act: str, value: Any, seen: Mapping[int, int | None]) -> int:
    if not tickets:
        raise Invalid({"tickets": _("No ticket is selected.")})
    if len(tickets) > MOST:
        raise Invalid({"tickets": _("At most {n} tickets at once.").format(n=f"{MOST:,}")})
    moment = now()
    batch = Batch.objects.create(act=act, value=value, by=by, at=moment, due_at=moment + _LEASE)
    holds = ACTS[act].holds
    Share.objects.bulk_create(
        (Share(batch=batch, ticket=one, seen=seen.get(one.pk, holds(one))) for one in tickets), batch_size=1000
    )
    return batch.pk


def _set_going(batch: Batch) -> Batch:
    if len(batch.shares.to_do()[: AT_ONCE + 1]) > AT_ONCE:
        transaction.on_commit(lambda: ring(batch.pk), robust=True)
    else:
        _do_next(batch)
    return batch


def _do_next(batch: Batch) -> None:
    for share in _next(batch):
        try:
            _do(share, batch)
        except Exception:  # whatever it was, it keeps no other ticket waiting
            _LOGGER.exception("%s: %s was not done", batch, share)
            said = _("This did not work. Try this one alone.")
            Share.objects.to_do().filter(pk=share).update(status=500, sentence=said)


def _next(batch: Batch) -> Iterable[int]:
    return list(batch.shares.to_do().order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _lease() -> list[int]:
    """For a while, so that two clocks do not ring for the same."""
    held = Batch.objects.left_behind(now()).select_for_update(skip_locked=True, of=("self",), no_key=True)
    found = list(held.values_list("pk", flat=True)[:20])
    Batch.objects.filter(pk__in=found).update(due_at=now() + _LEASE)
    return found


@transaction.atomic
def _do(share_id: int, batch: Batch) -> None:
    """Do it with one ticket and write down the answer, together; passed over where someone else is at it."""
    held = Share.objects.to_do().filter(pk=share_id).select_for_update(skip_locked=True, no_key=True).first()
    if held is None:
        return
    held.status = 201
    [result] = severally([held.ticket], lambda ticket: _act(ticket, held, batch))
    if not result.is_done:
        held.status, held.sentence = result.status, result.sentence
    held.save(update_fields=["status", "sentence", "was"])


def _act(ticket: Ticket, share: Share, batch: Batch) -> None:
    act, by = ACTS[batch.act], batch.by
    if not by.is_active:
        raise Forbidden(_("{name} no longer works here.").format(name=by.name))
    lock(ticket)
    if batch.undoes_id:
        act.undo(ticket, by, batch.value, share.was)
    elif act.is_so(ticket, batch.value):
        share.status = 200
    else:
        share.was = act.do(ticket, by, batch.value, share.seen)
