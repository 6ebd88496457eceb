"""What is new on the desk since its page was drawn? Asked by the page itself, again and again; mostly nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from common.clock import now
from common.ticking import count
from journal.models import Entry
from tickets.models import Ticket
from tickets.views.lists import Listed, listed

TICKETS = "tickets.ticket"
_MOST = 100
"""So many new ones are counted, and so many changed ones looked at."""
_SALT = "desk news"


@dataclass(frozen=True)
class Seen:
    """What a page knows: the number of changes there were, and when it was drawn. Signed, so that nobody guesses."""

    number: int
    at: datetime

    @property
    def signed(self) -> str:
        """As the page keeps it."""
        return signing.dumps([self.number, self.at.isoformat()], salt=_SALT)


def seen_now() -> Seen:
    """What a page that is drawn now knows; the number is read first, so that nothing falls between."""
    number = count(TICKETS)
    return Seen(number, now())


@login_not_required
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Nothing (204, the database is left alone) while nothing changed; else what is new, and the counts of now.

    Whoever is not signed in any longer is told to load the page again, which asks them to sign in.
    """
    seen = _read(request.GET.get("since", ""))
    if seen is not None and seen.number == count(TICKETS):
        return HttpResponse(status=204)
    if seen is None or not request.user.is_authenticated:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _draw(request, seen)  # type: ignore[arg-type] # behind the sign-in by now


def _draw(request: SignedIn, seen: Seen) -> HttpResponse:
    what, fresh = listed(request.GET, request.user), seen_now()
    told = {
        "listed": what,
        "counts": what.counts,
        "since": Seen(fresh.number, seen.at).signed,
        "new": _new(what, seen),
        "changed": _changed(request, seen),
    }
    return render(request, "tickets/_news.html", told)


def _new(what: Listed, seen: Seen) -> int:
    """How many came into the list since the page was drawn."""
    is_open = what.order.key == "due_at"
    came = what.of_stage.filter(**{"promised_from__gt" if is_open else "waiting_since__gt": seen.at})
    return came.order_by()[:_MOST].count()


def _changed(request: SignedIn, seen: Seen) -> list[Ticket]:
    """The tickets with which others did something since; those that the page shows say so, where they stand."""
    entries = Entry.objects.filter(at__gt=seen.at, about_type=TICKETS).exclude(actor=request.user)
    numbers = set(entries.order_by("-at", "-id").values_list("about_id", flat=True)[:_MOST])
    return list(Ticket.objects.visible_to(request.user).filter(pk__in=numbers, received_at__lte=seen.at).drawn())


def _read(said: str) -> Seen | None:
    try:
        number, moment = signing.loads(said, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    at = parse_datetime(moment)
    return Seen(number, at) if at else None
