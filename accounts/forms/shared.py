"""What shape has what one keeps for oneself, a team or everyone?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Audience, Team, User
from common.forms import Form, Line


class SharedForm(Form):
    """A name, who finds it, and which version one saw; admins may give it to any team, others to their own."""

    name = Line(label=_("Name"))
    audience = forms.ChoiceField(label=_("Who finds it"), choices=Audience.choices, initial=Audience.PRIVATE)
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), required=False, empty_label=_("No team"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        team = self.fields["team"]
        assert isinstance(team, forms.ModelChoiceField)
        team.queryset = Team.objects.current() if user.role == "admin" else Team.objects.of(user)
