"""What may a text be? Limits and the sentences that say so, one place for both doors."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Invalid, Sentence

WORDS_LIMIT = 100_000
"""Characters of one text a person may send: the longest real e-mail, and more."""

NEEDED = gettext_lazy("This field is needed.")
UNCHOSEN = gettext_lazy("Please choose one.")
BROKEN = gettext_lazy("Some characters arrived broken. Please type or paste them again.")

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u3164"


def too_long(over: int) -> str:
    """The sentence for a text that is `over` characters too long."""
    return _("That is too long: {n} characters over.").format(n=f"{over:,}")


def is_empty(text: str) -> bool:
    """Nothing that a reader could see: spaces, line ends and characters without a shape only."""
    return not text.translate(dict.fromkeys(map(ord, _INVISIBLE))).strip()


def language_of(text: str) -> str:
    """In which of our two languages a text is written: Korean, where it has a syllable of it."""
    return "ko" if any("가" <= character <= "힣" for character in text) else "en"


def complaint_about(text: str, *, limit: int = WORDS_LIMIT) -> Sentence | None:
    """What is wrong with a needed text, or None."""
    return NEEDED if is_empty(text) else _broken_or_too_long(text, limit)


def need(**texts: str) -> None:
    """Refuse, field by field, needed texts that are empty, broken or too long."""
    wrong = {name: sentence for name, text in texts.items() if (sentence := complaint_about(text))}
    if wrong:
        raise Invalid(wrong)


def allow(limit: int = WORDS_LIMIT, **texts: str) -> None:
    """Refuse, field by field, optional texts that are broken or too long."""
    wrong = {name: sentence for name, text in texts.items() if (sentence := _broken_or_too_long(text, limit))}
    if wrong:
        raise Invalid(wrong)


def _broken_or_too_long(text: str, limit: int) -> Sentence | None:
    if "\x00" in text or "\ufffd" in text or any("\ud800" <= character <= "\udfff" for character in text):
        return BROKEN
    if len(text) > limit:
        return too_long(len(text) - limit)
    return None
