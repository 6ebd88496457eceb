"""What does a mail to a colleague say? No link of a customer's, but ours, which ask them to sign in."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from backlog.models import Voice
from connections.events import ConnectionPaused
from connections.vocabulary import PauseReason
from journal.events import Event
from journal.models import Entry
from notifications.letters.letter import Letter
from notifications.models import Mail, Telling

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
            "firm": settings.FIRM,
            "link": f"{settings.SITE_URL}/backlog/{item.reference}/",
        }
        return Letter(
            to=colleague.email,
            language=colleague.language,
            subject=told["subject"],
            text=render_to_string("mail/came_back.txt", told),
            html=render_to_string("mail/came_back.html", told),
        )


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
            "firm": settings.FIRM,
            "site": settings.SITE_URL,
            "rows": rows[:SHOWN],
            "subject": subject,
        }
        told["more"] = max(rows.count() - SHOWN, 0)
        return Letter(
            to=to.email,
            language=to.language,
            subject=subject,
            text=render_to_string("mail/colleague.txt", told),
            html=render_to_string("mail/colleague.html", told),
        )


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
            "firm": settings.FIRM,
            "link": f"{settings.SITE_URL}/settings/connections/{event.connection_id}/",
        }
        return Letter(
            to=to.email,
            language=to.language,
            subject=subject,
            text=render_to_string("mail/stopped.txt", told),
            html=render_to_string("mail/stopped.html", told),
        )
