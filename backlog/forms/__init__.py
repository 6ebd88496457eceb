"""What shape has input about an item, its weight, or a release?"""

from backlog.forms.grooming import AskBackForm, FormulaForm, HoldOnForm
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

__all__ = [
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
    "UseForm",
    "offered_items",
]
