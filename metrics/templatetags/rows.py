"""Which rows does a table behind a picture have?"""

from typing import Any

from django import template
from django.utils.dates import WEEKDAYS_ABBR

from backlog.models import Measurement
from metrics.dashboard import AreaRow, Dashboard
from metrics.pictures import Part
from metrics.steps import LONGER

register = template.Library()


@register.filter
def by_weekday(heat: list[list[int]]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Rows of hours, each with its weekday; an hour with how it is asked for."""
    return [
        (str(WEEKDAYS_ABBR[day]), [(f"{day}-{hour}", n) for hour, n in enumerate(hours)])
        for day, hours in enumerate(heat)
    ]


@register.filter
def as_shares(took: dict[str, list[tuple[int | None, int]]]) -> list[dict[str, Any]]:
    """Row by row: up to how many seconds, how it is asked for, and of each kind (name, share, how many took so long).

    Nothing where nothing was done.
    """
    wholes = {name: sum(n for _step, n in counted) for name, counted in took.items()}
    if not any(wholes.values()):
        return []
    return [
        {
            "up_to": step,
            "detail": step or LONGER,
            "parts": [
                (name, took[name][at][1] / whole if whole else None, took[name][at][1])
                for name, whole in wholes.items()
            ],
        }
        for at, (step, _n) in enumerate(next(iter(took.values())))
    ]


@register.filter
def by_part(board: Dashboard) -> list[tuple[Part, list[tuple[AreaRow, int]]]]:
    """Part by part of the period: how many of each area."""
    return [(part, [(row, row.points[n]) for row in board.areas]) for n, part in enumerate(board.weeks)]


@register.filter
def week_by_week(worked: list[Measurement]) -> list[tuple[int | None, list[int | None]]]:
    """Weeks from the release (None: the release itself), each with the complaints of every item; None where unknown."""
    counted = [{row["week"]: row["n"] for row in one.weeks} for one in worked]
    weeks = sorted({week for of_one in counted for week in of_one})
    rows: list[tuple[int | None, list[int | None]]] = [(week, [one.get(week) for one in counted]) for week in weeks]
    rows.insert(sum(week < 0 for week in weeks), (None, [None] * len(worked)))
    return rows
