"""What shape has a saved view?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Audience, Place, Team, User
from common.forms import Form, Line


class ViewForm(Form):
    """A name, and who finds the list under it as it is filtered now."""

    place = forms.ChoiceField(choices=Place.choices, widget=forms.HiddenInput)
    query = forms.CharField(widget=forms.HiddenInput, required=False)
    name = Line(label=_("Name"))
    audience = forms.ChoiceField(label=_("Who finds it"), choices=Audience.choices, initial=Audience.PRIVATE)
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), required=False, empty_label=_("No team"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        team = self.fields["team"]
        assert isinstance(team, forms.ModelChoiceField)
        team.queryset = Team.objects.current() if user.role == "admin" else Team.objects.of(user)
