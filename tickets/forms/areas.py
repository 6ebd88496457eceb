"""How is a product area chosen?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form, Line
from tickets.models import ProductArea
from tickets.queries import ProductAreaQuerySet


class AreaChoice(forms.ModelChoiceField):
    """A part of what we offer, with its parent before it."""

    def __init__(self, areas: ProductAreaQuerySet | None = None, **more: Any) -> None:
        super().__init__(ProductArea.objects.as_tree() if areas is None else areas, **more)

    def label_from_instance(self, obj: ProductArea) -> str:
        """Delivery · Dawn delivery."""
        return f"{obj.parent} · {obj}" if obj.parent else str(obj)


class PlaceForm(Form):
    """Of which area another one is a part."""

    parent = forms.ModelChoiceField(
        ProductArea.objects.in_use().filter(parent=None),
        label=_("Part of"),
        required=False,
        empty_label=_("Stands on its own"),
    )


class NewAreaForm(PlaceForm):
    """An area that there is not yet."""

    name = Line(label=_("Name"))
    name_ko = Line(label=_("Name in Korean"))
    field_order = ("name", "name_ko", "parent")
