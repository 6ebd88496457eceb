"""Which days are asked for?"""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms import Form

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(Form):
    """From a day to a day, both included; either may be left out."""

    first = forms.DateField(label=_("From"), required=False, widget=_DAY)
    last = forms.DateField(label=_("To"), required=False, widget=_DAY)

    def clean(self) -> dict[str, Any]:
        """A period that begins before it ends."""
        said = super().clean() or self.cleaned_data
        if said.get("first") and said.get("last") and said["first"] > said["last"]:
            self.add_error("last", _("The period ends before it begins."))
        return said


def moments(asked: Any, field: str) -> dict[str, datetime]:
    """The days as moments by the firm's clock, for a filter."""
    zone, found = timezone.get_default_timezone(), {}
    if first := asked.get("first"):
        found[f"{field}__gte"] = datetime.combine(first, time.min, zone).astimezone(UTC)
    if last := asked.get("last"):
        found[f"{field}__lt"] = datetime.combine(last + timedelta(days=1), time.min, zone).astimezone(UTC)
    return found
