"""What shape has a team?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import Form, Line

MOST_OFFERED = 500
"""So many colleagues are offered as members."""


class TeamForm(Form):
    """A name and who belongs to it."""

    name = Line(label=_("Name"))
    members = forms.ModelMultipleChoiceField(
        User.objects.all(), label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        said = self.initial.get("members", ())
        members = self.fields["members"]
        assert isinstance(members, forms.ModelMultipleChoiceField)
        offered = {one.pk: one.name for one in [*said, *User.objects.working()[:MOST_OFFERED]]}
        members.widget.choices = sorted(offered.items(), key=lambda one: (one[1].casefold(), one[0]))

    def clean_members(self) -> list[Any]:
        """A list, as the verb wants it."""
        return list(self.cleaned_data["members"])
