"""What shape has what is asked of customers: which ones, which of two, what to note?"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form, Line, Words
from common.templatetags.words import money
from customers.models import Customer, Language, Relationship
from tickets.actions.joining import FIELDS
from tickets.forms.marks import TagField

LABELS = {
    "name": _("Name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "company_id": _("Company"),
    "language": _("Language"),
    "relationship": _("Relationship"),
    "monthly_value": _("Worth a month"),
}


class CustomerFilter(Form):
    """Which customers a colleague wants to see."""

    q = Line(label=_("Words"), max_length=100)
    relationship = forms.ChoiceField(
        label=_("Relationship"), choices=[("", _("Every relationship")), *Relationship.choices], required=False
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Every language")), *Language.choices], required=False
    )
    value = forms.DecimalField(
        label=_("Worth a month, at least"), min_value=0, max_digits=14, decimal_places=2, required=False, localize=True
    )
    tag = TagField(label=_("Tag"), max_length=200)


class CustomerNoteForm(Form):
    """What colleagues should know of a customer."""

    body = Words(label=_("Note"), rows=2)


class JoiningForm(Form):
    """Which of two records counts, field by field; what says the same at both is not asked."""

    gone = forms.ModelChoiceField(Customer.objects.all(), widget=forms.HiddenInput)

    def __init__(self, kept: Customer, gone: Customer, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["gone"] = gone.pk
        for name in FIELDS:
            if getattr(kept, name) == getattr(gone, name):
                continue
            empty = getattr(kept, name) in ("", None)
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name],
                choices=[("kept", _said(kept, name)), ("gone", _said(gone, name))],
                widget=forms.RadioSelect,
                initial="gone" if empty else "kept",
                required=False,
            )

    def choices(self) -> dict[str, str]:
        """What was chosen, by field."""
        return {name: said for name, said in self.cleaned_data.items() if name != "gone" and said}

    def asked(self) -> Iterator[forms.BoundField]:
        """The fields in which the two differ."""
        return iter(self.visible_fields())


def _said(customer: Customer, name: str) -> str:
    if name in {"language", "relationship"}:
        return str(getattr(customer, f"get_{name}_display")())
    if name == "monthly_value":
        return money(customer.monthly_value)
    value = customer.company if name == "company_id" else getattr(customer, name)
    return "–" if value in ("", None) else str(value)
