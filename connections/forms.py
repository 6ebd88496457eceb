"""What shape has input about connections?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form, Line
from connections.vocabulary import EventType


class WebhookForm(Form):
    """Where to post, and what about."""

    name = Line(label=_("Name"), help_text=_("How it is called here."))
    address = Line(label=_("Address"), help_text=_("Begins with https:// and can be reached from the internet."))
    events = forms.MultipleChoiceField(
        label=_("What it hears about"),
        choices=EventType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
