"""What shape has what people keep beside an item?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backlog.models import Item
from capabilities.models import Capability
from common.forms import Files, Form, Line, Words
from common.refusals import Invalid


class BlockForm(Form):
    """For what it waits: another item, or a capability by its name."""

    blocker = Line(label=_("Waits for"), help_text=_("PB-88, or the name of a capability."))

    def named(self) -> dict[str, Any]:
        """As the verb wants it."""
        said = self.cleaned_data["blocker"]
        item = Item.objects.known_as(said.split(" ", 1)[0]) if said else None
        capability = None if item or not said else Capability.objects.filter(name__iexact=said).first()
        if said and item is None and capability is None:
            raise Invalid({"blocker": _("There is no item of this number and no capability of this name.")})
        return {"item_before": item, "capability": capability}


class CommentForm(Form):
    """A comment."""

    body = Words(label=_("Comment"), rows=2)


class FilesForm(Form):
    """Files to put beside it."""

    files = Files(label=_("Files"), required=False)  # type: ignore[assignment]  # taken out by the metaclass


class MetricForm(Form):
    """What its own metric was, and what it is on its day."""

    before = forms.DecimalField(label=_("Before the release"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    found = forms.DecimalField(label=_("On its day"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
