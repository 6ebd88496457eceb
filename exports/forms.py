"""What shape has the wish for a file?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from exports.vocabulary import Ending


class EndingForm(Form):
    """As what."""

    format = forms.ChoiceField(
        label=_("Kind of file"), choices=Ending.choices, initial=Ending.XLSX, required=False, widget=forms.RadioSelect
    )
