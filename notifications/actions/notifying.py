"""The mail about a notice: at once, but what happens meanwhile goes with it; never in somebody's quiet hours."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from notifications.actions.choosing import rhythm_of
from notifications.actions.mailing import tell_a_colleague
from notifications.models import Mail, MailKind, News
from notifications.vocabulary import NewsKind

_OWN_LETTER = {
    NewsKind.CAME_BACK: MailKind.CAME_BACK,
    NewsKind.IS_THERE: MailKind.IS_THERE,
    NewsKind.STOPPED: MailKind.STOPPED,
}
"""What is said in a letter of its own."""


def mail_it(news: News, *, to: User) -> Mail:
    """Put it into the mail that still waits about the same thing, or into one of its own."""
    mail = _waiting(news) or _new(news, to)
    news.mail = mail
    news.save(update_fields=["mail"])
    return mail


def _waiting(news: News) -> Mail | None:
    """A mail that nobody has begun to send: what is added to it before that goes with it."""
    if news.kind in _OWN_LETTER:
        return None
    mine = Mail.objects.unsent().filter(kind=MailKind.NOTICE, news__notice=news.notice_id, attempts=0)
    return mine.select_for_update(of=("self",), no_key=True, skip_locked=True).first()


def _new(news: News, to: User) -> Mail:
    moment = timezone.now()
    due = rhythm_of(to).after_the_quiet(max(moment, _pause_ends(news)))
    kind = _OWN_LETTER.get(NewsKind(news.kind), MailKind.NOTICE)
    source = news.source if kind != MailKind.NOTICE else news.pk
    return tell_a_colleague(to, kind=kind, source=source, not_before=due)


def _pause_ends(news: News) -> datetime:
    """Ten events within minutes are two mails: the first at once, the rest together when the pause is over."""
    last = Mail.objects.filter(kind=MailKind.NOTICE, news__notice=news.notice_id).order_by("-made_at").first()
    pause = timedelta(seconds=settings.NOTICE_PAUSE_SECONDS)
    return max(last.due_at, last.made_at) + pause if last else timezone.now()
