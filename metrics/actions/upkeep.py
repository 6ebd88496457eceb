"""Keep the counts what they should be: count again what other rules or another clock counted, and compare every night."""

import logging
import time

from django.db import transaction

from common.locking import hold
from metrics.actions.comparing import check
from metrics.actions.rebuilding import rebuild
from metrics.actions.recounting import reckoning, rules
from metrics.models import Reckoning
from metrics.spans import DAY

_log = logging.getLogger(__name__)
SAMPLE = 14
"""So many days are compared every night, and yesterday."""


def catch_up(*, within_seconds: float = 60) -> bool:
    """Count everything again if it was counted by other rules or in another time zone; True when nothing is left to do.

    It goes on where it stopped, a month at a time, so that no job of the worker's takes long.
    """
    state, begun = _by_these_rules(), time.monotonic()
    if state.rules == rules():
        return True
    since = state.counted_until + DAY if state.counted_until else None
    for progress in rebuild(since):
        Reckoning.objects.filter(pk=state.pk).update(counted_until=progress.until)
        if time.monotonic() - begun > within_seconds:
            return False
    Reckoning.objects.filter(pk=state.pk).update(rules=rules(), counted_until=None)
    compare_a_sample()
    return True


def compare_a_sample() -> Reckoning:
    """Compare some days with a full recount; a difference is an error, in the log and on the dashboard.

    Not while everything is counted again by other rules, for then most days differ; it is done at the end of that.
    """
    state = reckoning()
    if state.rules not in {rules(), ""}:
        return state
    state = check(SAMPLE)
    if state.differences:
        _log.error("counts differ from the journal", extra={"differences": state.differences, "said": state.said})
    return state


@transaction.atomic
def _by_these_rules() -> Reckoning:
    """The state; what another version began is begun anew."""
    hold("reckoning")
    state, wanted = reckoning(), f"to {rules()}"
    if state.rules not in {rules(), wanted}:
        state.rules, state.counted_until = wanted, None
        state.save(update_fields=["rules", "counted_until"])
    return state
