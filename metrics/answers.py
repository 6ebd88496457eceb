"""What did we answer, and what came of it? Why we declined, what waits, how we worded it, what became of customers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Team
from capabilities.models import Capability
from metrics.models import AFTER
from tickets.vocabulary import Became, Reason


@dataclass(frozen=True)
class Waiting:
    """A capability, and how many tickets wait for it now."""

    capability: Capability
    n: int


@dataclass(frozen=True)
class Wording:
    """What a team wrote to customers, and how much of it got a hint. Never a person's."""

    label: str
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


def reasons(details: dict[str, int], total: int) -> list[dict[str, Any]]:
    """Why we declined, each with its share."""
    counted = [(reason, details.get(f"declined:{reason.value}", 0)) for reason in Reason]
    return [
        {"reason": reason.value, "label": reason.label, "n": n, "share": n / total if total else 0}
        for reason, n in counted
    ]


def waiting(details: dict[str, int]) -> list[Waiting]:
    """Who waits for what now, whenever they were declined."""
    numbers = {int(key.partition(":")[2]): n for key, n in details.items() if key.startswith("waiting:") and n > 0}
    capabilities = Capability.objects.in_bulk(numbers)
    rows = [Waiting(capabilities[pk], n) for pk, n in numbers.items() if pk in capabilities]
    return sorted(rows, key=lambda row: (-row.n, row.capability.name))


def wording(by_team: dict[int, dict[str, int]], teams: Iterable[Team]) -> list[Wording]:
    """By the team whose complaint it was about; never by person: who are fewer than two are counted with those in none."""
    named = {team.pk: team.name for team in teams if team.many > 1}  # type: ignore[attr-defined] # annotated
    sums: dict[int, Counter[str]] = {}
    for number, details in by_team.items():
        whole = sums.setdefault(number if number in named else 0, Counter())
        whole.update({key: n for key, n in details.items() if key.startswith(("sent:", "hinted:"))})
    rows = [
        Wording(named.get(number, str(_("In no team"))), _of(whole, "sent:"), _of(whole, "hinted:"))
        for number, whole in sorted(sums.items(), key=lambda one: (not one[0], named.get(one[0], "")))
    ]
    return [row for row in rows if row.sent]


def _of(numbers: Counter[str], beginning: str) -> int:
    return sum(n for key, n in numbers.items() if key.startswith(beginning))


def aftermaths(details: dict[str, int]) -> list[Aftermaths]:
    """A yes beside a no, after a month and after three."""
    sums = {m: sum(details.get(f"{m}:{became}", 0) for became in Became) for m in AFTER.values()}
    return [
        Aftermaths(
            became=became.value,
            label=str(became.label),
            n={m.value: details.get(f"{m}:{became}", 0) for m in sums},
            shares={m.value: details.get(f"{m}:{became}", 0) / whole if whole else None for m, whole in sums.items()},
        )
        for became in Became
        if any(sums.values())
    ]
