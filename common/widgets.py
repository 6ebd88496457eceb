"""How are fields drawn? In one go: Django's own templates include one for every attribute and every option."""

from collections.abc import Callable, Iterable
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Renderer(TemplatesSetting):
    """Draws the widgets of every form; those that it does not know are Django's to draw."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        """The widget as HTML."""
        draw = _DRAWN.get(template_name.removeprefix("django/forms/widgets/"))
        return draw(context["widget"]) if draw else SafeString(super().render(template_name, context, request))


def _input(widget: dict[str, Any]) -> SafeString:
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', value),
        _attributes(widget["attrs"]),
    )


def _textarea(widget: dict[str, Any]) -> SafeString:
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>',
        widget["name"],
        _attributes(widget["attrs"]),
        widget["value"] or "",
    )


def _select(widget: dict[str, Any]) -> SafeString:
    return format_html(
        '<select name="{}"{}>{}</select>',
        widget["name"],
        _attributes(widget["attrs"]),
        SafeString("".join(_group(name, options) for name, options, _number in widget["optgroups"])),
    )


def _group(name: str | None, options: Iterable[dict[str, Any]]) -> SafeString:
    drawn = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(option["value"]), _attributes(option["attrs"]), option["label"]) for option in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn


def _attributes(attributes: dict[str, Any]) -> SafeString:
    parts = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
        for name, value in attributes.items()
        if value is not False
    ]
    return SafeString("".join(parts))


_DRAWN: dict[str, Callable[[dict[str, Any]], SafeString]] = {
    **{
        f"{kind}.html": _input
        for kind in ("text", "email", "number", "password", "hidden", "date", "checkbox", "input")
    },
    "textarea.html": _textarea,
    "select.html": _select,
}
