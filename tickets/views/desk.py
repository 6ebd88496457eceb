"""The desk: what waits, longest past its hour first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Place, SavedView, User
from accounts.requests import SignedIn
from common.paging import page
from common.prepared import Prepared, among
from tickets.actions.beginning import STAGES
from tickets.models import Ticket, Unsent, UnsentForm
from tickets.queries import TicketQuerySet
from tickets.views.columns import offered_to, shown_to
from tickets.views.lists import Listed, listed
from tickets.views.news import seen_now
from tickets.workflow import DECIDERS, LISTENERS, Stage

SIZE = 30
JUST = timedelta(minutes=15)
"""So long a complaint stays on top for whoever logged it."""
_DECIDABLE = {"", Stage.TO_ASSESS, Stage.TO_DECIDE}
"""Where rows carry a box, so that several can be decided as another one."""


@dataclass(frozen=True)
class Group:
    """Some rows under one heading."""

    title: str
    rows: list[Ticket]


@require_safe
def desk(request: SignedIn) -> HttpResponse:
    """The tickets of a stage (all open ones unless one is chosen), filtered, one page of them."""
    seen, what = seen_now(), listed(request.GET, request.user)
    moment = seen.at
    cursor = request.GET.get("cursor", "")
    found = page(what.of_stage.drawn(), order=what.order, cursor=cursor, size=SIZE)
    pinned = [] if cursor or what.stage not in {"", Stage.TO_LISTEN} else _pinned(request, what, moment)
    told = {
        "listed": what,
        "back": what.back(request),
        "since": seen.signed,
        **_counts(what, moment),
        **_views(request, what),
        "groups": grouped(found.rows, pinned, moment),
        "page": found,
        "may_take": request.user.role in LISTENERS,
        "may_decide": request.user.role in DECIDERS and what.stage in _DECIDABLE,
        "may_select": request.user.role in LISTENERS,
        "begun": begun_by(request.user, [*found.rows, *pinned]),
        "moment": moment,
        "shows": shown_to(request.user),
        "columns": offered_to(request.user),
    }
    return render(request, "tickets/desk.html", told)


@require_safe
def filters(request: SignedIn) -> HttpResponse:
    """Every filter of the desk, as the address has them; also a page of its own."""
    what = listed(request.GET, request.user)
    what.form.wide()
    told = {"listed": what, "form": what.form}
    return render(request, "tickets/_more_filters.html" if request.htmx else "tickets/filters.html", told)


def begun_by(reader: User, rows: list[Ticket]) -> set[int]:
    """The tickets among these on which a colleague has an unsent text, or a form that they began."""
    return set(_begun(reader=reader.pk, pks=[ticket.pk for ticket in rows])) if rows else set()


@Prepared
def _begun(reader: int, pks: list[int]) -> QuerySet[Unsent, int]:
    begun = UnsentForm.objects.filter(among("ticket", pks), by=reader).order_by()
    fitting = [Q(form=form, ticket__stage=stage) for form, stage in STAGES.items()]
    forms = begun.filter(reduce(or_, fitting)).values_list("ticket", flat=True)
    texts = Unsent.objects.filter(among("ticket", pks), by=reader).order_by()
    return texts.values_list("ticket", flat=True).union(forms)


def _counts(what: Listed, moment: datetime) -> dict[str, Any]:
    return {"counts": what.counts, "late_count": what.rows.open().past_their_hour(moment)[:1000].count()}


def _views(request: SignedIn, what: Listed) -> dict[str, Any]:
    """The saved views that one finds here, which of them is open, and whether it shows something else by now."""
    views = list(SavedView.objects.of(Place.DESK, request.user)[:100])
    number = request.GET.get("view", "")
    opened = next((view for view in views if str(view.pk) == number), None)
    return {"views": views, "opened": opened, "changed": bool(opened and opened.query != what.whole_query)}


def grouped(rows: list[Ticket], pinned: list[Ticket], moment: datetime) -> list[Group]:
    """Just logged, past their hour, today, earlier; empty groups are left out."""
    known, today = {ticket.pk for ticket in pinned}, timezone.localdate(moment)
    rest = [ticket for ticket in rows if ticket.pk not in known]
    late = [ticket for ticket in rest if ticket.due_at and ticket.due_at < moment]
    fresh = [t for t in rest if t not in late and timezone.localdate(t.waiting_since) == today]
    older = [ticket for ticket in rest if ticket not in late and ticket not in fresh]
    groups = [
        Group(_("Just logged by you"), pinned),
        Group(_("Past their hour"), late),
        Group(_("Today"), fresh),
        Group(_("Earlier"), older),
    ]
    return [group for group in groups if group.rows]


def _pinned(request: SignedIn, what: Listed, moment: datetime) -> list[Ticket]:
    """What the reader has just logged, as far as they ask for it."""
    who, since = request.user.pk, moment - JUST
    return list(_newest(what.rows, who, since)) if what.is_filtered else _just_logged(by=who, since=since)


@Prepared
def _just_logged(by: int, since: datetime) -> QuerySet[Ticket]:
    return _newest(Ticket.objects.all(), by, since)


def _newest(rows: TicketQuerySet, who: int, since: datetime) -> QuerySet[Ticket]:
    return rows.just_logged_by(who, since).drawn()[:5]
