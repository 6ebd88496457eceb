"""What shape has an act with many tickets?"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import Form, Line, Words
from tickets.forms.areas import AreaChoice
from tickets.forms.assigning import offered_owners
from tickets.forms.marks import tags_in
from tickets.models import ProductArea
from tickets.vocabulary import AsideReason, Together


class ActForm(Form):
    """An act's one field."""

    act: ClassVar[str]
    drawn_by: ClassVar[str] = "components/_field.html"
    """The template of its field."""
    is_long: ClassVar[bool] = False
    """Whether what it says is too long for an address."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not self.is_bound:
            self.choice.field.widget.attrs["autofocus"] = True

    @property
    def choice(self) -> forms.BoundField:
        """The field that says what is done."""
        return next(field for field in self if field.name != "once")

    @property
    def value(self) -> Any:
        """What is done, as the act keeps it."""
        said = self.cleaned_data[self.choice.name]
        return said.pk if hasattr(said, "pk") else said


class AssignManyForm(ActForm):
    """Who looks after them from now on."""

    act = Together.ASSIGN

    owner = forms.ModelChoiceField(User.objects.all(), label=_("Owner"), required=False, empty_label=_("Nobody"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].widget.choices = offered_owners()

    @property
    def value(self) -> int | None:
        """The colleague's number."""
        return getattr(self.cleaned_data["owner"], "pk", None)


class TagManyForm(ActForm):
    """Tags to put on each, with commas between them."""

    act = Together.TAG

    names = Line(label=_("Tags"), max_length=1000)

    def clean_names(self) -> list[str]:
        """Each of them."""
        return tags_in(self.cleaned_data["names"]) or [""]


class FileManyForm(ActForm):
    """What they are about."""

    act = Together.FILE

    area = AreaChoice(
        ProductArea.objects.in_use().as_tree(), label=_("Product area"), required=False, empty_label=_("Not sure yet")
    )


class SetAsideManyForm(ActForm):
    """Why they are not complaints that we judge."""

    act = Together.SET_ASIDE

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[one for one in AsideReason.choices if one[0] != AsideReason.SENT_TWICE]
    )


class ReplyManyForm(ActForm):
    """What each of their customers is written."""

    act = Together.REPLY
    is_long = True
    drawn_by = "tickets/_reply_many_field.html"

    body = Words(
        label=_("Message"),
        rows=8,
        help_text=_(
            "{name}, {company}, {reference}, {area}, {understood} and {firm} are filled in for each; a paragraph whose"
            " word is not known is left out."
        ),
    )
