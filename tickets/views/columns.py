"""What the rows of the desk show: chosen by each for themselves."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.actions.saved import choose_columns
from accounts.models import Place, User
from accounts.requests import SignedIn
from common.doors import own_address
from tickets.vocabulary import USUAL_COLUMNS, Column


@require_POST
def columns(request: SignedIn) -> HttpResponse:
    """Let the rows show what was ticked, from now on."""
    choose_columns(by=request.user, place=Place.DESK, names=request.POST.getlist("columns"), known=Column.values)
    return redirect(own_address(request, otherwise=reverse("desk")))


def shown_to(user: User) -> dict[str, bool]:
    """Of each column whether this colleague sees it."""
    chosen = user.columns.get(Place.DESK, USUAL_COLUMNS)
    return {name: name in chosen for name in Column.values}


def offered_to(user: User) -> list[Any]:
    """Each column with its name, and whether this colleague sees it."""
    shown = shown_to(user)
    return [(value, label, shown[value]) for value, label in Column.choices]
