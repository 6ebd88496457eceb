"""What shape has a question to the dashboard?"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from common.clock import today
from common.forms import Form, Line
from customers.models import Company, Language
from metrics.figures import GOALS, LONGEST, Figure, Kind
from metrics.queries import Scope
from tickets.models import ProductArea
from tickets.vocabulary import Channel

WEEKS = 12
LONGEST_PERIOD = timedelta(days=10 * 366)
HOUR = 3600
NARROWING = ("area", "channel", "language", "team", "company")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ScopeForm(Form):
    """Period, area, channel, language, team, company."""

    longest: timedelta | None = LONGEST_PERIOD
    first = forms.DateField(label=_("From"), required=False, widget=_DAY)
    last = forms.DateField(label=_("To"), required=False, widget=_DAY)
    area = forms.TypedChoiceField(label=_("Area"), required=False, coerce=int, empty_value=None)
    channel = forms.ChoiceField(label=_("Channel"), choices=[("", _("All channels")), *Channel.choices], required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("All languages")), *Language.choices], required=False
    )
    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)
    company = Line(
        label=_("Company"), max_length=160, widget=forms.TextInput(attrs={"size": 12, "placeholder": _("any")})
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.areas = list(ProductArea.objects.as_tree())
        named = [(str(area.pk), f"{area.parent} · {area}" if area.parent else str(area)) for area in self.areas]
        self.teams = list(Team.objects.sized())
        self._offer("area", [("", _("All areas")), *named])
        self._offer("team", [("", _("All teams")), *((str(team.pk), team.name) for team in self.teams)])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_company(self) -> Company | None:
        """The company of a name."""
        name = self.cleaned_data["company"].strip()
        found = Company.objects.filter(name__iexact=name).first() if name else None
        if name and found is None:
            raise forms.ValidationError(_("We know no company of this name."))
        return found

    def clean(self) -> dict[str, Any]:
        """A period that begins before it ends and is not endless."""
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and first > last:
            self.add_error("last", _("The period ends before it begins."))
        elif first and self.longest and (last or today()) - first > self.longest:
            self.add_error("first", _("At most ten years at once."))
        return said

    def scope(self) -> Scope:
        """What was asked; twelve weeks until today where nothing was."""
        said = self.cleaned_data if self.is_valid() else {}
        last: date = said.get("last") or today()
        first: date = said.get("first") or last - timedelta(days=last.weekday(), weeks=WEEKS - 1)
        company = said.get("company")
        return Scope(
            first=first,
            last=last,
            area_ids=self.area_ids(),
            channel=said.get("channel") or "",
            language=said.get("language") or "",
            team_id=said.get("team") or 0,
            company_id=company.pk if company else 0,
        )

    def area_ids(self) -> tuple[int, ...]:
        """The area that is asked for and its parts."""
        area = self.cleaned_data.get("area") if self.is_valid() else None
        return tuple(each.pk for each in self.areas if area and area in {each.pk, each.parent_id})


def usual_days() -> tuple[date, date]:
    """Twelve weeks until today, from a Monday."""
    last = today()
    return last - timedelta(days=last.weekday(), weeks=WEEKS - 1), last


class GoalsForm(Form):
    """What each number should reach: shares in percent, times in hours."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, goals: dict[str, float], **more: Any) -> None:
        super().__init__(*args, initial={"seen": goals}, **more)
        for figure in GOALS:
            is_share = figure.kind == Kind.SHARE
            self.fields[figure.name] = forms.FloatField(
                label=format_lazy("{} ({})", figure.label, _("percent") if is_share else _("hours")),
                required=False,
                min_value=0,
                max_value=100 if is_share else LONGEST / HOUR,
                initial=_shown(figure, goals.get(figure.name)),
                widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
            )

    def values(self) -> dict[str, float | None]:
        """Number → from 0 to 1, or seconds; None where there is to be no goal."""
        said = {figure: self.cleaned_data[figure.name] for figure in GOALS}
        return {figure.name: None if value is None else value * _UNIT[figure.kind] for figure, value in said.items()}


def _shown(figure: Figure, value: float | None) -> float | None:
    """A goal as people write it."""
    return None if value is None else round(value / _UNIT[figure.kind], 4)


_UNIT = {Kind.SHARE: 0.01, Kind.TIME: HOUR}
