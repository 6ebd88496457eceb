"""By what are complaints told apart? A row is of one cut; a question is answered from the coarsest that can, span by span."""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from metrics.spans import Grain

SPLITS = {"area": "area_id", "channel": "channel", "language": "language", "team": "team_id", "company": "company_id"}
"""What complaints may be told apart by, and the column that does."""


class Cut(StrEnum):
    """By what the rows of a kind tell complaints apart: by nothing, one thing, four at once, three; of companies by a second, or all five.

    What others are summed up from (`source_of`) comes before them.
    """

    EACH = "each"
    BUT_AREA = "but_area"
    ALL = "all"
    AREA = "area"
    CHANNEL = "channel"
    LANGUAGE = "language"
    TEAM = "team"
    FINEST = "finest"
    COMPANY_AREA = "co_area"
    COMPANY_TEAM = "co_team"
    COMPANY = "company"


TOLD_APART = {
    Cut.EACH: ("area_id", "channel", "language", "team_id"),
    Cut.BUT_AREA: ("channel", "language", "team_id"),
    Cut.ALL: (),
    Cut.AREA: ("area_id",),
    Cut.CHANNEL: ("channel",),
    Cut.LANGUAGE: ("language",),
    Cut.TEAM: ("team_id",),
    Cut.FINEST: tuple(SPLITS.values()),
    Cut.COMPANY_AREA: ("company_id", "area_id"),
    Cut.COMPANY_TEAM: ("company_id", "team_id"),
    Cut.COMPANY: ("company_id",),
}
FINE = (Cut.EACH, Cut.FINEST)
"""The cuts whose days are counted from entries; everything else is a sum of them."""
OF_COMPANIES = (Cut.FINEST, Cut.COMPANY_AREA, Cut.COMPANY_TEAM, Cut.COMPANY)
"""Their rows are of complaints of a company only; nearly as many as there are complaints, so none is kept that is not needed."""


def is_kept(cut: Cut, grain: Grain) -> bool:
    """Whether there are rows: days of companies tell all five things apart, and only their weeks and months fewer."""
    return cut not in OF_COMPANIES or (cut == Cut.FINEST) == (grain == Grain.DAY)


def cut_for(columns: AbstractSet[str], grain: Grain) -> Cut | None:
    """The coarsest cut that tells these columns apart in spans of a grain; None where only days can."""
    for cut in _COARSEST_FIRST:
        if columns <= set(TOLD_APART[cut]) and is_kept(cut, grain):
            return cut
    return None


def source_of(cut: Cut, grain: Grain) -> tuple[Cut, Grain]:
    """Of what rows a cut is the sum: of days, or of a finer cut of the same spans."""
    if cut in FINE or (cut in OF_COMPANIES and cut != Cut.COMPANY):
        return (Cut.FINEST if cut in OF_COMPANIES else Cut.EACH), Grain.DAY
    if cut == Cut.COMPANY:
        return Cut.COMPANY_AREA, grain
    return (Cut.EACH if cut in {Cut.BUT_AREA, Cut.AREA} else Cut.BUT_AREA), grain


def cuts_summed(grain: Grain) -> list[Cut]:
    """Which cuts are sums of something finer in a grain; what others are summed up from comes before them."""
    return [cut for cut in Cut if is_kept(cut, grain) and not (grain == Grain.DAY and cut in FINE)]


_COARSEST_FIRST = sorted(Cut, key=lambda cut: (len(TOLD_APART[cut]), cut in OF_COMPANIES))
