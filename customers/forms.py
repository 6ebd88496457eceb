"""What shape has input about a customer?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Amount
from customers.models import Language, Relationship


class CustomerForm(forms.Form):
    """What we know of a customer."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    company = forms.CharField(label=_("Company"), max_length=160, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    monthly_value = Amount(label=_("Worth a month"), required=False)
    relationship = forms.ChoiceField(label=_("Relationship"), choices=Relationship.choices)
