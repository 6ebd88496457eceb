"""What shape has an answer to a spike?"""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import Form, Line
from common.text import NEEDED


class UntilField(forms.DateField):
    """A day; the quiet ends with the firm's day. Empty: no quiet any more."""

    def clean(self, value: Any) -> datetime | None:
        """The end of the day."""
        day = super().clean(value)
        return datetime.combine(day, time.max, timezone.get_default_timezone()) if day else None


class AcknowledgeForm(Form):
    """What one knows or does about it."""

    note = Line(label=_("What you know, or do about it"))


class QuietForm(Form):
    """Until when nobody is told, and why."""

    until = UntilField(label=_("Quiet until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    reason = Line(label=_("Why"))
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A day; none only where it is to be told again."""
        said = super().clean() or self.cleaned_data
        if not said.get("until") and not said.get("again") and "until" not in self.errors:
            self.add_error("until", NEEDED)
        return said
