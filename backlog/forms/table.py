"""By what, and in which direction, does a person sort items?"""

from typing import NamedTuple

from common.paging import Order

_KEYS = {  # the column, and whether more of it is a larger value of the key
    "weight": ("weight", True),
    "voices": ("heard_count", True),
    "cost": ("monthly_cost", True),
    "age": ("proposed_at", False),
    "owner": ("owner_key", True),
    "area": ("area_key", True),
}
COLUMNS = tuple(_KEYS)
_LARGEST_FIRST = frozenset({"weight", "voices", "cost", "age"})


class Sorting(NamedTuple):
    """A column, most of it first or least, and the order of rows that this means."""

    column: str
    most_first: bool
    order: Order

    @property
    def said(self) -> str:
        """As it stands in an address."""
        return f"{'-' if self.most_first else ''}{self.column}"


def sorting(said: str) -> Sorting:
    """What `weight` (least first) or `-weight` (most first) means; the heaviest first where it means nothing."""
    column = said.removeprefix("-")
    if column not in _KEYS:
        said, column = "-weight", "weight"
    key, grows = _KEYS[column]
    most_first = said.startswith("-")
    return Sorting(column, most_first, Order(key, descending=most_first == grows))


def next_sorting(column: str, now: Sorting) -> str:
    """What a click on a column asks for: the other direction, or where one usually begins."""
    if column == now.column:
        return column if now.most_first else f"-{column}"
    return f"-{column}" if column in _LARGEST_FIRST else column
