"""What a template adds to a bound field: where its draft is kept, what its widget is told."""

from django import template
from django.forms import BaseForm, BoundField

register = template.Library()
_TYPED = {"text", "textarea", "email"}


@register.filter
def drafted(field: BoundField, key: str) -> BoundField:
    """The field, whose words the browser keeps under this key and the field's id until they are sent."""
    field.field.widget.attrs["data-draft"] = f"{key}-{field.auto_id}"
    return field


@register.filter
def begun(field: BoundField) -> BoundField:
    """The field, which begins with words of ours: they give way to what a person typed and did not send yet."""
    if not field.form.is_bound and field.value():
        field.field.widget.attrs["data-prefilled"] = ""
    return field


@register.filter
def keyed(field: BoundField, key: str) -> BoundField:
    """The field, to which this single key leads."""
    field.field.widget.attrs["data-key"] = key
    return field


@register.filter
def hinted(field: BoundField, words: str) -> BoundField:
    """The field, with an example inside while it is empty."""
    field.field.widget.attrs["placeholder"] = words
    return field


@register.filter
def offering(field: BoundField, datalist: str) -> BoundField:
    """The field, which offers the options of a `<datalist>`."""
    field.field.widget.attrs |= {"list": datalist, "autocomplete": "off"}
    return field


@register.filter
def looking_up(field: BoundField, listbox: str) -> BoundField:
    """The field, whose words are looked up while one types: what is found stands in this list."""
    field.field.widget.attrs |= {"data-look-up": listbox, "autocomplete": "off"}
    return field


@register.filter
def suggesting(field: BoundField, listbox: str) -> BoundField:
    """The text area, which offers in this list what one may want to write next: colleagues after an `@`."""
    field.field.widget.attrs |= {
        "data-suggest": "",
        "aria-autocomplete": "list",
        "aria-controls": listbox,
        "autocomplete": "off",
    }
    return field


@register.filter
def focused(field: BoundField) -> BoundField:
    """The field in which one begins."""
    field.field.widget.attrs["autofocus"] = True
    return field


@register.simple_tag
def focus_on_what_is_wrong(form: BaseForm) -> str:
    """Let a page that shows a refused form begin at the first field that has to be put right."""
    wrong = next((field for field in form if field.errors and not field.is_hidden), None)
    if wrong is not None:
        focused(wrong)
    return ""


@register.filter
def is_typed(field: BoundField) -> bool:
    """Whether words were typed into it, which must not get lost."""
    return field.widget_type in _TYPED and not field.is_hidden and bool(str(field.value() or "").strip())
