"""Search: one line, and what was found of every kind."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from backlog.actions.searching import KINDS
from backlog.actions.searching import search as look_for
from backlog.models import Item
from backlog.workflow import ItemStage

CHOICES = 12
"""So many items are offered while one types."""


@require_safe
def search(request: SignedIn) -> HttpResponse:
    """What holds these words: tickets, items, customers, the best of each; or fifty of one kind."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    answer = look_for(request.GET.get("q", ""), by=request.user, kind=kind)
    return render(request, "backlog/search.html", {"answer": answer, "kind": kind})


@require_safe
def choices(request: SignedIn) -> HttpResponse:
    """Items to choose from while one types: of this number, or found by these words."""
    typed = request.GET.get("item", "")
    named = Item.objects.known_as(typed.split(" ", 1)[0])
    hits = [] if named else look_for(typed, by=request.user, kind="item").hits.get("item", [])
    items = [named] if named else [hit.subject for hit in hits if hit.subject.stage != ItemStage.DROPPED]
    return render(request, "backlog/_item_choices.html", {"items": items[:CHOICES]})
