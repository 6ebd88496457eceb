"""Set within how many hours we promise the next step, and let every hour that is promised already follow."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from common.hours import COUNTRIES
from common.locking import hold
from common.refusals import Conflict, Invalid, Sentence
from journal.actions import record
from tickets import workflow
from tickets.events.targets import TargetsSet
from tickets.models import Targets, Ticket

BATCH = 500
LONGEST = 2000
"""Hours: nobody promises something for later than that."""
_MOST_DAYS = 400


@transaction.atomic
def set_targets(
    *,
    by: User,
    to_listen: int,
    to_assess: int,
    to_decide: int,
    weekdays: list[int],
    opens_at: time | None = None,
    closes_at: time | None = None,
    holidays_of: str = "",
    days_off: list[date] | None = None,
    version: int | None = None,
) -> Targets:
    """Say how long each step may take and at which hours we work; what waits already is reckoned anew, in batches."""
    need_admin(by)
    hold("tickets_targets")
    targets = Targets.objects.current()
    if version is not None and version != targets.version:
        raise Conflict(_("Someone else changed the hours meanwhile. Here is what holds now."))
    targets.to_listen, targets.to_assess, targets.to_decide = to_listen, to_assess, to_decide
    targets.weekdays, targets.days_off = sorted(set(weekdays)), sorted(set(days_off or []))
    targets.opens_at, targets.closes_at, targets.holidays_of = opens_at, closes_at, holidays_of
    _need_sense(targets)
    targets.version += 1
    Targets.objects.update_or_create(pk=1, defaults=_said(targets))
    record(TargetsSet(version=targets.version), about=targets, by=by)
    return targets


def reckon_anew() -> int:
    """Let the hours of a batch of tickets follow from the targets of now; returns how many there were."""
    current = Targets.objects.current()
    with transaction.atomic():
        behind = Ticket.objects.open().filter(reckoned_with__lt=current.version).order_by("reckoned_with")
        held = list(behind.select_for_update(skip_locked=True, of=("self",), no_key=True)[:BATCH])
        for ticket in held:
            workflow.reckon(ticket, current)
        Ticket.objects.bulk_update(held, ["due_at", "reckoned_with"])
    return len(held)


def _said(targets: Targets) -> dict[str, Any]:
    names = [field.name for field in Targets._meta.concrete_fields if not field.primary_key]
    return {name: getattr(targets, name) for name in names}


def _need_sense(targets: Targets) -> None:
    wrong: dict[str, Sentence] = {
        name: _("Between 1 and {most} hours, please.").format(most=LONGEST)
        for name in ("to_listen", "to_assess", "to_decide")
        if not 0 < getattr(targets, name) <= LONGEST
    }
    if not targets.weekdays or not set(targets.weekdays) <= set(range(7)):
        wrong["weekdays"] = _("On one day of the week at least somebody works.")
    if targets.holidays_of and targets.holidays_of not in COUNTRIES:
        wrong["holidays_of"] = _("We do not know the holidays of this country.")
    if len(targets.days_off) > _MOST_DAYS:
        wrong["days_off"] = _("At most {most} days, please.").format(most=_MOST_DAYS)
    wrong |= _wrong_with_the_day(targets.opens_at, targets.closes_at)
    if wrong:
        raise Invalid(wrong)


def _wrong_with_the_day(opens: time | None, closes: time | None) -> dict[str, Sentence]:
    if (opens is None) != (closes is None):
        return {"closes_at": _("From and until belong together; leave both empty for the whole day.")}
    if opens and closes and opens >= closes:
        return {"closes_at": _("This must be later than the beginning.")}
    return {}
