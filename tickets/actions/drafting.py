"""Begin a message with a draft, its facts filled in; and what an administrator can do about drafts."""

from datetime import date

from django.db import transaction
from django.utils import formats, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.actions import digest, need_admin
from accounts.actions.brand import our_brand
from accounts.models import User
from capabilities.models import Capability
from common import text
from common.clock import now
from common.refusals import Conflict, Invalid, Sentence
from customers.models import Language
from journal.actions import record
from tickets.events import DraftRestored, DraftRewritten
from tickets.models import Draft, Ticket
from tickets.vocabulary import DraftKind
from tickets.wording.drafts import DRAFTS
from tickets.wording.facts import FACTS, complaint_about_facts, fill

DRAFT_LIMIT = 5_000
"""Characters of a draft: a long letter."""


def draft(
    ticket: Ticket,
    kind: str,
    *,
    promise: str = "",
    waiting_for: Capability | None = None,
    revisit_on: date | None = None,
) -> str:
    """The message with which we begin, in the customer's language; what is not known yet is left out."""
    language = language_of(ticket)
    with translation.override(language):
        facts = facts_of(ticket, waiting_for, revisit_on) | {"promise": promise.strip()}
        return fill(_templates_for(ticket, language)[kind], facts)


def facts_of(
    ticket: Ticket, waiting_for: Capability | None = None, revisit_on: date | None = None
) -> dict[str, object]:
    """What every message about a ticket may ask for, in the language that is spoken now."""
    return {
        "name": ticket.customer.name if ticket.customer else "",
        "reference": ticket.reference,
        "understood": ticket.listening.restatement.strip() if ticket.listening else "",
        "capability": waiting_for.name if waiting_for else "",
        "date": formats.date_format(revisit_on, "DATE_FORMAT") if revisit_on else "",
        "firm": SimpleLazyObject(our_brand),
    }


def templates(language: str) -> dict[str, str]:
    """The draft of every kind in a language: an administrator's words, else the house's own."""
    own = Draft.objects.filter(language=language).values_list("kind", "body")
    return DRAFTS[language] | dict(own)


def language_of(ticket: Ticket) -> str:
    """The language in which the customer is written to."""
    return ticket.customer.language if ticket.customer else ticket.language


def may_be_replaced(message: str, mark: str) -> bool:
    """Whether nobody typed anything: the message is empty, or the draft that `mark_of` marked."""
    return text.is_empty(message) or mark_of(message) == mark


def mark_of(message: str) -> str:
    """A mark by which a draft is known again, however a browser ends its lines."""
    return digest(" ".join(message.split()))


@transaction.atomic
def rewrite(*, by: User, kind: str, language: str, body: str) -> Draft:
    """Let messages of this kind begin with the firm's own words."""
    need_admin(by)
    _need_a_known_draft(kind, language)
    _need_words_with_known_facts(body)
    said = {"body": body, "by": by, "at": now()}
    own, _is_new = Draft.objects.update_or_create(kind=kind, language=language, defaults=said)
    record(DraftRewritten(draft=kind, language=language), about=own, by=by)
    return own


@transaction.atomic
def restore(*, by: User, kind: str, language: str) -> None:
    """Let messages of this kind begin with the house's own words again."""
    need_admin(by)
    _need_a_known_draft(kind, language)
    own = Draft.objects.select_for_update().filter(kind=kind, language=language).first()
    if own is None:
        raise Conflict(_("This draft is the one that came with the product already."))
    record(DraftRestored(draft=kind, language=language), about=own, by=by)
    own.delete()


def _templates_for(ticket: Ticket, language: str) -> dict[str, str]:
    """The templates that a ticket's page brought along in its own query, or those of the language."""
    brought: list[dict[str, str]] | None = getattr(ticket, "own_drafts", None)
    if brought is None:
        return templates(language)
    return DRAFTS[language] | {own["kind"]: own["body"] for own in brought if own["language"] == language}


def _need_a_known_draft(kind: str, language: str) -> None:
    wrong: dict[str, Sentence] = {}
    if kind not in DraftKind.values:
        wrong["kind"] = _("There is no draft of this kind.")
    if language not in Language.values:
        wrong["language"] = text.NEEDED
    if wrong:
        raise Invalid(wrong)


def _need_words_with_known_facts(body: str) -> None:
    if problem := text.complaint_about(body, limit=DRAFT_LIMIT) or complaint_about_facts(body, FACTS):
        raise Invalid({"body": problem})
