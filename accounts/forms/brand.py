"""What shape has the brand?"""

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
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def look_again(self, version: int) -> None:
        """What is typed stays; saved again, it is compared with what stands there now."""
        self.data = {name: self.data[name] for name in self.data} | {"version": version}


class LogoForm(Form):
    """A picture."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        allow_empty_file=True,
        help_text=_("PNG or JPEG, at most 1 MB. It stands on white, also where a mail is read in the dark."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
