"""Say what an area is called, what its promises may cost, and above what they are a manager's to make."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common import text
from common.locking import lock
from common.refusals import Forbidden, Invalid, Sentence
from journal.actions import record
from journal.actors import Actor
from tickets.events import AreaAmended
from tickets.models import ProductArea

AMOUNT_LIMIT = 10**12


@transaction.atomic
def amend(
    area: ProductArea,
    *,
    by: Actor,
    name: str,
    name_ko: str = "",
    monthly_promise_budget: Decimal | None = None,
    promise_needs_manager_above: Decimal | None = None,
) -> ProductArea:
    """Name an area anew and set its limits (money a month); None means its parent's, or none."""
    lock(area)
    if by.role != "admin":
        raise Forbidden(_("Administrators look after product areas."))
    _need_sense(name, name_ko, monthly_promise_budget, promise_needs_manager_above)
    area.name, area.name_ko = name.strip(), name_ko.strip()
    area.monthly_promise_budget, area.promise_needs_manager_above = monthly_promise_budget, promise_needs_manager_above
    try:
        with transaction.atomic():
            area.save()
    except IntegrityError as error:
        raise Invalid({"name": _("There is an area of this name already.")}) from error
    event = AreaAmended(
        area_id=area.pk,
        budget=None if monthly_promise_budget is None else str(monthly_promise_budget),
        limit=None if promise_needs_manager_above is None else str(promise_needs_manager_above),
    )
    record(event, about=area, by=by)
    return area


def _need_sense(name: str, name_ko: str, budget: Decimal | None, limit: Decimal | None) -> None:
    text.need(name=name)
    text.allow(80, name=name, name_ko=name_ko)
    wrong: dict[str, Sentence] = {}
    for field, amount in (("monthly_promise_budget", budget), ("promise_needs_manager_above", limit)):
        if amount is not None and amount < 0:
            wrong[field] = _("Money cannot be negative here.")
        elif amount is not None and not amount < AMOUNT_LIMIT:
            wrong[field] = _("That is more than we can count.")
    if wrong:
        raise Invalid(wrong)
