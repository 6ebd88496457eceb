"""What shape has input about weights, and about grooming?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form, Line, Words


class FormulaForm(Form):
    """By what items weigh."""

    formula = Line(label=_("Formula"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AskBackForm(Form):
    """A question to all tickets of an item."""

    body = Words(label=_("What has to be answered first?"), rows=3)


class HoldOnForm(Form):
    """Why an item stays although nothing changed."""

    reason = Words(label=_("Why does it stay?"), rows=2)


class TakeForm(Form):
    """Taking an item comes with nothing."""
