"""Say the mails to customers in the firm's own words, or in the house's again; and choose how many may go in a day."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from common import text
from common.clock import now
from common.locking import hold
from common.refusals import Conflict, Invalid, Sentence
from journal.actions import record
from notifications.actions.capping import most_a_day
from notifications.actions.testing import need_an_example
from notifications.events import MailCapChanged, MailReworded, MailWordsRestored
from notifications.letters.sentences import facts_for, ours, parts
from notifications.models import Mail, MailCap, MailPart, MailWords
from tickets.wording.facts import complaint_about_facts

_BUTTONS = (MailPart.BUTTON, MailPart.YES, MailPart.NOT_QUITE)
LIMITS = {MailPart.SUBJECT: 120, MailPart.GREETING: 120, MailPart.NOTE: 200, **dict.fromkeys(_BUTTONS, 40)}
"""Parts that are a line, and how long they may be."""
LIMIT, MOST = 2_000, 100
_WORDS = "words of mails to customers"
"""Whoever changes them holds this agreement, so that a part is written once."""


@transaction.atomic
def reword_mail(
    *, by: User, kind: str, language: str, words: Mapping[str, str], seen: Mapping[str, str] | None = None
) -> list[MailWords]:
    """Let the mails of a kind say this, part by part; what is as the house says it stays the house's.

    What was left as it was `seen` is left as it is now. Refused when someone else changed the same part since then.
    """
    need_admin(by)
    need_an_example(kind, language)
    house = ours(kind, language)
    said = {part: body.replace("\r\n", "\n").strip() for part, body in words.items()}
    wrong = {part: problem for part, body in said.items() if (problem := _problem(kind, part, body, house))}
    if wrong:
        raise Invalid(wrong)
    hold(_WORDS)
    own = {row.part: row for row in MailWords.objects.filter(kind=kind, language=language)}
    held = house | {part: row.body for part, row in own.items()}
    changed = _changed(said, held, seen)
    rows = [
        _put(own.get(part) or MailWords(kind=kind, language=language, part=part), said[part], by) for part in changed
    ]
    if rows:
        record(MailReworded(mail_kind=kind, language=language, parts=changed), about=rows[0], by=by)
    for row in rows:
        if row.body == house[row.part]:
            row.delete()
    return rows


@transaction.atomic
def restore_mail(*, by: User, kind: str, language: str, seen: Mapping[str, str] | None = None) -> None:
    """Let the mails of a kind say what came with the product again, in all their parts, if they still are as `seen`."""
    need_admin(by)
    need_an_example(kind, language)
    hold(_WORDS)
    own = list(MailWords.objects.filter(kind=kind, language=language).order_by("pk"))
    if seen is not None and dict(seen) != parts(kind, language):
        raise Conflict(_("Someone else changed this mail meanwhile. Look at it again before you take its words back."))
    if not own:
        raise Conflict(_("This mail says what came with the product already."))
    record(MailWordsRestored(mail_kind=kind, language=language), about=own[0], by=by)
    for row in own:
        row.delete()


@transaction.atomic
def change_cap(*, by: User, most: int, seen: int | None = None) -> MailCap:
    """Let one customer get at most so many mails of ours in a day; what is above goes in one the next morning.

    0: any number, and what was held goes now, in one mail for each customer. Refused when someone else chose another
    number since it was `seen`.
    """
    need_admin(by)
    if not 0 <= most <= MOST:
        raise Invalid({"most": _("From 0 (any number) to {most}.").format(most=MOST)})
    hold(_WORDS)
    before = most_a_day()
    if seen is not None and before not in {seen, most}:
        said = _("Someone else changed this meanwhile: it is {most} a day now (0: any number).")
        raise Conflict(said.format(most=before))
    cap, _is_new = MailCap.objects.update_or_create(pk=1, defaults={"most_a_day": most, "by": by, "at": now()})
    if not most:
        Mail.objects.held().update(held_until=cap.at, due_at=cap.at)
    record(MailCapChanged(most=most, before=before), about=cap, by=by)
    return cap


def _changed(said: Mapping[str, str], held: Mapping[str, str], seen: Mapping[str, str] | None) -> list[str]:
    """The parts that are to be said otherwise; nobody's words are written over unseen."""
    changed = [part for part, body in said.items() if body != held[part] and (not seen or body != seen.get(part))]
    if seen is not None and (both := [part for part in changed if held[part] != seen.get(part)]):
        names = ", ".join(str(MailPart(part).label) for part in both)
        raise Conflict(_("Someone else changed this meanwhile: {parts}.").format(parts=names))
    return changed


def _put(row: MailWords, body: str, by: User) -> MailWords:
    row.body, row.by, row.at = body, by, now()
    row.save()
    return row


def _problem(kind: str, part: str, body: str, house: Mapping[str, str]) -> Sentence | None:
    """Why a part cannot be said so, or None; what it asks for in vain is named with its line."""
    if part not in house:
        return _("This mail has no such part.")
    if problem := text.complaint_about(body, limit=LIMITS.get(MailPart(part), LIMIT)):
        return problem
    if part in LIMITS and not body.isprintable():
        return _("One line only.")
    return complaint_about_facts(body, facts_for(kind, part))
