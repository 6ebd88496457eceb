"""The desk: what waits, longest past its hour first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from common.clock import now
from common.paging import Order, page
from tickets.forms import DeskFilter
from tickets.models import ProductArea, Ticket, Unsent
from tickets.queries import TicketQuerySet
from tickets.workflow import DECIDERS, LISTENERS, OPEN, Stage

SIZE = 30
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
    moment = now()
    chosen = DeskFilter(request.GET)
    chosen.is_valid()
    asked = chosen.cleaned_data
    stage = str(asked.get("stage", ""))
    stage = stage if stage in Stage.values else ""
    rows = filtered(Ticket.objects.visible_to(request.user), asked, request)
    counts = rows.counts_by_stage()
    cursor = request.GET.get("cursor", "")
    found = page(of_stage(rows, stage).drawn(), order=order_of(stage), cursor=cursor, size=SIZE)
    pinned = _pinned(request, moment) if not cursor and stage in {"", Stage.TO_LISTEN} else []
    return render(
        request,
        "tickets/desk.html",
        {
            "stage": stage,
            "tabs": [(value, label, counts[value]) for value, label in Stage.choices],
            "open_count": sum(min(counts[value], 1000) for value in OPEN),
            "late_count": rows.open().past_their_hour(moment)[:1000].count(),
            "groups": grouped(found.rows, pinned, moment),
            "page": found,
            "filter": chosen,
            "query": urlencode(
                {key: value for key, value in request.GET.items() if key not in {"cursor", "stage"} and value}
            ),
            "is_filtered": any(asked.get(name) for name in ("area", "channel", "owner", "q")),
            "may_take": request.user.role in LISTENERS,
            "may_decide": request.user.role in DECIDERS and stage in _DECIDABLE,
            "begun": begun_by(request.user, [*found.rows, *pinned]),
            "moment": moment,
        },
    )


def begun_by(reader: User, rows: list[Ticket]) -> set[int]:
    """The tickets among these on which a colleague has an unsent text."""
    return set(Unsent.objects.filter(by=reader, ticket__in=rows).values_list("ticket", flat=True))


def filtered(rows: TicketQuerySet, asked: dict[str, Any], request: SignedIn) -> TicketQuerySet:
    """Only what was asked for."""
    if area := asked.get("area"):
        rows = rows.filter(product_area__in=[part.pk for part in ProductArea.objects.within(area.pk)])
    if channel := asked.get("channel"):
        rows = rows.filter(channel=channel)
    if asked.get("owner") == "me":
        rows = rows.filter(owner=request.user)
    if asked.get("owner") == "nobody":
        rows = rows.filter(owner=None)
    return rows.saying(asked["q"]) if asked.get("q") else rows


def of_stage(rows: TicketQuerySet, stage: str) -> TicketQuerySet:
    """All that is open, or one stage."""
    if not stage:
        return rows.open()
    return rows.waiting(stage) if stage in OPEN else rows.filter(stage=stage)


def order_of(stage: str) -> Order:
    """What waits: by its hour. What is done: the newest first."""
    return Order("due_at") if not stage or stage in OPEN else Order("waiting_since", descending=True)


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


def _pinned(request: SignedIn, moment: datetime) -> list[Ticket]:
    return list(Ticket.objects.just_logged_by(request.user, moment).drawn()[:5])
