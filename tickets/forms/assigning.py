"""What shape has an assignment?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms import Form
from tickets.workflow import LISTENERS

_MOST = 500
"""So many colleagues are offered."""


class AssignmentForm(Form):
    """Who looks after it from now on; `seen`: who did when the form was drawn."""

    owner = forms.ModelChoiceField(
        User.objects.all(), label=_("Owner"), required=False, empty_label=_("Nobody"), to_field_name="pk"
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].widget.choices = offered_owners()

    def clean_seen(self) -> int | None:
        """The number of the colleague, or None for nobody."""
        said = self.cleaned_data["seen"]
        return int(said) if said.isdecimal() else None


def offered_owners() -> list[tuple[Any, Any]]:
    """Nobody, and whoever looks after tickets."""
    working = User.objects.working().filter(role__in=LISTENERS).values_list("pk", "name")[:_MOST]
    return [("", _("Nobody")), *working]
