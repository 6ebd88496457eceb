"""What shape has what people keep beside an item?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backlog.forms.items import ItemReference
from capabilities.models import Capability
from common.forms import Files, Form, Words


class BlockForm(Form):
    """For what it waits: another item, or a capability that is still missing."""

    blocker = ItemReference(label=_("Waits for the item"), help_text=_("For example PB-88."))
    capability = forms.ModelChoiceField(
        Capability.objects.missing(),
        label=_("Waits for the capability"),
        required=False,
        empty_label=_("No capability"),
    )

    def named(self) -> dict[str, Any]:
        """As the verb wants it."""
        return {"item_before": self.cleaned_data["blocker"], "capability": self.cleaned_data["capability"]}


class CommentForm(Form):
    """A comment."""

    body = Words(label=_("Comment"), rows=2)


class FilesForm(Form):
    """Files to put beside it."""

    files = Files(label=_("Files"), required=False)


class MetricForm(Form):
    """What its own metric was, and what it is on its day."""

    before = forms.DecimalField(label=_("Before the release"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    found = forms.DecimalField(label=_("On its day"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
