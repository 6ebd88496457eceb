"""What does a mail to a colleague say? No link of a customer's, but ours, which ask them to sign in."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from backlog.models import Voice
from connections.events import ConnectionPaused
from connections.vocabulary import PauseReason
from journal.events import Event
from journal.models import Entry
from notifications.letters.appearance import firm
from notifications.letters.letter import Letter
from notifications.models import Digest, Mail, News, Notice, Telling
from notifications.queries import Subject, subjects_of
from notifications.vocabulary import About, Why, said
from notifications.voice import of_week

SHOWN = 50
"""So many tickets are named in a mail to a colleague."""


def it_came_back(mail: Mail) -> Letter:
    """What a colleague hears: no link of the customer's, but one to the item, which asks them to sign in."""
    colleague = mail.colleague
    assert colleague is not None
    voice = Voice.objects.select_related("item", "ticket").get(pk=mail.source)
    item = voice.item
    with translation.override(colleague.language):
        what = _("It came back: {title}").format(title=" ".join(item.title.split()))
        told: dict[str, Any] = {
            "ticket": voice.ticket,
            "item": item,
            "name": colleague.name,
            "subject": f"[{item.reference}] {what}",
            "firm": firm(),
            "link": f"{settings.SITE_URL}/backlog/{item.reference}/",
        }
        return _drawn("came_back", colleague, told)


def what_you_heard_is_there(mail: Mail) -> Letter:
    """What they listened to is there; their customers hear it next."""
    to = mail.colleague
    assert to is not None
    listened = Telling.objects.filter(voice__ticket__listening__by=to)
    first = listened.filter(item=mail.source).order_by("-pk").first()
    together = Q(release=first.release_id) if first and first.release_id else Q(item=mail.source)
    rows = listened.filter(together).select_related("item", "voice__ticket", "release").order_by("item_id", "pk")
    with translation.override(to.language):
        subject = _("What you listened to is there")
        told: dict[str, Any] = {
            "name": to.name,
            "firm": firm(),
            "site": settings.SITE_URL,
            "rows": rows[:SHOWN],
            "subject": subject,
        }
        told["more"] = max(rows.count() - SHOWN, 0)
        return _drawn("colleague", to, told)


def notice(mail: Mail) -> Letter:
    """What happened about one thing; on the way to it the notice is read."""
    to, [first, *more] = mail.colleague, list(mail.news.select_related("notice", "by").order_by("pk"))
    assert to is not None
    thing = (first.notice.about_type, first.notice.about_id)
    subject = subjects_of([thing])[thing]
    with translation.override(to.language):
        lines = list(dict.fromkeys(sentence_of(news) for news in (first, *more)))
        told: dict[str, Any] = {
            "name": to.name,
            "firm": firm(),
            "lines": lines,
            "about": subject,
            "is_theirs": thing[0] == About.TICKET,
            "whys": list(dict.fromkeys(str(Why(news.why).label) for news in (first, *more))),
            "link": f"{settings.SITE_URL}{reverse('open-notice', args=[first.notice_id])}",
            "choices": f"{settings.SITE_URL}{reverse('notice-choices')}",
            "subject": " ".join(
                part for part in (f"[{subject.reference}]" if subject.reference else "", lines[-1]) if part
            ),
        }
        return _drawn("notice", to, told)


def digest(mail: Mail) -> Letter:
    """What waited for somebody in a day or a week: each thing with what happened to it."""
    to, of = mail.colleague, Digest.objects.get(pk=mail.source)
    assert to is not None
    news = News.objects.filter(digest=of).select_related("notice", "by").order_by("notice", "pk")
    count, shown = news.count(), list(news[:SHOWN])
    subjects = subjects_of({(one.notice.about_type, one.notice.about_id) for one in shown})
    with translation.override(to.language):
        lines: dict[Subject, dict[str, int]] = {}
        for one in shown:
            subject = subjects[one.notice.about_type, one.notice.about_id]
            sentences = lines.setdefault(subject, {})
            sentences[sentence_of(one)] = sentences.get(sentence_of(one), 0) + 1
        title = _("What waited for you today") if of.kind == Digest.Kind.DAILY else _("What waited for you this week")
        told: dict[str, Any] = {
            "name": to.name,
            "firm": firm(),
            "site": settings.SITE_URL,
            "lines": [(subject, list(sentences.items())) for subject, sentences in lines.items()],
            "more": count - len(shown),
            "notices": f"{settings.SITE_URL}{reverse('notices')}",
            "choices": f"{settings.SITE_URL}{reverse('notice-choices')}",
            "subject": title,
        }
        return _drawn("digest", to, told)


def voice(mail: Mail) -> Letter:
    """The week before the one in which it is sent, in the customers' words."""
    to, of = mail.colleague, Digest.objects.get(pk=mail.source)
    assert to is not None
    with translation.override(to.language):
        week = of_week(of.period - timedelta(days=7))
        told: dict[str, Any] = {
            "name": to.name,
            "firm": firm(),
            "site": settings.SITE_URL,
            "week": week,
            "page": f"{settings.SITE_URL}{reverse('voice')}?week={week.monday.isoformat()}",
            "choices": f"{settings.SITE_URL}{reverse('notice-choices')}",
            "subject": _("The voice of the customer, {first} to {last}").format(
                first=date_format(week.monday, "MONTH_DAY_FORMAT"), last=date_format(week.sunday, "MONTH_DAY_FORMAT")
            ),
        }
        return _drawn("voice", to, told)


def a_connection_stopped(mail: Mail) -> Letter:
    """A connection hears nothing any more, and why; the entry says which."""
    to, event = mail.colleague, Event.read(*Entry.objects.values_list("kind", "plain", "at").get(pk=mail.source))
    assert to is not None
    assert isinstance(event, ConnectionPaused)
    with translation.override(to.language):
        subject = _("Nothing goes to {name} any more").format(name=" ".join(event.name.split()))
        told: dict[str, Any] = {
            "name": to.name,
            "connection": event.name,
            "why": PauseReason(event.why).label,
            "subject": subject,
            "firm": firm(),
            "link": f"{settings.SITE_URL}/settings/connections/{event.connection_id}/",
        }
        return _drawn("stopped", to, told)


def sentence_of(news: News | Notice) -> str:
    """What happened, in a sentence."""
    return said(news.kind, news.by.name if news.by else str(_("The system")))


def _drawn(name: str, to: User, told: dict[str, Any]) -> Letter:
    return Letter(
        to=to.email,
        language=to.language,
        subject=told["subject"],
        text=render_to_string(f"mail/{name}.txt", told),
        html=render_to_string(f"mail/{name}.html", told),
    )
