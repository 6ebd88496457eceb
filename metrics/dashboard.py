"""What does the dashboard say? Read from daily counts only; the cost follows the days of the period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from capabilities.models import Capability
from metrics.models import DayCount, Measure
from metrics.queries import Scope
from tickets.vocabulary import Reason

SHOWN = (Measure.RECEIVED, Measure.HEARD, Measure.ASSESSED, Measure.ACCEPTED, Measure.DECLINED)


@dataclass(frozen=True)
class Week:
    """One week of the period, from its Monday."""

    monday: date
    first: date
    last: date
    n: dict[str, int]

    @property
    def acceptance(self) -> float | None:
        """Accepted of decided; None where nothing was decided."""
        return share(self.n["accepted"], self.n["declined"])


@dataclass(frozen=True)
class Waiting:
    """A capability, and how many tickets wait for it now."""

    capability: Capability
    n: int


@dataclass(frozen=True)
class Dashboard:
    """Everything that one look shows; medians in seconds."""

    scope: Scope
    totals: dict[str, int]
    acceptance: float | None
    medians: dict[str, float]
    weeks: list[Week]
    reasons: list[dict[str, Any]]
    waiting: list[Waiting]


def look(scope: Scope) -> Dashboard:
    """The dashboard of a period, areas and channel: four queries on counts and one on capabilities."""
    counts = DayCount.objects.within(scope)
    by_week = counts.by_week()
    totals = {m.value: sum(n for (_week, name), n in by_week.items() if name == m) for m in SHOWN}
    return Dashboard(
        scope=scope,
        totals=totals,
        acceptance=share(totals["accepted"], totals["declined"]),
        medians=counts.medians(),
        weeks=_weeks(scope, by_week),
        reasons=_reasons(counts.filter(measure=Measure.DECLINED).by("detail"), totals["declined"]),
        waiting=_waiting(scope),
    )


def share(accepted: int, declined: int) -> float | None:
    """Accepted of decided, 0 to 1; None where nothing was decided."""
    return accepted / (accepted + declined) if accepted + declined else None


def _weeks(scope: Scope, by_week: dict[tuple[date, str], int]) -> list[Week]:
    monday, weeks = scope.first - timedelta(days=scope.first.weekday()), []
    while monday <= scope.last:
        n = {m.value: by_week.get((monday, m.value), 0) for m in SHOWN}
        first, last = max(monday, scope.first), min(monday + timedelta(days=6), scope.last)
        weeks.append(Week(monday=monday, first=first, last=last, n=n))
        monday += timedelta(days=7)
    return weeks


def _reasons(by_reason: dict[tuple[object, ...], int], total: int) -> list[dict[str, Any]]:
    counted = [(reason, by_reason.get((reason.value,), 0)) for reason in Reason]
    return [
        {"reason": reason.value, "label": reason.label, "n": n, "share": n / total if total else 0}
        for reason, n in counted
    ]


def _waiting(scope: Scope) -> list[Waiting]:
    """Who waits for what now, whenever they were declined."""
    by_detail = DayCount.objects.alike(scope).filter(measure=Measure.WAITING).by("detail")
    numbers = {int(str(detail[0])): n for detail, n in by_detail.items() if n > 0}
    capabilities = Capability.objects.in_bulk(numbers)
    rows = [Waiting(capabilities[pk], n) for pk, n in numbers.items() if pk in capabilities]
    return sorted(rows, key=lambda row: (-row.n, row.capability.name))
