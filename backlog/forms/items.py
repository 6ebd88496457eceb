"""What shape has input about an item?"""

from typing import Any

from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from backlog.models import Item
from backlog.queries import BACK
from backlog.recurrence import Verdict
from backlog.workflow import ItemStage
from capabilities.models import Capability
from common.forms import Amount, Form, Line, Words
from common.paging import Order
from common.prepared import Prepared
from tickets.forms.areas import AreaChoice
from tickets.models import Ticket
from tickets.vocabulary import Reason

VERDICTS = [("keep", _("Keep it")), ("change", _("Change it")), ("retire", _("Retire it"))]
OFFERED = 40
"""So many existing items are offered to a decision."""


class ItemReference(Line):
    """PB-88, or nothing."""

    def clean(self, value: Any) -> Item | None:
        """The item; a sentence where there is none."""
        said = (super().clean(value) or "").strip().upper().split(" ", 1)[0]
        if not said:
            return None
        found = Item.objects.known_as(said)
        if found is None:
            raise forms.ValidationError(_("There is no item of this number."))
        return found


IMPORTANCE = [(1, _("Nice")), (2, _("Important")), (3, _("Critical"))]


class Importance(forms.ChoiceField):
    """How important it is to the customer; nothing said means important."""

    def __init__(self) -> None:
        super().__init__(
            label=_("How important is it to them?"),
            choices=IMPORTANCE,
            required=False,
            initial=2,
            widget=forms.RadioSelect,
        )

    def clean(self, value: Any) -> int:
        """One to three."""
        return int(super().clean(value) or 2)


class AcceptForm(Form):
    """A yes: an existing item, or a new one with its promise; and what the customer is told."""

    item = ItemReference(label=_("Existing item"), help_text=_("For example PB-88. Empty: a new item."))
    title = Line(label=_("Title of the new item"), max_length=200)
    problem = Words(label=_("The problem, in our words"), rows=2)
    promise = Words(label=_("From now on we …"), rows=2)
    importance = Importance()
    highlight = Words(label=_("The words that matter"), rows=2)
    rationale = Words(label=_("Rationale, for colleagues"), rows=2)
    message = Words(label=_("What the customer is told"), rows=6)


class PrecedentForm(Form):
    """What goes with deciding one as another."""

    message = Words(label=_("What the customer is told"), rows=7)
    rationale = Words(label=_("Rationale, for colleagues"), rows=2)
    although_overturned = forms.BooleanField(label=_("Follow it although it was overturned"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PrecedentsForm(Form):
    """What goes with deciding several as another."""

    message = Words(label=_("What each customer is told"), rows=6)
    although_overturned = forms.BooleanField(label=_("Follow it although it was overturned"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class ItemForm(Form):
    """What an item says."""

    title = Line(label=_("Title"))
    problem = Words(label=_("Problem"), rows=3)
    promise = Words(label=_("From now on we …"), rows=2)
    promise_other = Words(
        label=_("The promise in the other language"), rows=2, help_text=_("For customers who read that one.")
    )
    product_area = AreaChoice(label=_("Product area"), required=False, empty_label=_("None"))
    monthly_cost = Amount(label=_("Cost a month"), required=False, max_digits=16)
    hypothesis_percent = forms.IntegerField(label=_("It changes by, in percent"), required=False)
    hypothesis_days = forms.IntegerField(
        label=_("Within so many days"), required=False, help_text=_("Empty: 30 days after the release.")
    )
    hypothesis_metric = Line(
        label=_("Metric of its own"), help_text=_("Empty: complaints of this kind, which we count ourselves.")
    )
    hypothesis_rises = forms.BooleanField(label=_("It should rise"), required=False)
    acceptance = Words(label=_("Done when"), rows=3)
    owner = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("name"), label=_("Owner"), required=False, empty_label=_("Nobody")
    )
    estimate = forms.DecimalField(
        label=_("Estimate, in person-days"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    confidence = forms.IntegerField(
        label=_("How sure we are, in percent"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MoveForm(Form):
    """Where to."""

    stage = forms.ChoiceField(label=_("Move to"), choices=ItemStage.choices, required=False)
    after = ItemReference()
    before = ItemReference()


class DropForm(Form):
    """Taking a promise back."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Reason.choices, widget=forms.RadioSelect)
    waiting_for = forms.ModelChoiceField(
        Capability.objects.missing(), label=_("Waits for"), required=False, empty_label=_("No capability")
    )
    revisit_on = forms.DateField(
        label=_("Look again on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    message = Words(label=_("What the customers are told"), rows=4)


class ReviewForm(Form):
    """What becomes of a promise in force: keep, change or retire."""

    verdict = forms.ChoiceField(label=_("What becomes of it?"), choices=VERDICTS, widget=forms.RadioSelect)
    reason = Words(label=_("Reason"), rows=2)
    review_on = forms.DateField(
        label=_("Next review"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    promise = Words(label=_("From now on we …"), rows=2)
    promise_other = Words(label=_("The promise in the other language"), rows=2)
    monthly_cost = Amount(label=_("Cost a month"), required=False)


class VerifyForm(Form):
    """How one knows that it worked."""

    reason = Words(label=_("How do you know?"), rows=2)


SORTS = [
    ("newest", _("Newest release first")),
    ("best", _("Best first")),
    ("worst", _("Worst first")),
    ("recurrences", _("Most complaints since first")),
]
ORDERS = {
    "newest": Order("shipped_at", descending=True),
    "best": Order("ratio"),
    "worst": Order("ratio", descending=True),
    "recurrences": Order("after", descending=True),
}


class OutcomesForm(Form):
    """Which shipped items, in which order; what nobody offers means all, newest first."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), required=False, choices=[("", _("Every verdict")), *Verdict.choices, (BACK, _("Came back"))]
    )
    area = AreaChoice(label=_("Product area"), required=False, empty_label=_("Every area"))
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)


class UseForm(Form):
    """One month of a promise."""

    month = forms.DateField(
        label=_("Month"),
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
    )
    times = forms.IntegerField(
        label=_("Times it was needed"), localize=True, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    cost_each_time = Amount(label=_("Each time"))


def offered_items(ticket: Ticket) -> list[Item]:
    """Items that a decision may join: those of the same area first, then the newest."""
    return _offered(area=ticket.product_area_id or 0)


@Prepared
def _offered(area: int) -> QuerySet[Item]:
    nearness = Case(When(of_area=area, then=Value(0)), default=Value(1))
    rows = Item.objects.in_force().alias(of_area=Coalesce("product_area", Value(0)))
    return rows.order_by(nearness, "-pk")[:OFFERED]
