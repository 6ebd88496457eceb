"""What shape has input about a release?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from backlog.forms.items import ItemReference
from backlog.forms.lists import FILE_LIMIT, names_in
from backlog.models import Item
from common.forms import Form, Line, Words

WAYS = [
    ("everyone", _("Everyone")),
    ("share", _("A share of all customers")),
    ("companies", _("Companies")),
    ("customers", _("Customers by name")),
]


class ReleaseForm(Form):
    """What is to be shipped together, and by when."""

    name = Line(label=_("Name"))
    version = Line(label=_("Version"))
    planned_on = forms.DateField(
        label=_("Planned for"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class NotesForm(Form):
    """What is written about a release, in both languages."""

    notes_ko = Words(label=_("Notes in Korean"), rows=6)
    notes_en = Words(label=_("Notes in English"), rows=6)


class PutInForm(Form):
    """An item for a release."""

    item = ItemReference(label=_("Item"), help_text=_("For example PB-88."))

    def clean_item(self) -> Item:
        """One has to be named."""
        found: Item | None = self.cleaned_data["item"]
        if found is None:
            raise forms.ValidationError(_("Which item? For example PB-88."))
        return found


class ShipForm(Form):
    """With which version, and when the first customers got it."""

    version = Line(label=_("Version"))
    on = forms.DateField(
        label=_("Shipped on"),
        required=False,
        help_text=_("Empty: now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class OpenForm(Form):
    """Who gets a release, and when."""

    how = forms.ChoiceField(label=_("Who gets it?"), choices=WAYS, widget=forms.RadioSelect)
    percent = forms.IntegerField(
        label=_("Percent"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    on = forms.DateField(
        label=_("From this day on"),
        required=False,
        help_text=_("For a share, or for everyone. Empty: now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    names = Words(label=_("Names"), rows=3, help_text=_("Companies, or customers’ addresses; one on a line."))
    file = forms.FileField(
        label=_("List as CSV"),
        required=False,
        help_text=_("Addresses or numbers of customers, or names of companies; one on a line."),
    )

    def clean_file(self) -> list[str]:
        """The names in it."""
        file = self.cleaned_data["file"]
        people = self.cleaned_data.get("how") == "customers"
        return names_in(file.read(FILE_LIMIT + 1), people=people) if file else []

    @property
    def named(self) -> list[str]:
        """Everyone who was named, typed or in the file."""
        return [*self.cleaned_data["names"].splitlines(), *(self.cleaned_data.get("file") or [])]
