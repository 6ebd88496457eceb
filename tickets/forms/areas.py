"""How is a product area chosen?"""

from typing import Any

from django import forms

from tickets.models import ProductArea


class AreaChoice(forms.ModelChoiceField):
    """A part of what we offer, with its parent before it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(ProductArea.objects.as_tree(), **more)

    def label_from_instance(self, obj: ProductArea) -> str:
        """Delivery · Dawn delivery."""
        return f"{obj.parent} · {obj}" if obj.parent else str(obj)
