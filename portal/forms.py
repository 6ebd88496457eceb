"""What shape has input from a customer?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form, Words
from customers.models import News
from tickets.forms.files import Enclosed


class MissedForm(Form):
    """What we did not hear."""

    missed = Words(label=_("What did we miss?"), rows=3)


class MoreForm(Form):
    """Something to add."""

    body = Words(label=_("What would you like to add?"), rows=4)
    files = Enclosed(help_text=_("At most ten files, 25 MB each."))  # type: ignore[assignment]  # taken out by the metaclass


class MailForm(Form):
    """Which mails they want."""

    news = forms.MultipleChoiceField(
        label=_("Write to me"), choices=News.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    none_at_all = forms.BooleanField(
        label=_("Do not write to me at all, and do not answer me by mail either"), required=False
    )
