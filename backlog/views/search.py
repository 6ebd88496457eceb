"""Search: one line, and what was found of every kind."""

from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from backlog.actions.searching import KINDS
from backlog.actions.searching import search as look_for
from backlog.models import Item
from backlog.workflow import ItemStage
from capabilities.models import Capability
from common.words import ASKED_LIMIT, says
from tickets.models import Ticket

OF_A_KIND = 4
NAMES = 2000
"""So many names of capabilities, and of people, are looked through for the palette."""
CHOICES = 12
"""So many items are offered while one types."""


@require_safe
def search(request: SignedIn) -> HttpResponse:
    """What holds these words: tickets, items, customers, the best of each; or fifty of one kind."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    typed = request.GET.get("q", "")
    answer = look_for(typed, by=request.user, kind=kind)
    told = {"answer": answer, "kind": kind, "limit": ASKED_LIMIT if len(typed) > ASKED_LIMIT else None}
    return render(request, "backlog/search.html", told)


@require_safe
def palette(request: SignedIn) -> HttpResponse:
    """What one may want to jump to: the best tickets, items, customers, capabilities and people; a fragment."""
    typed = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:ASKED_LIMIT]
    told = {
        "ticket": Ticket.objects.visible_to(request.user).known_as(typed) if typed.upper().startswith("CS-") else None,
        "item": Item.objects.known_as(typed) if typed.upper().startswith("PB-") else None,
        "answer": look_for(typed, by=request.user),
        "capabilities": _named(Capability.objects.values_list("pk", "name"), typed),
        "people": _named(User.objects.working().values_list("pk", "name"), typed),
    }
    return render(request, "backlog/_palette.html", told)


def _named(rows: QuerySet[Any, tuple[int, str]], typed: str) -> list[tuple[int, str]]:
    """Those whose name says what was typed, a few: names are few and short, and read at once."""
    named = (row for row in rows[:NAMES] if says(row[1], typed))
    return list(islice(named, OF_A_KIND)) if typed else []


@require_safe
def choices(request: SignedIn) -> HttpResponse:
    """Items to choose from while one types: of this number, or found by these words."""
    typed = request.GET.get("item", "")
    named = Item.objects.known_as(typed.split(" ", 1)[0])
    hits = [] if named else look_for(typed, by=request.user, kind="item").hits.get("item", [])
    items = [named] if named else [hit.subject for hit in hits if hit.subject.stage != ItemStage.DROPPED]
    return render(request, "backlog/_item_choices.html", {"items": items[:CHOICES]})
