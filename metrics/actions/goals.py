"""Say what numbers should reach, or that they need not any more."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import now
from common.locking import hold
from common.refusals import Conflict, Forbidden
from journal.actions import record_all
from journal.actors import Actor
from metrics.actions.recounting import reckoning
from metrics.events import GoalSet
from metrics.figures import need_sense
from metrics.models import Goal

SETTERS = frozenset({"manager", "admin"})
Values = Mapping[str, float | None]


@transaction.atomic
def set_goals(values: Values, *, by: Actor, seen: Values | None = None) -> dict[str, float]:
    """Draw a line where each number should be: a count, a share from 0 to 1, or seconds; None takes a line away.

    Refused when someone else moved a line since it was `seen`. Returns all goals.
    """
    if by.role not in SETTERS:
        raise Forbidden(_("Managers and administrators set goals."))
    need_sense(values)
    hold("goals")
    kept = goals()
    changed = {name: value for name, value in values.items() if value != kept.get(name)}
    if seen is not None and any(kept.get(name) != seen.get(name) for name in changed):
        raise Conflict(_("Someone else changed these goals meanwhile. Here is what they are now."))
    moment = now()
    for name, value in changed.items():
        Goal.objects.filter(figure=name).delete()
        if value is not None:
            Goal.objects.create(figure=name, value=value, set_by_id=by.pk, set_at=moment)
    about = reckoning()
    record_all(
        [(GoalSet(figure=name, old=kept.get(name), new=value), about) for name, value in changed.items()],
        by=by,
        at=moment,
    )
    return goals()


def goals() -> dict[str, float]:
    """Number → what it should reach."""
    return dict(Goal.objects.values_list("figure", "value"))
