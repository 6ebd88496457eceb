"""What shape has input about a capability?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class CapabilityForm(forms.Form):
    """Something that we cannot do yet."""

    name = forms.CharField(label=_("What can we not do yet?"), max_length=160)
    description = forms.CharField(
        label=_("What it would let us do"), required=False, widget=forms.Textarea(attrs={"rows": 2}), strip=False
    )
