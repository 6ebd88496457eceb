"""What shape has a question to the dashboard?"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.clock import today
from common.forms import Form, Line
from customers.models import Company, Language
from metrics.queries import Scope
from tickets.forms.areas import AreaChoice
from tickets.models import ProductArea
from tickets.vocabulary import Channel

WEEKS = 12
LONGEST = timedelta(days=10 * 366)
NARROWING = ("area", "channel", "language", "company")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ScopeForm(Form):
    """Period, area, channel, language, company."""

    first = forms.DateField(label=_("From"), required=False, widget=_DAY)
    last = forms.DateField(label=_("To"), required=False, widget=_DAY)
    area = AreaChoice(label=_("Area"), required=False, empty_label=_("All areas"))
    channel = forms.ChoiceField(label=_("Channel"), choices=[("", _("All channels")), *Channel.choices], required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("All languages")), *Language.choices], required=False
    )
    company = Line(label=_("Company"), max_length=160)

    def clean_company(self) -> Company | None:
        """The company of a name."""
        name = self.cleaned_data["company"].strip()
        found = Company.objects.filter(name__iexact=name).first() if name else None
        if name and found is None:
            raise forms.ValidationError(_("We know no company of this name."))
        return found

    def clean(self) -> dict[str, Any]:
        """A period that begins before it ends and is not endless; a company on its own."""
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and first > last:
            self.add_error("last", _("The period ends before it begins."))
        elif first and (last or today()) - first > LONGEST:
            self.add_error("first", _("At most ten years at once."))
        if said.get("company") and any(said.get(name) for name in ("area", "channel", "language")):
            self.add_error(
                "company", _("A company is counted as a whole: choose no area, channel or language with it.")
            )
        return said

    def scope(self) -> Scope:
        """What was asked; twelve weeks until today where nothing was."""
        said = self.cleaned_data if self.is_valid() else {}
        last: date = said.get("last") or today()
        first: date = said.get("first") or last - timedelta(days=last.weekday(), weeks=WEEKS - 1)
        area, company = said.get("area"), said.get("company")
        within = tuple(ProductArea.objects.within(area.pk).values_list("pk", flat=True)) if area else ()
        return Scope(
            first=first,
            last=last,
            area_ids=within,
            channel=said.get("channel") or "",
            language=said.get("language") or "",
            company_id=company.pk if company else 0,
        )
