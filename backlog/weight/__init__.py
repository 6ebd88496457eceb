"""How much does an item weigh? A formula over named figures: data that a person can read and an administrator change."""

from backlog.weight.figures import ASSUMED_CONFIDENCE, ASSUMED_ESTIMATE, DEFAULT, FIGURES, MONEY, TEMPLATES
from backlog.weight.formula import need_a_formula, weigh

__all__ = [
    "ASSUMED_CONFIDENCE",
    "ASSUMED_ESTIMATE",
    "DEFAULT",
    "FIGURES",
    "MONEY",
    "TEMPLATES",
    "need_a_formula",
    "weigh",
]
