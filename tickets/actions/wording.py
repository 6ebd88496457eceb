"""What is said to the customer when a decision follows an earlier one: its words, with this customer's name."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from customers.models import Customer
from tickets.models import Decision, Ticket
from tickets.vocabulary import Outcome

NAME = "{name}"
"""Stands for the customer's name in words for several."""
_HANGUL_NAME = re.compile(r"^[가-힣]{3,4}$")
_ADDRESS = r"(?=\s?(?:고객님|님|씨))"


def draft(decision: Decision, ticket: Ticket) -> str:
    """The precedent's words for this ticket's customer; neutral ones where those were meant for someone else only."""
    language = ticket.customer.language if ticket.customer else ticket.language
    words = pattern(decision) if _language_of(decision) == language else ""
    return addressed(words or neutral(decision, language), ticket.customer, language)


def pattern(decision: Decision) -> str:
    """The words of a decision with `{name}` for its customer's; nothing where they tell more about that customer."""
    customer, words = decision.ticket.customer, decision.message
    if customer is None:
        return "" if decision.ticket.reference in words else words
    for part in _calls(customer.name):
        words = re.sub(part, NAME, words)
    private = (customer.email, customer.phone, str(customer.company or ""), decision.ticket.reference)
    return "" if any(one and one in words for one in private) else words


def neutral(decision: Decision, language: str) -> str:
    """Words that fit everyone: thank, and say what was decided."""
    with override(language):
        if decision.outcome == Outcome.ACCEPTED:
            return _("Thank you for telling us, {name}. We heard the same from others, and we are going to change it.")
        return _(
            "Thank you for telling us, {name}. We looked at it closely, as we did for others who asked, and we"
            " cannot do it as things are. We keep what you told us and write to you when that changes."
        )


def addressed(words: str, customer: Customer | None, language: str = "") -> str:
    """The words with the customer's name where `{name}` stands."""
    if NAME not in words:
        return words
    with override(language or (customer.language if customer else None)):
        return words.replace(NAME, customer.name if customer else pgettext("instead of a name", "customer"))


def _language_of(decision: Decision) -> str:
    customer = decision.ticket.customer
    return customer.language if customer else decision.ticket.language


def _calls(name: str) -> list[str]:
    """How a person may be called, the longest first: the whole name, its parts, a Korean given name before 님."""
    if _HANGUL_NAME.match(name):
        return [re.escape(name), re.escape(name[1:]) + _ADDRESS]
    parts = sorted((part for part in name.split() if len(part) > 1), key=len, reverse=True)
    whole = r"\b" + re.escape(name) + r"\b"
    return [whole, *(r"\b" + re.escape(part) + r"\b" for part in parts)] if name.isascii() else [re.escape(name)]
