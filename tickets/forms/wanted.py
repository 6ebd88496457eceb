"""What shape has each filter of a list that is more than a choice? What it means is found; what is gone is said."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import text
from common.forms import Line
from common.words import ASKED_LIMIT
from customers.models import Company
from tickets.models import Ticket

GONE = _("This is not there any longer.")
OWNERS = [("", _("Everyone’s")), ("me", _("Mine")), ("nobody", _("Nobody’s"))]


class OwnerField(forms.Field):
    """Mine, nobody's, or a colleague's: by number or by e-mail address."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, widget=forms.Select(choices=OWNERS), **more)

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


class WantedWords(Line):
    """Words to look for. More than are looked for can be typed and pasted, so that it can be said."""

    def clean(self, value: Any) -> str:
        """The words; a sentence for too many."""
        said = str(super().clean(value))
        if len(said) > ASKED_LIMIT:
            raise ValidationError(text.too_long(len(said) - ASKED_LIMIT))
        return said
