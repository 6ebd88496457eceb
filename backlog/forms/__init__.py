"""What shape has input about an item, its weight, or a release?"""

from backlog.forms.board import BoardFilter, depths
from backlog.forms.grooming import AskBackForm, FormulaForm, HoldOnForm, TakeForm
from backlog.forms.items import (
    OFFERED,
    ORDERS,
    SORTS,
    VERDICTS,
    AcceptForm,
    DropForm,
    ItemForm,
    ItemReference,
    MoveForm,
    OutcomesForm,
    PrecedentForm,
    PrecedentsForm,
    ReviewForm,
    UseForm,
    VerifyForm,
    offered_items,
)
from backlog.forms.releases import WAYS, NotesForm, OpenForm, PutInForm, ReleaseForm, ShipForm
from backlog.forms.table import COLUMNS, Sorting, next_sorting, sorting
from backlog.forms.voices import JoinForm, LinkManyForm, MoveVoicesForm, VoiceForm
from backlog.forms.work import BlockForm, CommentForm, FilesForm, MetricForm

__all__ = [
    "COLUMNS",
    "OFFERED",
    "ORDERS",
    "SORTS",
    "VERDICTS",
    "WAYS",
    "AcceptForm",
    "AskBackForm",
    "BlockForm",
    "BoardFilter",
    "CommentForm",
    "DropForm",
    "FilesForm",
    "FormulaForm",
    "HoldOnForm",
    "ItemForm",
    "ItemReference",
    "JoinForm",
    "LinkManyForm",
    "MetricForm",
    "MoveForm",
    "MoveVoicesForm",
    "NotesForm",
    "OpenForm",
    "OutcomesForm",
    "PrecedentForm",
    "PrecedentsForm",
    "PutInForm",
    "ReleaseForm",
    "ReviewForm",
    "ShipForm",
    "Sorting",
    "TakeForm",
    "UseForm",
    "VerifyForm",
    "VoiceForm",
    "depths",
    "next_sorting",
    "offered_items",
    "sorting",
]
