"""What shape has the brand?"""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form, Line


class BrandForm(Form):
    """A name, in both languages where it differs, and a colour."""

    name = Line(label=_("Name"))
    name_ko = Line(label=_("Name in Korean"))
    accent = Line(
        label=_("Colour"),
        help_text=_("Of buttons, like #1a6b4f. Text on it is white or black, whichever reads better. Empty: ours."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "maxlength": "7"}),
    )
    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def look_again(self, now: dict[str, str]) -> None:
        """What is typed stays; what it is compared with when it is saved again is what stands there now."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": json.dumps(now)}

    def clean_seen(self) -> dict[str, str] | None:
        """What the page showed when it was drawn; nothing where that is not what we wrote."""
        seen = self.cleaned_data["seen"]
        return seen if isinstance(seen, dict) else None


class LogoForm(Form):
    """A picture."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        allow_empty_file=True,
        help_text=_("PNG or JPEG, at most 1 MB. It stands on white, also where a mail is read in the dark."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
