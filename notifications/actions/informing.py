"""Let colleagues know: each once, never of their own deed, over the channels that each of them chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from common.locking import hold
from notifications.actions import vapid
from notifications.actions.choosing import ways_to
from notifications.actions.counting import changed_on_commit
from notifications.actions.notifying import mail_it
from notifications.actions.pushing import push_it
from notifications.models import Mute, News, Notice
from notifications.vocabulary import Channel, NewsKind, When, Why


@dataclass(frozen=True)
class Tidings:
    """What happened: of which kind, about what, told by which row, by whom, when."""

    kind: NewsKind
    about_type: str
    about_id: int
    source: int
    by: int | None
    at: datetime


@transaction.atomic
def inform(audience: Mapping[int, Why], of: Tidings) -> list[News]:
    """Let each of them know, for the reason that stands beside their number; returns what is new to somebody.

    Whoever did it, left, or muted it hears nothing. May be done again: nobody hears a thing twice.
    """
    may_hear = User.objects.filter(pk__in=set(audience) - {of.by}, is_active=True)
    muted = Mute.objects.filter(about_type=of.about_type, about_id=of.about_id).values("colleague")
    people = list(may_hear.exclude(pk__in=muted).select_related("rhythm").order_by("pk"))
    ways = ways_to(people, of.kind)
    told = [_tell(person, audience[person.pk], of, ways[person.pk]) for person in people]
    return [news for news in told if news is not None]


def _tell(colleague: User, why: Why, of: Tidings, ways: Mapping[str, When]) -> News | None:
    is_pushed = ways[Channel.PUSH] == When.AT_ONCE and vapid.is_on() and colleague.browsers.exists()
    if ways[Channel.IN_APP] == ways[Channel.MAIL] == When.NEVER and not is_pushed:
        return None
    hold(f"notices of colleague {colleague.pk}")
    if News.objects.filter(colleague=colleague, kind=of.kind, source=of.source).exists():
        return None
    is_shown = ways[Channel.IN_APP] == When.AT_ONCE
    news = News.objects.create(
        notice=_gather(colleague, why, of, is_shown=is_shown),
        colleague=colleague,
        kind=of.kind,
        source=of.source,
        why=why,
        by_id=of.by,
        at=of.at,
        by_mail=ways[Channel.MAIL],
    )
    if news.by_mail == When.AT_ONCE:
        mail_it(news, to=colleague)
    if is_pushed:
        push_it(news, to=colleague)
    if is_shown:
        changed_on_commit(colleague.pk)
    return news


def _gather(colleague: User, why: Why, of: Tidings, *, is_shown: bool) -> Notice:
    """The unread notice about the same thing, with this on top; or a new one."""
    unread = Notice.objects.filter(colleague=colleague).unread().about(of.about_type, of.about_id)
    notice = unread.first() or Notice(
        colleague=colleague, about_type=of.about_type, about_id=of.about_id, first_at=of.at
    )
    notice.kind, notice.why, notice.by_id, notice.last_at = of.kind, why, of.by, of.at
    notice.count += 1
    notice.is_shown = notice.is_shown or is_shown
    notice.save()
    return notice
