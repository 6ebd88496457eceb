"""What a colleague wants to hear, over which channel, how soon, at which hours; and what they muted."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Role
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.refusals import Refusal
from notifications.actions import choosing, reading, vapid
from notifications.actions.choosing import Hours
from notifications.forms import HoursForm
from notifications.models import Mute
from notifications.queries import subjects_of
from notifications.vocabulary import WHENS, Channel, NewsKind, When

_MUTES = 200


@require_http_methods(["GET", "POST"])
def choices(request: SignedIn) -> HttpResponse:
    """The matrix of what there is to hear, and the hours."""
    rhythm = choosing.rhythm_of(request.user)
    kept = {name: getattr(rhythm, name) for name in HoursForm.base_fields}
    kept["wants_counts"] = choosing.gets_counts(request.user)
    form, status = HoursForm(request.POST or None, initial=kept), 200
    if request.method == "POST":
        if form.is_valid():
            try:
                _choose(request, Hours(**form.cleaned_data))
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("notice-choices")
        status = 422 if status == 200 else status
    told = {
        "form": form,
        "rows": _rows(request),
        "channels": _channels(),
        "push_key": vapid.public_key() if vapid.is_on() else "",
        "muted": _muted(request),
        "is_admin": request.user.role == Role.ADMIN,
    }
    return render(request, "notifications/choices.html", told, status=status)


@require_POST
def unmute(request: SignedIn, about_type: str, pk: int) -> HttpResponse:
    """Hear of a thing again."""
    reading.unmute(about_type, pk, by=request.user)
    messages.success(request, _("You hear of it again from now on."))
    return redirect("notice-choices")


@transaction.atomic
def _choose(request: SignedIn, hours: Hours) -> None:
    """All of the page, or nothing of it."""
    choosing.choose(by=request.user, ways=_ways(request))
    choosing.keep_hours(by=request.user, hours=hours)


def _channels() -> tuple[Channel, ...]:
    """Browsers only where pushes are configured."""
    return tuple(Channel) if vapid.is_on() else (Channel.IN_APP, Channel.MAIL)


def _ways(request: SignedIn) -> dict[tuple[str, str], str]:
    """What was typed: a ticked box is at once, an empty one never; a list names it."""
    ways = {}
    for kind in NewsKind:
        for channel in _channels():
            typed = request.POST.get(f"{kind}-{channel}", "")
            is_box = len(WHENS[channel]) == 2
            ways[kind.value, channel.value] = (When.AT_ONCE if typed else When.NEVER) if is_box else typed
    return ways


def _rows(request: SignedIn) -> list[Any]:
    """Each kind with, for each channel, its name, what may be chosen and what is."""
    ways = choosing.ways_of(request.user)
    typed = _ways(request) if request.method == "POST" else {}
    return [
        (
            kind,
            [
                (channel, f"{kind}-{channel}", WHENS[channel], typed.get((kind, channel)) or ways[kind][channel])
                for channel in _channels()
            ],
        )
        for kind in NewsKind
    ]


def _muted(request: SignedIn) -> list[Any]:
    rows = list(Mute.objects.filter(colleague=request.user).order_by("-pk")[:_MUTES])
    subjects = subjects_of((row.about_type, row.about_id) for row in rows)
    return [(row, subjects[row.about_type, row.about_id]) for row in rows if (row.about_type, row.about_id) in subjects]
