"""How does a mail arrive? An administrator has one sent to themselves; to nobody else."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from common.clock import now
from common.locking import hold
from common.refusals import Conflict, Invalid, Sentence
from common.text import UNCHOSEN
from customers.models import Language
from journal.actions import record
from journal.models import Entry
from notifications.actions.mailing import tell_a_colleague
from notifications.events import TestMailAsked
from notifications.letters.examples import EXAMPLES
from notifications.models import Mail, MailKind

MOST_AN_HOUR = 20


@transaction.atomic
def send_a_test(*, by: User, kind: str, language: str) -> Mail:
    """Put an example of a customer's mail into the outbox, to the own address of whoever asks; twenty an hour."""
    need_admin(by)
    need_an_example(kind, language)
    hold(f"test mails of colleague {by.pk}")
    moment = now()
    lately = Entry.objects.filter(kind=TestMailAsked.__name__, at__gt=moment - timedelta(hours=1), actor=by)
    if lately[:MOST_AN_HOUR].count() >= MOST_AN_HOUR:
        raise Conflict(_("You had {n} test mails within the hour. Please wait a little.").format(n=MOST_AN_HOUR))
    entry = record(TestMailAsked(mail_kind=kind, language=language), about=by, by=by, at=moment)
    return tell_a_colleague(by, kind=MailKind.TEST, source=entry.pk)


def need_an_example(kind: str, language: str) -> None:
    """Refuse a kind or a language that we do not write in."""
    wrong: dict[str, Sentence] = {}
    if kind not in EXAMPLES:
        wrong["kind"] = UNCHOSEN
    if language not in Language.values:
        wrong["language"] = UNCHOSEN
    if wrong:
        raise Invalid(wrong)
