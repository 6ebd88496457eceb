"""What do mails to customers say around what we wrote ourselves? The house's words, where an administrator chose no others."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from common.refusals import Sentence
from notifications.models import MailKind, MailPart, MailWords
from tickets.wording.facts import fill

SEVERAL = "several"
"""What was held over a day's cap, in one mail."""
_P, _K = MailPart, MailKind
_HELLO: dict[str, Sentence] = {_P.GREETING: _("Hello {name},")}
_LINK: dict[str, Sentence] = {
    _P.BUTTON: _("Open your page"),
    _P.NOTE: _("Whoever has this link can see your page. It closes after 90 days."),
}
_ON_YOUR_PAGE: dict[str, Sentence] = {
    _P.CLOSING: _("On your page you see where it stands, and can add something:"),
    **_LINK,
}
OURS: dict[str, dict[str, Sentence]] = {
    _K.RECEIVED: {
        _P.SUBJECT: _("We received what you told us"),
        **_HELLO,
        _P.OPENING: _(
            "Thank you for telling us. What you wrote has arrived, and a person reads it. Then we tell you what we "
            "understood, so that you can say whether we heard you right."
        ),
        **_ON_YOUR_PAGE,
    },
    _K.HEARD: {
        _P.SUBJECT: _("This is what we understood"),
        **_HELLO,
        _P.OPENING: _("Thank you for telling us. We have listened, and this is what we understood:"),
        _P.CLOSING: _("Did we hear you right?"),
        _P.YES: _("Yes"),
        _P.NOT_QUITE: _("Not quite"),
        **_LINK,
    },
    _K.REPLY: {
        _P.SUBJECT: _("An answer to what you told us"),
        **_HELLO,
        _P.OPENING: _("Thank you for your patience. This is our answer:"),
        **_ON_YOUR_PAGE,
    },
    _K.ACCEPTED: {
        _P.SUBJECT: _("We will change what you told us about"),
        **_HELLO,
        _P.OPENING: _("Thank you for telling us. We will change what you told us about."),
        **_ON_YOUR_PAGE,
    },
    _K.DECLINED: {
        _P.SUBJECT: _("What we decided about what you told us"),
        **_HELLO,
        _P.OPENING: _(
            "Thank you for telling us. We looked at it closely, and want to tell you plainly what we decided and why."
        ),
        **_ON_YOUR_PAGE,
        _P.NOT_YET: _(
            "We keep what you told us. As soon as we can do it, we look at it again and write to you. On your page you "
            "see where it stands:"
        ),
    },
    _K.LOOKING_AGAIN: {
        _P.SUBJECT: _("We are looking again at what you told us"),
        **_HELLO,
        _P.OPENING: _("We have news about what you told us."),
        **_ON_YOUR_PAGE,
    },
    _K.BEING_BUILT: {
        _P.SUBJECT: _("We have begun to build what you asked for"),
        **_HELLO,
        _P.OPENING: _("We have begun to build what we promised you. When it is there, we write to you again."),
        **_ON_YOUR_PAGE,
    },
    _K.SHIPPED: {
        _P.SUBJECT: _("What we promised you is there"),
        **_HELLO,
        _P.OPENING: _("You told us what was wrong, and we promised to change it. It is done."),
        _P.CLOSING: _("Does it help? If something is still not right, tell us on your page:"),
        **_LINK,
    },
    SEVERAL: {
        _P.SUBJECT: _("{n} answers from us"),
        **_HELLO,
        _P.OPENING: _("Several things came together, so we write to you once."),
        _P.NOTE: _("Whoever has such a link can see your page. It closes after 90 days."),
    },
}
_WITH_PROMISE = {_K.ACCEPTED, _K.BEING_BUILT}
_PLAIN = {_P.BUTTON, _P.YES, _P.NOT_QUITE, _P.NOTE}
"""What must be there whatever is known: only the firm's name is filled in."""


@dataclass(frozen=True)
class Sentences:
    """The parts of one mail, filled in."""

    subject: str
    greeting: str
    opening: str
    closing: str
    button: str
    yes: str
    not_quite: str
    note: str


def facts_for(kind: str, part: str) -> tuple[str, ...]:
    """What a part may ask for. What shipped is told to many in the words of one draft, and a heading names no promise."""
    if (kind, part) == (_K.SHIPPED, _P.OPENING):
        return ("firm",)
    if part in _PLAIN:
        return ("firm",)
    if kind == SEVERAL:
        return ("name", "firm", "n") if part == _P.SUBJECT else ("name", "firm")
    known = ("name", "reference", "firm")
    return (*known, "promise") if kind in _WITH_PROMISE and part != _P.SUBJECT else known


def ours(kind: str, language: str) -> dict[str, str]:
    """The parts of a mail as they came with the product."""
    with translation.override(language):
        return {str(part): str(said) for part, said in OURS[kind].items()}


def parts(kind: str, language: str) -> dict[str, str]:
    """The parts of a mail as they hold now, with the names of their facts."""
    own = MailWords.objects.filter(kind=kind, language=language).values_list("part", "body")
    return ours(kind, language) | dict(own)


def sentences(kind: str, language: str, facts: Mapping[str, object], *, is_not_yet: bool = False) -> Sentences:
    """The parts of a mail with its facts; a paragraph whose fact is missing is left out, a heading is ours then."""
    said = {part: fill(words, facts) for part, words in parts(kind, language).items()}
    subject = said[_P.SUBJECT] or fill(ours(kind, language)[_P.SUBJECT], facts)
    closing = said.get(_P.NOT_YET if is_not_yet else _P.CLOSING, "")
    plain = (said.get(part, "") for part in (_P.BUTTON, _P.YES, _P.NOT_QUITE, _P.NOTE))
    return Sentences(subject, said[_P.GREETING], said[_P.OPENING], closing, *plain)
