"""Which figures may a formula name, and which formulas come with the product?"""

from decimal import Decimal

from django.utils.translation import gettext_lazy

ASSUMED_ESTIMATE, ASSUMED_CONFIDENCE = Decimal(5), Decimal(80)
"""Person-days and percent of an item that nobody estimated yet."""

FIGURES = {
    "customers": gettext_lazy("customers who speak for it, a company counted once"),
    "importance": gettext_lazy("how important it is to them on average: 1 nice, 2 important, 3 critical"),
    "voices": gettext_lazy("tickets that speak for it"),
    "reach": gettext_lazy("customers who told us in the last 90 days, a company counted once"),
    "value": gettext_lazy("what these customers are worth to us a month, each counted once"),
    "waiting": gettext_lazy("days since the first of them told us"),
    "recurrence": gettext_lazy("complaints with which it came back, from those who already had it"),
    "cost": gettext_lazy("what its promise costs a month"),
    "estimate": gettext_lazy("its estimate in person-days; 5 where there is none"),
    "confidence": gettext_lazy("how sure we are, in percent; 80 where nobody said"),
}
MONEY = frozenset({"value", "cost"})
DEFAULT = "(customers * importance + log(1 + value) + waiting / 30 + 3 * recurrence) / estimate"
TEMPLATES = {
    "default": (gettext_lazy("Customers first"), DEFAULT),
    "rice": (
        gettext_lazy("RICE: reach, impact, confidence over effort in person-months"),
        "reach * importance * confidence / 100 / (estimate / 20)",
    ),
    "wsjf": (
        gettext_lazy("WSJF: cost of delay over the size of the job"),
        "(customers * importance + 2 * sqrt(waiting) + 5 * recurrence) / max(1, estimate)",
    ),
}

_LEAST = dict.fromkeys(FIGURES, Decimal(0)) | {"estimate": Decimal("0.5"), "confidence": Decimal(1)}
_USUAL = {name: Decimal(place) for place, name in enumerate(FIGURES, start=2)}
_MOST = dict.fromkeys(FIGURES, Decimal(10) ** 6) | {"value": Decimal(10) ** 14, "cost": Decimal(10) ** 14}
SAMPLES = (_LEAST, _USUAL, _MOST)
"""What is tried before a formula is kept: an item of which nobody spoke yet, a usual one, the largest."""
