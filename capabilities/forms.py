"""What shape has input about a capability?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from capabilities.models import Capability
from common.forms import Form, Line, Words


class CapabilityForm(forms.Form):
    """Something that we cannot do yet."""

    name = forms.CharField(label=_("What can we not do yet?"), max_length=160)
    description = forms.CharField(
        label=_("What it would let us do"), required=False, widget=forms.Textarea(attrs={"rows": 2}), strip=False
    )


class PlanForm(Form):
    """What it is, who looks after it, when we expect it, what it needs first."""

    name = Line(label=_("Name"))
    description = Words(label=_("What it would let us do"), rows=2)
    owner = forms.ModelChoiceField(
        User.objects.working(), label=_("Owner"), required=False, empty_label=_("Nobody yet")
    )
    expected_on = forms.DateField(
        label=_("Expected on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    depends_on = forms.ModelMultipleChoiceField(
        Capability.objects.all(), label=_("Needs first"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_depends_on(self) -> list[Any]:
        """A list, as the verb wants it."""
        return list(self.cleaned_data["depends_on"])


class ArrivalForm(Form):
    """We can do it now."""

    tell_them = forms.BooleanField(
        label=_("Write to the customers who wait that we look again"),
        help_text=_("Otherwise they hear from us when the new decision is made."),
        required=False,
    )
