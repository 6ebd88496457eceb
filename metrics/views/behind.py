"""The tickets behind each number of the dashboard."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from capabilities.models import Capability
from common.paging import Order, page
from common.templatetags.words import span
from metrics.behind import MEASURES, entries_behind, noted_behind, ticket_of, waiting_behind
from metrics.figures import ANSWERED, DECIDED, TIMES
from metrics.forms import ScopeForm
from metrics.models import AFTER, Measure
from metrics.steps import LONGER, STEPS, between
from tickets.models import Ticket
from tickets.vocabulary import AsideReason, Became, Finding, Reason

_NEWEST = Order("at", descending=True)


@require_safe
def behind(request: SignedIn, measure: str) -> HttpResponse:
    """The tickets behind a number: those that it happened to in the period."""
    if measure not in MEASURES:
        raise Http404(measure)
    form = ScopeForm(request.GET)
    scope, detail = form.scope(), request.GET.get("detail", "").replace("\x00", "")[:20]
    cursor = request.GET.get("cursor", "")
    told: dict[str, Any] = {
        "measure": measure,
        "called": _names().get(measure) or Measure(measure).label,
        "detail_called": _called(measure, detail),
        "scope": scope,
        "query": urlencode({k: v for k, v in request.GET.items() if k not in {"cursor", "detail"}}),
    }
    if measure == Measure.WAITING:
        found = page(waiting_behind(scope, detail), order=Order("waiting_since", descending=True), cursor=cursor)
        return render(request, "metrics/behind.html", told | {"page": found, "tickets": found.rows})
    if measure in AFTER.values():
        noted = page(noted_behind(measure, scope, detail), order=_NEWEST, cursor=cursor)
        shown = _tickets(request.user, [row.decision.ticket_id for row in noted.rows])
        return render(request, "metrics/behind.html", told | {"page": noted, "tickets": shown})
    entries = page(entries_behind(measure, scope, detail), order=_NEWEST, cursor=cursor)
    shown = _tickets(request.user, [ticket_of(entry) for entry in entries.rows])
    return render(request, "metrics/behind.html", told | {"page": entries, "tickets": shown})


def _tickets(reader: User, numbers: list[int]) -> list[Ticket]:
    """Those that a colleague may see, in this order."""
    tickets = Ticket.objects.visible_to(reader).drawn().in_bulk(set(numbers))
    return [tickets[number] for number in numbers if number in tickets]


def _names() -> dict[str, str]:
    return {DECIDED: _("Decided"), ANSWERED: _("Answered")}


def _called(measure: str, detail: str) -> str:
    """The reason, finding or capability that a number is narrowed to, as people call it."""
    if measure == Measure.WAITING:
        return str(Capability.objects.filter(pk=int(detail) if detail.isdecimal() else 0).first() or "")
    if measure in AFTER.values():
        return str(dict(Became.choices).get(detail, ""))
    if measure == Measure.RECEIVED:
        day, _dash, hour = detail.partition("-")
        return f"{WEEKDAYS[int(day)]} {int(hour)}:00" if day in set("0123456") and hour.isdecimal() else ""
    if measure in TIMES:
        return _took(detail)
    choices = {"declined": Reason.choices, "set_aside": AsideReason.choices}.get(measure, Finding.choices)
    return str(dict(choices).get(detail, ""))


def _took(detail: str) -> str:
    """How long it took, by a step of the distribution."""
    if detail == LONGER:
        return _("longer than {time}").format(time=span(STEPS[-1]))
    return _("took up to {time}").format(time=span(int(detail))) if between(detail) else ""
