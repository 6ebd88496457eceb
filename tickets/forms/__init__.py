"""What shape has input about a ticket?"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capabilities.models import Capability
from common.clock import today
from common.forms import Amount, Form, Keys, Line, Words
from customers.models import Customer, Language
from tickets.forms.areas import AreaChoice
from tickets.forms.files import Enclosed
from tickets.models import ProductArea, Ticket
from tickets.vocabulary import (
    After,
    AsideReason,
    Became,
    Channel,
    Doer,
    Extent,
    Finding,
    MessageKind,
    Reason,
    Then,
    Why,
)

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_BY_PEOPLE = [(c.value, c.label) for c in (Channel.PHONE, Channel.EMAIL, Channel.CHAT, Channel.STORE, Channel.FORM)]


class ComplaintForm(Form):
    """A complaint as a colleague writes it down: who, how, when, about what, and the words."""

    customer = forms.ModelChoiceField(Customer.objects.all(), required=False, widget=forms.HiddenInput)
    is_anonymous = forms.BooleanField(label=_("Without a name"), required=False)
    name = Line(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = Line(label=_("Phone"), max_length=40)
    company = Line(label=_("Company"), max_length=160)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    channel = forms.ChoiceField(label=_("How did it reach us?"), choices=_BY_PEOPLE, widget=forms.RadioSelect)
    product_area = AreaChoice(
        ProductArea.objects.in_use().as_tree(), label=_("Product area"), required=False, empty_label=_("Not sure yet")
    )
    occurred_on = forms.DateField(label=_("When did it happen?"), widget=_DAY, required=False)
    verbatim = Words(
        label=_("The customer’s own words"),
        widget=forms.Textarea(attrs={"rows": 8, "class": "words", "data-draft": "complaint"}),
    )
    tags = Line(label=_("Tags"), max_length=1000, help_text=_("Separate several with commas."))
    files = Enclosed(help_text=_("At most ten files, 25 MB each. Paste, drop or choose them."))  # type: ignore[assignment]  # taken out by the metaclass
    held = Keys()
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class ListeningForm(Form):
    """What we understood."""

    restatement = Words(label=_("What we understood"), rows=3)
    situation = Words(label=_("The situation"), rows=2)
    wish = Words(label=_("What they wish for"), rows=2)


class AssessmentForm(Form):
    """The table of the assessment, as a person fills it in."""

    for_everyone = forms.ChoiceField(
        label=_("For everyone in this situation?"), choices=Extent.choices, widget=forms.RadioSelect
    )
    for_good = forms.ChoiceField(label=_("For good?"), choices=Extent.choices, widget=forms.RadioSelect)
    built_in = forms.ChoiceField(
        label=_("Who does the work each time?"), choices=Doer.choices, widget=forms.RadioSelect
    )
    one_off_cost = Amount(label=_("One-off cost"), required=False)
    cost_each_time = Amount(label=_("Each time"), required=False)
    times_per_month = forms.IntegerField(
        label=_("A month"),
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    missing_capabilities = forms.ModelMultipleChoiceField(
        Capability.objects.missing(),
        label=_("Missing capability"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_capability = Line(label=_("Another one, not on the register yet"), max_length=160)
    relationship = Words(label=_("What it does to the relationship"), rows=2)
    finding = forms.ChoiceField(
        label=_("Your finding"), choices=[("", _("As recommended")), *Finding.choices], required=False
    )
    rationale = Words(label=_("Why you see it differently"), rows=2)

    def clean_one_off_cost(self) -> Decimal:
        """Nothing said means nothing."""
        return self.cleaned_data["one_off_cost"] or Decimal(0)


class DeclineForm(Form):
    """An honest no."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Reason.choices, widget=forms.RadioSelect)
    waiting_for = forms.ModelChoiceField(
        Capability.objects.missing(), label=_("Waits for"), required=False, empty_label=_("No capability")
    )
    revisit_on = forms.DateField(label=_("Look again on"), widget=_DAY, required=False)
    rationale = Words(label=_("Rationale, for colleagues"), rows=2)
    message = Words(label=_("What the customer is told"), rows=6)


class AsideForm(Form):
    """Not a complaint that we judge."""

    reason = forms.ChoiceField(label=_("Reason"), choices=AsideReason.choices, widget=forms.RadioSelect)
    twin = Line(label=_("The other ticket, for “sent twice”"), max_length=25)

    def clean_twin(self) -> Ticket | None:
        """The ticket of the reference; a sentence where there is none."""
        reference = self.cleaned_data["twin"].strip().upper()
        if not reference:
            return None
        found = Ticket.objects.known_as(reference)
        if found is None:
            raise forms.ValidationError(_("There is no ticket of this number."))
        return found


class QuestionForm(Form):
    """The question with which it is returned."""

    body = Words(label=_("What has to be answered first?"), rows=3)


class MissedForm(Form):
    """What was missed in listening."""

    missed = Words(label=_("What was missed?"), rows=3)


class ResurfacingForm(Form):
    """Why we look again."""

    why = forms.ChoiceField(label=_("Why now?"), choices=Why.choices, widget=forms.RadioSelect)
    tell_them = forms.BooleanField(label=_("Write to the customer that we look again"), required=False)


class DemandForm(Form):
    """The declined ticket that asks for the same."""

    declined = Line(label=_("The declined ticket"), max_length=25)

    def clean_declined(self) -> Any:
        """Its current decision; nothing where there is none."""
        found = Ticket.objects.select_related("decision__ticket").known_as(self.cleaned_data["declined"])
        return found.decision if found else None


class MessageForm(Form):
    """Something to say on a ticket."""

    kind = forms.ChoiceField(
        choices=[(MessageKind.NOTE.value, MessageKind.NOTE.label), (MessageKind.REPLY.value, MessageKind.REPLY.label)],
        widget=forms.RadioSelect,
        initial="note",
    )
    body = Words(label=_("Text"), rows=2)
    then = forms.ChoiceField(label=_("and then"), choices=Then.choices, required=False)
    own = forms.BooleanField(label=_("It is mine then"), required=False)
    files = Enclosed()  # type: ignore[assignment]  # taken out by the metaclass
    held = Keys()
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class UnsentForm(Form):
    """What is being written."""

    kind = Line()
    body = Words()
    once = Line()


class AreaForm(Form):
    """What an area is called, and what its promises may cost a month."""

    name = Line(label=_("Name"))
    name_ko = Line(label=_("Name in Korean"))
    monthly_promise_budget = Amount(label=_("Promise budget a month"), required=False)
    promise_needs_manager_above = Amount(label=_("A promise needs a manager above, a month"), required=False)


class AftermathForm(Form):
    """What became of the customer, and how we know."""

    after_days = forms.TypedChoiceField(choices=After.choices, coerce=int, widget=forms.HiddenInput)
    what = forms.ChoiceField(label=_("What became of the customer"), choices=Became.choices)
    reason = Words(label=_("How do you know?"), rows=2)


class DraftForm(Form):
    """The draft of a kind in a language."""

    kind = forms.CharField(widget=forms.HiddenInput, required=False)
    language = forms.CharField(widget=forms.HiddenInput, required=False)
    body = Words(label=_("Text"), rows=8)


class PhraseForm(Form):
    """A phrase of which we are wary, and what might be said instead."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    phrase = Line(label=_("Phrase"))
    suggestion = Line(label=_("Suggestion"))


def initial_complaint() -> dict[str, Any]:
    """What most complaints begin with."""
    return {"occurred_on": today(), "channel": Channel.PHONE.value}
