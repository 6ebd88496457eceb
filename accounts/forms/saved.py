"""What shape has a saved view?"""

from django import forms

from accounts.forms.shared import SharedForm
from accounts.models import Place


class ViewForm(SharedForm):
    """A name, and who finds the list under it as it is filtered now."""

    place = forms.ChoiceField(choices=Place.choices, widget=forms.HiddenInput)
    query = forms.CharField(widget=forms.HiddenInput, required=False)
