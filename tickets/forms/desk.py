"""What can be asked of the desk? Every filter, at either door; what cannot be read is passed over, and said."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from common.forms import Form
from common.refusals import Invalid
from customers.models import Language, Relationship
from tickets.forms.areas import AreaChoice
from tickets.forms.marks import HeldField, TagField
from tickets.forms.wanted import GONE, OWNERS, CompanyField, LikeField, OwnerField, WantedWords
from tickets.models import CustomField
from tickets.vocabulary import Channel
from tickets.workflow import Stage

_FIELDS = 5
"""So many fields of the firm's own narrow one list at most."""
_MOST = 200
"""So many colleagues are offered at once."""


class DeskFilter(Form):
    """Which tickets a colleague wants to see."""

    stage = forms.ChoiceField(choices=Stage.choices, required=False, error_messages={"invalid_choice": GONE})
    owner = OwnerField(label=_("Owner"))
    area = AreaChoice(label=_("Area"), required=False, empty_label=_("All areas"))
    channel = forms.ChoiceField(label=_("Channel"), choices=[("", _("All channels")), *Channel.choices], required=False)
    team = forms.ModelChoiceField(
        Team.objects.current(),
        label=_("Team"),
        required=False,
        empty_label=_("Every team’s"),
        error_messages={"invalid_choice": GONE},
    )
    company = CompanyField(label=_("Company"))
    relationship = forms.ChoiceField(
        label=_("Relationship"), choices=[("", _("Every relationship")), *Relationship.choices], required=False
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Every language")), *Language.choices], required=False
    )
    value = forms.DecimalField(
        label=_("Worth a month, at least"), min_value=0, max_digits=14, decimal_places=2, required=False, localize=True
    )
    answer = forms.ChoiceField(
        label=_("Answer"), choices=[("", _("Answered or not")), ("due", _("Waits for a word of ours"))], required=False
    )
    precedent = forms.ChoiceField(
        label=_("Precedent"),
        choices=[("", _("With and without")), ("yes", _("Has a precedent")), ("no", _("Has none"))],
        required=False,
    )
    like = LikeField(label=_("Like the ticket"), max_length=25)
    tag = TagField(label=_("Tag"), max_length=200)
    customer = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)
    q = WantedWords(label=_("Words"))

    CHIPS = ("owner", "area", "channel", "q")
    """What always stands above the list; everything else is asked for behind “More filters”."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """Every filter, and those fields of the firm's own that are asked for."""
        super().__init__(*args, **more)
        meant = list(_numbers(self.data).values())[:_FIELDS]
        self._ask(CustomField.objects.in_use().filter(pk__in=meant).drawn() if meant else [])

    def understood(self) -> Mapping[str, Any]:
        """What is asked for; refused field by field where that cannot be read."""
        if not self.is_valid():
            raise Invalid({name: " ".join(map(str, said)) for name, said in self.errors.items()})
        return self.cleaned_data

    def wide(self) -> "DeskFilter":
        """With every colleague to choose from, where all filters stand."""
        self.fields["owner"].widget.choices = [
            *OWNERS,
            *[(str(one.pk), one.name) for one in User.objects.working()[:_MOST]],
        ]
        self._ask(CustomField.objects.in_use().drawn())
        return self

    def _ask(self, fields: Iterable[CustomField]) -> None:
        for one in fields:
            self.fields.setdefault(f"field_{one.pk}", HeldField(one))


def fields_gone(names: Iterable[str], asked: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What filters by fields that are out of use, or never were, are called and ask for, by their names."""
    numbers = _numbers(names)
    known = {one.pk: one for one in CustomField.objects.filter(pk__in=numbers.values()).drawn()} if numbers else {}
    return {name: _as_it_was(known.get(number), str(asked[name])) for name, number in numbers.items()}


def _as_it_was(field: CustomField | None, said: str) -> tuple[str, str]:
    if field is None:
        return str(_("A field that is gone")), said
    held = HeldField(field)
    with suppress(ValidationError):
        said = str(held.clean(said) or said)
    return str(field), said


def _numbers(names: Iterable[str]) -> dict[str, int]:
    """Filters by fields of the firm's own → the number of each field."""
    said = {name: name.removeprefix("field_") for name in names if name.startswith("field_")}
    return {name: int(number) for name, number in said.items() if number.isdecimal() and len(number) < 18}
