"""What can be done about capabilities? Name what is missing, plan it, and say when it has arrived."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from capabilities.events import CapabilityArrived, CapabilityNamed, CapabilityPlanned
from capabilities.models import Capability, Dependency
from common import text
from common.clock import now, today
from common.locking import hold, lock
from common.refusals import Conflict, Forbidden, Invalid, Sentence, gather
from journal.actions import record
from journal.actors import Actor

NAMERS = frozenset({"agent", "product", "manager"})
HERALDS = frozenset({"product", "manager"})
_NEEDS = "capabilities_dependency"
"""Whoever changes what needs what holds this agreement, as the trigger does: a circle has no single row."""


@transaction.atomic
def name(*, by: Actor, name: str, description: str = "") -> Capability:
    """Put something that we cannot do yet on the register."""
    if by.role not in NAMERS:
        raise Forbidden(_("Agents, product people and managers name capabilities."))
    _need_a_name_of_its_own(name, description, beside=None)
    capability = Capability.objects.create(name=name.strip(), description=description, named_at=now())
    record(CapabilityNamed(capability_id=capability.pk), about=capability, by=by)
    return capability


@transaction.atomic
def plan(
    capability: Capability,
    *,
    by: Actor,
    version: int | None = None,
    depends_on: Sequence[Capability] | None = None,
    **said: Any,
) -> Capability:
    """Say what it is (name, description), who looks after it (owner), when we expect it (expected_on) and what it
    needs first (depends_on). Refused when someone else changed it since `version`, and when needs run in a circle.
    """
    if by.role not in HERALDS:
        raise Forbidden(_("Product people and managers plan capabilities."))
    lock(capability)
    if version is not None and version != capability.version:
        raise Conflict(_("Someone else changed this capability meanwhile. Here is what it says now."))
    changed = [field for field, value in said.items() if getattr(capability, field) != value]
    for field in changed:
        setattr(capability, field, said[field])
    _need_sense(capability, changed, depends_on)
    if depends_on is not None and _change_needs(capability, depends_on):
        changed.append("depends_on")
    if changed:
        capability.version += 1
        capability.save(update_fields=[*(field for field in changed if field != "depends_on"), "version"])
        record(CapabilityPlanned(capability_id=capability.pk, fields=changed), about=capability, by=by)
    return capability


@transaction.atomic
def arrive(capability: Capability, *, by: Actor, tell_them: bool = False) -> Capability:
    """Say that we can do it now: the tickets that wait for it come back, and are worked off in batches.

    Their customers hear when the new decision is made; with `tell_them` also now, that we look again.
    """
    if by.role not in HERALDS:
        raise Forbidden(_("Product people and managers say when a capability has arrived."))
    lock(capability)
    if capability.arrived_at:
        raise Conflict(_("This capability had already arrived."))
    if missing := capability.depends_on.missing().first():
        raise Conflict(_("It needs “{name}” first, which we do not have yet.").format(name=missing.name))
    capability.arrived_at = now()
    capability.save(update_fields=["arrived_at"])
    record(CapabilityArrived(capability_id=capability.pk, tell_them=tell_them), about=capability, by=by)
    return capability


def _need_sense(capability: Capability, changed: list[str], depends_on: Sequence[Capability] | None) -> None:
    capability.name = capability.name.strip()
    gather(
        lambda: _need_a_name_of_its_own(capability.name, capability.description, beside=capability),
        lambda: _need_a_day_to_come(capability.expected_on if "expected_on" in changed else None),
        lambda: _need_a_working_owner(capability.owner if "owner" in changed else None),
        lambda: _need_no_late_need(capability, depends_on or ()),
        lambda: _need_no_circle(capability, depends_on or ()),
    )


def _need_a_name_of_its_own(name: str, description: str, *, beside: Capability | None) -> None:
    text.need(name=name)
    text.allow(name=name, limit=160)
    text.allow(description=description)
    others = Capability.objects.exclude(pk=beside.pk) if beside else Capability.objects.all()
    if others.filter(name__iexact=name.strip()).exists():
        raise Invalid({"name": _("This capability is already on the register.")})


def _need_a_day_to_come(expected_on: date | None) -> None:
    if expected_on and expected_on < today():
        raise Invalid({"expected_on": _("This day has passed. Expect it today or later.")})


def _need_a_working_owner(owner: User | None) -> None:
    if owner and not owner.is_active:
        raise Invalid({"owner": _("This colleague no longer works here.")})


def _need_no_late_need(capability: Capability, needs: Sequence[Capability]) -> None:
    late = next((one for one in needs if capability.arrived_at and not one.arrived_at), None)
    if late:
        said = _("This has arrived; it cannot need “{name}”, which we do not have yet.")
        raise Invalid({"depends_on": said.format(name=late.name)})


def _need_no_circle(capability: Capability, needs: Sequence[Capability]) -> None:
    """Refuse needs that lead back to where they begin, and name the circle."""
    if not needs:
        return
    hold(_NEEDS)
    if circle := _circle(capability.pk, [one.pk for one in needs]):
        names = Capability.objects.in_bulk(circle)
        said: Sentence = _("They would wait for each other: {circle}.").format(
            circle=" → ".join(names[pk].name for pk in circle)
        )
        raise Invalid({"depends_on": said})


def _circle(start: int, needs: list[int]) -> list[int]:
    """The numbers from `start` over one of its needs back to `start`; empty where no way leads back."""
    onwards: dict[int, list[int]] = defaultdict(list)
    for source, target in Dependency.objects.exclude(capability_id=start).values_list("capability_id", "needs_id"):
        onwards[source].append(target)
    ways, seen = [[start, need] for need in needs], set(needs)
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        fresh = [target for target in onwards[way[-1]] if target not in seen]
        seen.update(fresh)
        ways += [[*way, target] for target in fresh]
    return []


def _change_needs(capability: Capability, needs: Sequence[Capability]) -> bool:
    """Let it need exactly these; whether that is a change."""
    before, after = set(capability.depends_on.values_list("pk", flat=True)), {one.pk for one in needs}
    Dependency.objects.filter(capability=capability, needs_id__in=before - after).delete()
    Dependency.objects.bulk_create(Dependency(capability=capability, needs_id=pk) for pk in sorted(after - before))
    return before != after
