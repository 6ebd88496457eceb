"""Offer saved replies for a ticket: what they say to its customer, in their language, with the facts filled in."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from tickets.actions.drafting import facts_of, language_of
from tickets.actions.replying import KNOWN
from tickets.models import SavedReply, Ticket
from tickets.wording.facts import fill, left_out, unknown_facts

MOST = 8
"""So many are offered while one types."""


@dataclass(frozen=True)
class Offered:
    """A saved reply as it would be written on a ticket."""

    id: int
    name: str
    language: str
    text: str
    left_out: list[str]
    """The facts that are not known here: what needs them is left out."""

    @property
    def note(self) -> str:
        """What whoever uses it has to know; nothing for most."""
        if not self.left_out:
            return ""
        said = _("Left out, because it is not known here: {facts}.")
        return said.format(facts=", ".join(f"{{{name}}}" for name in self.left_out))


def offered(ticket: Ticket, *, by: User, words: str = "") -> list[Offered]:
    """The saved replies that a colleague finds with these words, those in the customer's language first."""
    language = language_of(ticket)
    found = list(SavedReply.objects.found_by(by).saying(words).order_by("name", "pk")[: 3 * MOST])
    found.sort(key=lambda reply: not getattr(reply, language).strip())
    known = {language: _facts(ticket, by, language) for language in {_spoken(r, language) for r in found[:MOST]}}
    return [_as_written(reply, _spoken(reply, language), known) for reply in found[:MOST]]


def offered_to_many(*, by: User, words: str = "") -> list[Offered]:
    """The saved replies that can be filled in for any ticket, in each language in which they speak.

    What only some tickets know, such as a promise, is not said to many. Who writes is the same for all.
    """
    found = SavedReply.objects.found_by(by).saying(words).order_by("name", "pk")[: 3 * MOST]
    spoken = [(reply, language) for reply in found for language in ("ko", "en") if getattr(reply, language).strip()]
    signed = [(reply, language, getattr(reply, language).replace("{agent}", by.name)) for reply, language in spoken]
    fit = [Offered(one.pk, one.name, language, text, []) for one, language, text in signed if _fits_many(text)]
    return fit[:MOST]


def _fits_many(text: str) -> bool:
    return not unknown_facts(text, KNOWN)


def _as_written(reply: SavedReply, language: str, known: dict[str, dict[str, object]]) -> Offered:
    words, facts = getattr(reply, language), known[language]
    return Offered(reply.pk, reply.name, language, fill(words, facts), left_out(words, facts))


def _spoken(reply: SavedReply, language: str) -> str:
    """The customer's language, or the only one in which it says something."""
    return language if getattr(reply, language).strip() else {"ko": "en", "en": "ko"}[language]


def _facts(ticket: Ticket, by: User, language: str) -> dict[str, object]:
    decision, customer = ticket.decision, ticket.customer
    item, promise = _item_of(ticket)
    with translation.override(language):
        known = facts_of(ticket, decision.waiting_for, decision.revisit_on) if decision else facts_of(ticket)
        area = str(ticket.product_area or "")
    company = str(customer.company or "") if customer else ""
    return known | {"company": company, "area": area, "item": item, "promise": promise, "agent": by.name}


def _item_of(ticket: Ticket) -> tuple[str, str]:
    """What is being built for it, and its promise; the room above owns the items, so they are reached by name only."""
    spoken = Ticket.objects.filter(pk=ticket.pk, voices__withdrawn_at=None, voices__isnull=False)
    found = spoken.values_list("voices__item__title", "voices__item__promise").order_by("-voices__id").first()
    return (found[0], found[1].strip()) if found else ("", "")
