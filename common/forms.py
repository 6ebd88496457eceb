"""What shape has input? Spelling only; every rule is in the verb, so that both doors say the same."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import date_format
from django.utils.translation import pgettext

from common.text import NEEDED, UNCHOSEN


class Words(forms.CharField):
    """Text as it was typed: nothing trimmed, nothing refused here. Limits and emptiness are the verb's to judge."""

    def __init__(self, *, rows: int = 3, **more: Any) -> None:
        more.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, required=False, **more)
        self.validators = []


class Line(forms.CharField):
    """One line of text, trimmed; whether it is needed is the verb's to say."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)


class Amount(forms.DecimalField):
    """Money, which may be written "3,800"; how much is sensible is the verb's to say."""

    def __init__(self, *, max_digits: int = 30, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(localize=True, decimal_places=2, max_digits=max_digits, widget=widget, **more)


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """A list of files; each is judged by the verb."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """All of them, empty ones too."""
        if not data:
            return []
        return [file for file in (data if isinstance(data, Sequence) else [data]) if file]


class Keys(forms.Field):
    """The names of what was chosen before; whether it is there is the verb's to say."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.MultipleHiddenInput)

    def clean(self, value: Any) -> list[str]:
        """All of them."""
        return list(value or [])


def said(form: forms.Form) -> list[str]:
    """What was filled in, as people say it: "Area: Delivery"; what could not be read is left out."""
    if not form.is_valid():
        return []
    found = [(form[name], value) for name, value in form.cleaned_data.items() if name in form.fields]
    return [f"{field.label}: {_called(field, value)}" for field, value in found if field.data and not field.is_hidden]


def _called(field: forms.BoundField, value: Any) -> str:
    """A day as it is written, a choice as it is called, anything else as it was typed."""
    if isinstance(value, date):
        return date_format(value, pgettext("date format", "j M Y"))
    choices = getattr(field.field, "choices", None) or getattr(field.field.widget, "choices", None) or ()
    return str(next((label for key, label in choices if str(key) == str(field.data)), field.data))


class Form(forms.Form):
    """A form that speaks as we do. Its fields' ids carry its name, for several forms stand on one page."""

    def __init__(self, *args: Any, **more: Any) -> None:
        more.setdefault("auto_id", f"{type(self).__name__.removesuffix('Form').lower()}_%s")
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.error_messages["required"] = UNCHOSEN if isinstance(field, forms.ChoiceField) else NEEDED
