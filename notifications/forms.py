"""What shape has input about telling, and about what one hears?"""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.dates import WEEKDAYS as _DAYS
from django.utils.translation import gettext_lazy as _

from common.forms import Form, Words
from notifications.actions.rewording import LIMITS
from notifications.letters.sentences import facts_for, parts
from notifications.models import MailPart

WEEKDAYS = {number + 1: name for number, name in _DAYS.items()}
"""ISO: 1 is Monday."""


class RewordForm(Form):
    """What one customer is told."""

    message = Words(label=_("What they are told"), rows=4)


class MailWordsForm(Form):
    """What a mail to customers says around what we wrote ourselves, part by part."""

    def __init__(self, *args: Any, kind: str, language: str, **more: Any) -> None:
        super().__init__(*args, **more)
        for part, words in parts(kind, language).items():
            known = " ".join(f"{{{name}}}" for name in facts_for(kind, part))
            widget = forms.TextInput() if part in LIMITS else forms.Textarea(attrs={"rows": 4})
            self.fields[part] = Words(label=MailPart(part).label, widget=widget, initial=words, help_text=known)
            self.fields[part].widget.attrs["lang"] = language


class CapForm(Form):
    """How many mails one customer gets in a day."""

    most = forms.IntegerField(label=_("Mails a day to one customer, at most (0: any number)"))


def _zones() -> list[tuple[str, str]]:
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *places]]


def _hours() -> list[tuple[int, str]]:
    return [(hour, f"{hour:02}:00") for hour in range(24)]


class _Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%H:%M", **more)


class HoursForm(Form):
    """At which hours one hears."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zones)
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=_Clock())
    quiet_until = forms.TimeField(label=_("Quiet until"), required=False, widget=_Clock())
    digest_hour = forms.TypedChoiceField(label=_("Hour of the digests"), choices=_hours, coerce=int)
    digest_day = forms.TypedChoiceField(label=_("Day of the weekly digest"), choices=list(WEEKDAYS.items()), coerce=int)
    wants_voice = forms.BooleanField(label=_("Send me the voice of the customer once a week"), required=False)
    wants_counts = forms.BooleanField(label=_("Send me the numbers of the dashboard once a week"), required=False)
