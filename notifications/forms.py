"""What shape has input about telling, and about what one hears?"""

import json
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
    """What a mail to customers says around what we wrote ourselves, part by part, and what it said when it was opened."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: str, language: str, **more: Any) -> None:
        held = parts(kind, language)
        super().__init__(*args, initial={"seen": held}, **more)
        for part, words in held.items():
            known = " ".join(f"{{{name}}}" for name in facts_for(kind, part))
            widget = forms.TextInput() if part in LIMITS else forms.Textarea(attrs={"rows": 4})
            self.fields[part] = Words(label=MailPart(part).label, widget=widget, initial=words, help_text=known)
            self.fields[part].widget.attrs["lang"] = language

    def words(self) -> dict[str, str]:
        """Part → what it is to say."""
        return {part: body for part, body in self.cleaned_data.items() if part != "seen"}

    def seen_parts(self) -> dict[str, str] | None:
        """Part → what it said; None where that cannot be read."""
        seen = self.cleaned_data.get("seen")
        return {str(part): str(body) for part, body in seen.items()} if isinstance(seen, dict) else None


def on_top(form: MailWordsForm, *, kind: str, language: str) -> MailWordsForm:
    """The form again after someone else was quicker: what was typed stays, the rest and what was seen is as it is now.

    Beside what both changed stands what it says now.
    """
    seen, held = form.seen_parts() or {}, parts(kind, language)
    typed = {part: body for part, body in form.words().items() if not _alike(body, seen.get(part, ""))}
    again = as_it_says(typed, kind=kind, language=language)
    for part, body in typed.items():
        if held[part] != seen.get(part) and not _alike(body, held[part]):
            again.add_error(part, _("It now says: {words}").format(words=held[part]))
    return again


def as_it_says(typed: dict[str, str], *, kind: str, language: str) -> MailWordsForm:
    """The form with what the mail says now, but for what was typed."""
    held = parts(kind, language)
    return MailWordsForm(held | typed | {"seen": json.dumps(held)}, kind=kind, language=language)


def _alike(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.strip()


class CapForm(Form):
    """How many mails one customer gets in a day, and how many it was when the form was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
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
