"""What shape has input about a release?"""

import csv

from django import forms
from django.utils.translation import gettext_lazy as _

from backlog.forms.items import ItemReference
from backlog.models import Item
from common.forms import Form, Line, Words

WAYS = [
    ("everyone", _("Everyone")),
    ("share", _("A share of all customers")),
    ("companies", _("Companies")),
    ("customers", _("Customers by name")),
]
FILE_LIMIT = 5 * 1024 * 1024


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
        return names_in(file.read(FILE_LIMIT + 1)) if file else []

    @property
    def named(self) -> list[str]:
        """Everyone who was named, typed or in the file; a first line without address or number is its heading."""
        filed = self.cleaned_data.get("file") or []
        if self.cleaned_data["how"] == "customers" and filed and not _is_a_name(filed[0]):
            filed = filed[1:]
        return [*self.cleaned_data["names"].splitlines(), *filed]


def names_in(content: bytes) -> list[str]:
    """What each line of a CSV names: an address, else a number, else its first words."""
    if len(content) > FILE_LIMIT:
        raise forms.ValidationError(_("This file is larger than 5 MB."))
    try:
        lines = _decoded(content).splitlines()
        rows = [row for row in csv.reader(line.replace(";", ",").replace("\t", ",") for line in lines) if any(row)]
    except (UnicodeDecodeError, csv.Error):
        raise forms.ValidationError(_("We cannot read this file. Save it as CSV (UTF-8), please.")) from None
    return [_name_in(row) for row in rows]


def _decoded(content: bytes) -> str:
    """UTF-8, or what Korean spreadsheets write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp949")


def _name_in(row: list[str]) -> str:
    """The first address; without one the first number, for lines are often numbered; else what stands first."""
    cells = [cell.strip() for cell in row if cell.strip()]
    addresses, numbers = [c for c in cells if "@" in c], [c for c in cells if c.isdecimal()]
    return [*addresses, *numbers, *cells, ""][0]


def _is_a_name(cell: str) -> bool:
    return "@" in cell or cell.isdecimal()
