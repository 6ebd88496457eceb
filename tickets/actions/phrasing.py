"""Find wording that excuses or blames, and change the list of phrases."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from common import text
from common.clock import now
from common.refusals import Conflict, Invalid, gather
from customers.models import Language
from journal.actions import record
from tickets.events import PhraseForgotten, PhraseTaught
from tickets.models import Phrase
from tickets.wording.hints import Hint, composed, find
from tickets.wording.phrases import PHRASES

PHRASE_LIMIT, SUGGESTION_LIMIT = 80, 300
READ = 20_000
"""So many characters of a text are looked at: more than anyone writes to a customer by hand."""


def hints_in(words: str, language: str) -> list[Hint]:
    """The phrases of a text that excuse or blame, with a suggestion each; they point into the composed text."""
    return find(composed(words)[:READ], watched(language)) if words.strip() else []


def watched(language: str) -> dict[str, str]:
    """Phrase → suggestion: the house's own list with what an administrator changed."""
    phrases = {phrase.lower(): (phrase, suggestion) for phrase, suggestion in PHRASES.get(language, {}).items()}
    for phrase, suggestion, is_watched in Phrase.objects.filter(language=language).values_list(
        "phrase", "suggestion", "is_watched"
    ):
        phrases.pop(phrase.lower(), None)
        if is_watched:
            phrases[phrase.lower()] = (phrase, suggestion)
    return dict(phrases.values())


@transaction.atomic
def teach(*, by: User, language: str, phrase: str, suggestion: str) -> Phrase:
    """Be wary of a phrase, and say what might be said instead; a known phrase gets the new suggestion."""
    need_admin(by)
    phrase = composed(" ".join(phrase.split()))
    gather(
        lambda: _need_a_language(language),
        lambda: text.need(phrase=phrase, suggestion=suggestion),
        lambda: text.allow(PHRASE_LIMIT, phrase=phrase),
        lambda: text.allow(SUGGESTION_LIMIT, suggestion=suggestion),
    )
    kept = _keep(by, language, phrase, suggestion=suggestion.strip(), is_watched=True)
    record(PhraseTaught(phrase=phrase, language=language), about=kept, by=by)
    return kept


@transaction.atomic
def forget(*, by: User, language: str, phrase: str) -> Phrase:
    """Be no longer wary of a phrase."""
    need_admin(by)
    _need_a_language(language)
    known = {each.lower(): (each, suggestion) for each, suggestion in watched(language).items()}
    if phrase.strip().lower() not in known:
        raise Conflict(_("This phrase is not on the list any more."))
    name, suggestion = known[phrase.strip().lower()]
    kept = _keep(by, language, name, suggestion=suggestion, is_watched=False)
    record(PhraseForgotten(phrase=name, language=language), about=kept, by=by)
    return kept


def _keep(by: User, language: str, phrase: str, *, suggestion: str, is_watched: bool) -> Phrase:
    said = {"suggestion": suggestion, "is_watched": is_watched, "by": by, "at": now()}
    kept, _is_new = Phrase.objects.update_or_create(
        language=language, phrase__iexact=phrase, defaults=said, create_defaults=said | {"phrase": phrase}
    )
    return kept


def _need_a_language(language: str) -> None:
    if language not in Language.values:
        raise Invalid({"language": text.NEEDED})
