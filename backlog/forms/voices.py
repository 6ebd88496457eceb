"""What shape has input about voices: for which item, how important, which words; and where they go?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backlog.actions.promotion import NewItem
from backlog.forms.items import Importance, ItemReference
from backlog.models import Item
from common import text
from common.forms import Form, Line, Words
from common.references import number_of
from tickets.forms.together import ActForm
from tickets.models import Ticket
from tickets.vocabulary import Together


class AnItemForm(Form):
    """An item that is there, or a new one with its promise."""

    item = ItemReference(label=_("Existing item"), help_text=_("For example PB-88. Empty: a new item."))
    title = Line(label=_("Title of the new item"), max_length=200)
    problem = Words(label=_("The problem, in our words"), rows=2)
    promise = Words(label=_("From now on we …"), rows=2)

    def named(self) -> dict[str, Any]:
        """The item as the verbs want it; an existing one makes a new one needless."""
        said = self.cleaned_data
        new = NewItem(title=said["title"], problem=said["problem"], promise=said["promise"])
        is_new = not said["item"] and any((said["title"], said["problem"], said["promise"]))
        return {"item": said["item"], "new_item": new if is_new else None}


class VoiceForm(AnItemForm):
    """One more item for which a ticket speaks."""

    importance = Importance()
    highlight = Words(label=_("The words that matter"), rows=2)


def tickets_called(references: Iterable[object]) -> list[Ticket]:
    """The tickets of these references; what is none is passed over."""
    numbers = {number for said in references if (number := number_of(said, "CS")) is not None}
    return list(Ticket.objects.filter(pk__in=numbers).order_by("pk"))


class TicketsField(forms.Field):
    """The references of tickets, as many as were ticked."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[Ticket]:
        """The tickets; what is none is passed over, as somebody else may have moved it."""
        return tickets_called(value or [])


class MoveVoicesForm(AnItemForm):
    """Which voices go to which item."""

    tickets = TicketsField(label=_("Voices"), required=False)


class JoinForm(Form):
    """With which item?"""

    item = ItemReference(label=_("Which item stays?"), help_text=_("For example PB-88."))


class LinkManyForm(ActForm):
    """For which item do they speak from now on?"""

    act = Together.LINK
    drawn_by = "backlog/_choose_item.html"
    item = ItemReference(label=_("Item"))

    def clean_item(self) -> Item:
        """The item, which has to be named."""
        item: Item | None = self.cleaned_data["item"]
        if item is None:
            raise forms.ValidationError(text.NEEDED)
        return item
