"""How does a form begin that somebody began already?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms


def begun_with(form: type[forms.BaseForm], called: str, begun: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What of a form was typed or chosen before, as its fields begin; nothing where it was not begun."""
    kept: dict[str, list[str]] = next((one["fields"] for one in begun if one["form"] == called), {})
    fields: Mapping[str, forms.Field] = form.base_fields  # type: ignore[attr-defined] # made by the metaclass
    return {name: _value(fields[name], values) for name, values in kept.items() if name in fields and values}


def _value(field: forms.Field, values: list[str]) -> Any:
    return values if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField) else values[-1]
