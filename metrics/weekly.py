"""What does the weekly mail of the dashboard say? The numbers of the week that is over, beside the one before it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from metrics.dashboard import look
from metrics.queries import Scope
from notifications.letters import Letter, announce, firm
from notifications.models import Digest, Mail, MailKind


def numbers_of_the_week(mail: Mail) -> Letter:
    """Every number of the week before the one in which it is sent, with its change, and a link that shows the same."""
    to, of = mail.colleague, Digest.objects.get(pk=mail.source)
    assert to is not None
    scope = Scope(first=of.period - timedelta(days=7), last=of.period - timedelta(days=1))
    page = f"{settings.SITE_URL}{reverse('dashboard')}?first={scope.first.isoformat()}&last={scope.last.isoformat()}"
    with translation.override(to.language):
        days = {
            name: date_format(day, "MONTH_DAY_FORMAT") for name, day in (("first", scope.first), ("last", scope.last))
        }
        told: dict[str, Any] = {
            "name": to.name,
            "firm": firm(),
            "board": look(scope),
            "days": days,
            "page": page,
            "choices": f"{settings.SITE_URL}{reverse('notice-choices')}",
        }
        return Letter(
            to=to.email,
            language=to.language,
            subject=_("The numbers of the week, {first} to {last}").format(**days),
            text=render_to_string("mail/counts.txt", told),
            html=render_to_string("mail/counts.html", told),
        )


announce(MailKind.COUNTS, numbers_of_the_week)
