"""What shape has input about an item, its weight, or a release?"""

from backlog.forms.grooming import AskBackForm, FormulaForm, HoldOnForm, TakeForm
from backlog.forms.items import (
    OFFERED,
    VERDICTS,
    AcceptForm,
    DropForm,
    ItemForm,
    ItemReference,
    MoveForm,
    PrecedentForm,
    PrecedentsForm,
    ReviewForm,
    UseForm,
    offered_items,
)
from backlog.forms.releases import WAYS, NotesForm, OpenForm, PutInForm, ReleaseForm, ShipForm
from backlog.forms.table import COLUMNS, Sorting, next_sorting, sorting

__all__ = [
    "COLUMNS",
    "OFFERED",
    "VERDICTS",
    "WAYS",
    "AcceptForm",
    "AskBackForm",
    "DropForm",
    "FormulaForm",
    "HoldOnForm",
    "ItemForm",
    "ItemReference",
    "MoveForm",
    "NotesForm",
    "OpenForm",
    "PrecedentForm",
    "PrecedentsForm",
    "PutInForm",
    "ReleaseForm",
    "ReviewForm",
    "ShipForm",
    "Sorting",
    "TakeForm",
    "UseForm",
    "next_sorting",
    "offered_items",
    "sorting",
]
