"""Reply to many: one text, filled in for each customer."""

from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.actions.brand import our_brand
from accounts.models import User
from common import text
from common.refusals import Conflict, Invalid
from tickets.actions.drafting import language_of
from tickets.actions.freshness import unless_stale
from tickets.actions.writing import need_a_writer, reply, undo
from tickets.models import Message, Ticket
from tickets.wording.facts import complaint_about_facts, fill

KNOWN = ("name", "company", "reference", "area", "understood", "firm")
"""What can be filled in for any ticket; what only a decision knows is said by decisions."""


def need_words_to_fill_in(by: User, body: str) -> None:
    """Refuse what could be written to nobody: no words, too many, or a fact that is not known."""
    need_a_writer(by)
    text.need(body=body)
    if problem := complaint_about_facts(body, KNOWN, by_line=False):
        raise Invalid({"body": problem})


def words_for(ticket: Ticket, body: str) -> str:
    """The text with the facts of one ticket; a paragraph whose fact is not known is left out."""
    return fill(
        body,
        {
            "name": ticket.customer.name if ticket.customer else "",
            "company": str(ticket.customer.company or "") if ticket.customer else "",
            "reference": ticket.reference,
            "area": _area_of(ticket),
            "understood": ticket.listening.restatement.strip() if ticket.listening else "",
            "firm": SimpleLazyObject(our_brand),
        },
    )


def _area_of(ticket: Ticket) -> str:
    with translation.override(language_of(ticket)):
        return str(ticket.product_area or "")


def reply_to_one(ticket: Ticket, by: User, body: str, seen: int | None) -> int:
    """Write to one of many, unless somebody else spoke since; what one has begun to write there stays."""
    words = words_for(ticket, body)
    if nothing := nothing_to_say(words):
        raise Conflict(nothing)
    return unless_stale(
        ticket, by=by, seen=seen, act=lambda held: reply(held, by=by, body=words, is_one_of_many=True).pk
    )


def take_back(ticket: Ticket, by: User, _body: str, message: int) -> None:
    """Take back what was written to one of many, before it leaves."""
    undo(Message.objects.get(ticket=ticket, pk=message), by=by, is_one_of_many=True)


def nobody_to_write_to(ticket: Ticket) -> str:
    """Why nobody reads it; nothing where somebody does."""
    return _("Nobody can be written to: this complaint came without a name.") if ticket.is_anonymous else ""


def nothing_to_say(words: str) -> str:
    """Why nothing is left of the text; nothing where something is."""
    return _("Nothing is left to say: what each paragraph asks for is not known here.") if not words else ""
