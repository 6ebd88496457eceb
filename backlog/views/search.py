"""Search: one line, and what was found of every kind."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from backlog.actions.searching import KINDS
from backlog.actions.searching import search as look_for


@require_safe
def search(request: SignedIn) -> HttpResponse:
    """What holds these words: tickets, items, customers, the best of each; or fifty of one kind."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    answer = look_for(request.GET.get("q", ""), by=request.user, kind=kind)
    return render(request, "backlog/search.html", {"answer": answer, "kind": kind})
