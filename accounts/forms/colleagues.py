"""What shape has input about colleagues?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, Role
from common.forms import Form


class SetUpForm(Form):
    """The first administrator."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters."),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class ColleagueForm(SetUpForm):
    """Someone who shall work here."""

    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    language = forms.ChoiceField(label=_("Language"), choices=[("ko", "한국어"), ("en", "English")])


class ChangeForm(forms.Form):
    """Another role, or a closed door."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    is_active = forms.BooleanField(label=_("May sign in"), required=False)


class TokenForm(Form):
    """A key for a program."""

    name = forms.CharField(label=_("What is it for?"), max_length=80)
    scope = forms.ChoiceField(label=_("Scope"), choices=ApiToken.Scope.choices)
    days = forms.IntegerField(label=_("Days until it runs out"), min_value=1, max_value=3650, initial=90)


class PreferenceForm(forms.Form):
    """Language and theme; either may be missing."""

    language = forms.ChoiceField(choices=[("ko", "한국어"), ("en", "English")], required=False)
    theme = forms.ChoiceField(choices=[("light", "light"), ("dark", "dark"), ("auto", "auto")], required=False)
