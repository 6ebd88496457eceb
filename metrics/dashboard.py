"""What does the dashboard say? Read from daily counts only; the cost follows the days of the period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.models import Role
from capabilities.models import Capability
from metrics.models import AFTER, DayCount, Measure
from metrics.queries import Scope
from tickets.vocabulary import Became, Reason

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
class Wording:
    """What one role wrote to customers, and how much of it got a hint. Never a person's."""

    role: str
    sent: int
    hinted: int

    @property
    def rate(self) -> float:
        """Messages with a hint of messages sent."""
        return self.hinted / self.sent


@dataclass(frozen=True)
class Aftermaths:
    """One thing that became of customers: measure → how many, and which share of all that was noted there."""

    became: str
    label: str
    n: dict[str, int]
    shares: dict[str, float | None]


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
    wording: list[Wording]
    aftermaths: list[Aftermaths]


def look(scope: Scope) -> Dashboard:
    """The dashboard of a period, areas and channel: five queries on counts and one on capabilities."""
    counts = DayCount.objects.within(scope)
    after = counts.filter(measure__in=(Measure.SENT, Measure.HINTED, *AFTER.values())).by("measure", "detail")
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
        wording=_wording(after),
        aftermaths=_aftermaths(after),
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


def _wording(counted: dict[tuple[object, ...], int]) -> list[Wording]:
    """By the role of whoever wrote, as long as there are no teams."""
    rows = [
        Wording(str(role.label), counted.get((Measure.SENT, role), 0), counted.get((Measure.HINTED, role), 0))
        for role in (Role.AGENT, Role.PRODUCT, Role.MANAGER)
    ]
    return [row for row in rows if row.sent]


def _aftermaths(counted: dict[tuple[object, ...], int]) -> list[Aftermaths]:
    """A yes beside a no, after a month and after three."""
    sums = {m: sum(counted.get((m, became), 0) for became in Became) for m in AFTER.values()}
    return [
        Aftermaths(
            became=became.value,
            label=str(became.label),
            n={m.value: counted.get((m, became), 0) for m in sums},
            shares={m.value: counted.get((m, became), 0) / whole if whole else None for m, whole in sums.items()},
        )
        for became in Became
        if any(sums.values())
    ]
