"""Answer a spike: say that one looks after it, or that nobody is to be told of it for a while."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from journal.actions import record
from spikes.events import SpikeQuieted, SpikeSeen
from spikes.models import NOTE_LIMIT, Spike

ANSWERERS = frozenset({"agent", "product", "manager"})
LONGEST = timedelta(days=90)


@transaction.atomic
def acknowledge(spike: Spike, *, by: User, note: str) -> Spike:
    """Say that one looks after it, and what one knows or does; later words stand in the place of earlier ones."""
    _need_an_answerer(by)
    lock(spike)
    if not spike.is_on:
        raise Conflict(_("It is over."))
    _need_words(note, "note")
    moment = now()
    spike.seen_by, spike.seen_at, spike.note = by, moment, note.strip()
    spike.save(update_fields=["seen_by", "seen_at", "note"])
    record(SpikeSeen(spike_id=spike.pk, note=spike.note), about=spike, by=by, at=moment)
    return spike


@transaction.atomic
def keep_quiet(spike: Spike, *, by: User, until: datetime | None, reason: str = "") -> Spike:
    """Tell nobody of this until then, also when it is over and rises again; without a moment: tell again from now on."""
    _need_an_answerer(by)
    lock(spike)
    moment = now()
    if until is not None:
        _need_a_moment_to_come(until, moment)
        _need_words(reason, "reason")
    spike.quiet_until, spike.quiet_by = until, by if until else None
    spike.quiet_reason = reason.strip() if until else ""
    spike.save(update_fields=["quiet_until", "quiet_by", "quiet_reason"])
    told = SpikeQuieted(spike_id=spike.pk, until=until.isoformat() if until else None, reason=spike.quiet_reason)
    record(told, about=spike, by=by, at=moment)
    return spike


def _need_an_answerer(by: User) -> None:
    if by.role not in ANSWERERS:
        raise Forbidden(_("Agents, product people and managers look after spikes."))


def _need_a_moment_to_come(until: datetime, moment: datetime) -> None:
    if until <= moment:
        raise Invalid({"until": _("Choose a moment that is still to come.")})
    if until - moment > LONGEST:
        raise Invalid({"until": _("At most ninety days: after that it should be looked at again.")})


def _need_words(said: str, field: str) -> None:
    if sentence := text.complaint_about(said, limit=NOTE_LIMIT):
        raise Invalid({field: sentence})
