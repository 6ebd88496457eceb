"""What can be asked of the desk? Every filter, at either door; what cannot be read is passed over, and said."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from common.forms import Form, Line
from customers.models import Company, Language, Relationship
from tickets.forms.areas import AreaChoice
from tickets.forms.marks import HeldField, TagField
from tickets.models import CustomField, Ticket
from tickets.vocabulary import Channel
from tickets.workflow import Stage

GONE = _("This is not there any longer.")
_OWNERS = [("", _("Everyone’s")), ("me", _("Mine")), ("nobody", _("Nobody’s"))]
_FIELDS = 5
"""So many fields of the firm's own narrow one list at most."""
_MOST = 200
"""So many colleagues are offered at once."""


class OwnerField(forms.Field):
    """Mine, nobody's, or a colleague's: by number or by e-mail address."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, widget=forms.Select(choices=_OWNERS), **more)

    def to_python(self, value: Any) -> Any:
        """`me`, `nobody`, or the colleague."""
        said = str(value or "").strip()
        if said in {"", "me", "nobody"}:
            return said
        meant = Q(pk=int(said)) if said.isdecimal() and len(said) < 18 else Q(email__iexact=said.replace("\x00", ""))
        found = User.objects.filter(meant).first()
        if found is None:
            raise ValidationError(GONE)
        self.widget.choices = [*self.widget.choices, (said, found.name)]
        return found


class LikeField(Line):
    """A ticket of which others are asked that are like it: CS-12."""

    def clean(self, value: Any) -> Ticket | None:
        """The ticket."""
        said = str(super().clean(value))
        found = Ticket.objects.known_as(said) if said else None
        if said and found is None:
            raise ValidationError(GONE)
        return found


class CompanyField(Line):
    """A company by the beginning of its name."""

    def clean(self, value: Any) -> Any:
        """The numbers of those that are meant: the one of this very name, else all that begin so."""
        said = str(super().clean(value)).replace("\x00", "").strip()[:160]
        if not said:
            return []
        for named in (Company.objects.filter(name__iexact=said), Company.objects.filter(name__istartswith=said)):
            if found := named.numbers():
                return found
        raise ValidationError(_("No company is called that."))


class DeskFilter(Form):
    """Which tickets a colleague wants to see."""

    stage = forms.ChoiceField(choices=Stage.choices, required=False)
    owner = OwnerField(label=_("Owner"))
    area = AreaChoice(label=_("Area"), required=False, empty_label=_("All areas"))
    channel = forms.ChoiceField(label=_("Channel"), choices=[("", _("All channels")), *Channel.choices], required=False)
    team = forms.ModelChoiceField(
        Team.objects.current(), label=_("Team"), required=False, empty_label=_("Every team’s")
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
    q = Line(label=_("Words"), max_length=200)

    CHIPS = ("owner", "area", "channel", "q")
    """What always stands above the list; everything else is asked for behind “More filters”."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """Every filter, and those fields of the firm's own that are asked for."""
        super().__init__(*args, **more)
        numbers = [name.removeprefix("field_") for name in self.data if name.startswith("field_")][:_FIELDS]
        meant = [int(number) for number in numbers if number.isdecimal() and len(number) < 18]
        self._ask(CustomField.objects.in_use().filter(pk__in=meant).drawn() if meant else [])

    def wide(self) -> "DeskFilter":
        """With every colleague to choose from, where all filters stand."""
        self.fields["owner"].widget.choices = [
            *_OWNERS,
            *[(str(one.pk), one.name) for one in User.objects.working()[:_MOST]],
        ]
        self._ask(CustomField.objects.in_use().drawn())
        return self

    def _ask(self, fields: Iterable[CustomField]) -> None:
        for one in fields:
            self.fields.setdefault(f"field_{one.pk}", HeldField(one))
