"""The dashboard, and the tickets behind each of its numbers."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from capabilities.models import Capability
from common.paging import Order, page
from journal.models import Entry
from metrics import dashboard as figures
from metrics.forms import ScopeForm
from metrics.models import AFTER, Measure
from metrics.queries import Scope
from tickets.models import Aftermath, Ticket
from tickets.vocabulary import Became, Finding, Reason

DECIDED = "decided"
KINDS: dict[str, list[str]] = {
    Measure.RECEIVED: ["TicketReceived"],
    Measure.HEARD: ["TicketHeard"],
    Measure.ASSESSED: ["TicketAssessed"],
    Measure.ACCEPTED: ["TicketAccepted"],
    Measure.DECLINED: ["TicketDeclined", "TicketUnpromised"],
    DECIDED: ["TicketAccepted", "TicketDeclined", "TicketUnpromised"],
}


@require_safe
def dashboard(request: SignedIn) -> HttpResponse:
    """Received, heard, assessed, accepted, declined; how fast; why not; what waits for what."""
    form = ScopeForm(request.GET or None)
    scope = form.scope()
    asked = {name: request.GET[name] for name in ("area", "channel") if request.GET.get(name)}
    return render(
        request,
        "metrics/dashboard.html",
        {
            "form": form if form.errors else ScopeForm(initial=asked | {"first": scope.first, "last": scope.last}),
            "board": figures.look(scope),
            "scope": scope,
            "narrowed": urlencode(asked),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_safe
def behind(request: SignedIn, measure: str) -> HttpResponse:
    """The tickets behind a number: those that it happened to in the period."""
    if measure not in {*KINDS, Measure.WAITING, *AFTER.values()}:
        raise Http404(measure)
    form = ScopeForm(request.GET)
    scope, detail = form.scope(), request.GET.get("detail", "").replace("\x00", "")[:20]
    told: dict[str, Any] = {
        "measure": measure,
        "called": _("Decided") if measure == DECIDED else Measure(measure).label,
        "detail_called": _called(measure, detail),
        "scope": scope,
        "query": urlencode({k: v for k, v in request.GET.items() if k != "cursor"}),
    }
    cursor = request.GET.get("cursor", "")
    if measure == Measure.WAITING:
        rows = waiting_behind(scope, detail)
        found = page(rows, order=Order("waiting_since", descending=True), cursor=cursor)
        return render(request, "metrics/behind.html", told | {"page": found, "tickets": found.rows})
    if measure in AFTER.values():
        noted = page(noted_behind(measure, scope, detail), order=Order("at", descending=True), cursor=cursor)
        numbers = {row.decision.ticket_id for row in noted.rows}
        tickets = Ticket.objects.visible_to(request.user).drawn().in_bulk(numbers)
        shown = [tickets[row.decision.ticket_id] for row in noted.rows if row.decision.ticket_id in tickets]
        return render(request, "metrics/behind.html", told | {"page": noted, "tickets": shown})
    entries = page(entries_behind(measure, scope, detail), order=Order("at", descending=True), cursor=cursor)
    tickets = Ticket.objects.visible_to(request.user).drawn().in_bulk({entry.about_id for entry in entries.rows})
    shown = [tickets[entry.about_id] for entry in entries.rows if entry.about_id in tickets]
    return render(request, "metrics/behind.html", told | {"page": entries, "tickets": shown})


def entries_behind(measure: str, scope: Scope, detail: str) -> QuerySet[Entry]:
    """The entries that a number counts: the same kinds, days, areas, channel and detail."""
    begin, end = _moments(scope)
    rows = Entry.objects.filter(kind__in=KINDS[measure], at__gte=begin, at__lt=end)
    if measure == Measure.HEARD:
        rows = rows.filter(plain__is_first=True)
    if scope.area_ids:
        rows = rows.filter(plain__area_id__in=scope.area_ids)
    if scope.channel:
        rows = rows.filter(plain__channel=scope.channel)
    if detail:
        rows = rows.filter(plain__reason=detail) if measure == Measure.DECLINED else rows.filter(plain__finding=detail)
    return rows


def noted_behind(measure: str, scope: Scope, detail: str) -> QuerySet[Aftermath]:
    """What became of customers, as it is known now: what was noted in the period, put right since or not."""
    begin, end = _moments(scope)
    outcome, days = next(key for key, counted in AFTER.items() if counted == measure)
    rows = Aftermath.objects.filter(at__gte=begin, at__lt=end, after_days=days, decision__outcome=outcome)
    if scope.area_ids:
        rows = rows.filter(decision__ticket__product_area__in=scope.area_ids)
    if scope.channel:
        rows = rows.filter(decision__ticket__channel=scope.channel)
    return (rows.filter(what=detail) if detail else rows).select_related("decision")


def waiting_behind(scope: Scope, detail: str) -> QuerySet[Ticket]:
    """The declined tickets that wait for a capability now."""
    rows = Ticket.objects.declined_for(int(detail) if detail.isdecimal() else 0).drawn()
    if scope.area_ids:
        rows = rows.filter(product_area__in=scope.area_ids)
    return rows.filter(channel=scope.channel) if scope.channel else rows


def _moments(scope: Scope) -> tuple[datetime, datetime]:
    """When the period begins and ends, by the firm's clock."""
    zone = timezone.get_default_timezone()
    begin = datetime.combine(scope.first, time.min, zone).astimezone(UTC)
    return begin, datetime.combine(scope.last + timedelta(days=1), time.min, zone).astimezone(UTC)


def _called(measure: str, detail: str) -> str:
    """The reason, finding or capability that a number is narrowed to, as people call it."""
    if measure == Measure.WAITING:
        return str(Capability.objects.filter(pk=int(detail) if detail.isdecimal() else 0).first() or "")
    if measure in AFTER.values():
        return str(dict(Became.choices).get(detail, ""))
    return str(dict(Reason.choices if measure == Measure.DECLINED else Finding.choices).get(detail, ""))
