"""What shape have targets and hours of work?"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from common.hours import COUNTRIES

_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_NAMES = {
    "KR": _("Korea"), "JP": _("Japan"), "CN": _("China"), "TW": _("Taiwan"), "US": _("United States"),
    "GB": _("United Kingdom"), "DE": _("Germany"), "FR": _("France"), "SG": _("Singapore"), "VN": _("Vietnam"),
}  # fmt: skip


class DaysField(forms.CharField):
    """Days as YYYY-MM-DD, each on a line of its own or after a comma."""

    widget = forms.Textarea(attrs={"rows": 3, "placeholder": "2026-12-24"})

    def clean(self, value: Any) -> list[date]:
        """The days; the first that is none is said."""
        found = []
        for line in str(super().clean(value)).replace(",", " ").split():
            try:
                day = parse_date(line)
            except ValueError:
                day = None
            if day is None:
                raise ValidationError(_("“%(line)s” is not a day. Write it as 2026-12-24."), params={"line": line[:40]})
            found.append(day)
        return found


class TargetsForm(Form):
    """How long each step may take, and at which hours we work."""

    to_listen = forms.IntegerField(label=_("Heard within, hours"))
    to_assess = forms.IntegerField(label=_("Assessed within, hours"))
    to_decide = forms.IntegerField(label=_("Decided within, hours"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("We work on"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opens_at = forms.TimeField(label=_("From"), required=False, widget=_CLOCK)
    closes_at = forms.TimeField(label=_("Until"), required=False, widget=_CLOCK)
    holidays_of = forms.ChoiceField(
        label=_("Public holidays of"),
        choices=[("", _("None")), *[(code, _NAMES[code]) for code in COUNTRIES]],
        required=False,
    )
    days_off = DaysField(label=_("Other days off"), required=False, max_length=8000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
