"""What a colleague hears of: the list, the bell, and the way from a notice to what it is about."""

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from common.doors import own_address
from common.paging import Order, page
from notifications.actions import counting, reading
from notifications.models import News, Notice
from notifications.queries import subjects_of
from notifications.vocabulary import About

_ORDER = Order("last_at", descending=True)
_PAGES = {
    About.TICKET: re.compile(r"/tickets/CS-(\d{1,18})/", re.ASCII),
    About.ITEM: re.compile(r"/backlog/PB-(\d{1,18})/", re.ASCII),
    About.CAPABILITY: re.compile(r"/capabilities/(\d{1,18})/", re.ASCII),
}


@require_safe
def notices(request: SignedIn) -> HttpResponse:
    """What one hears of, newest first; all of it, or what waits to be read."""
    only_unread = request.GET.get("show") == "unread"
    rows = Notice.objects.of(request.user).select_related("by")
    found = page(rows.unread() if only_unread else rows, order=_ORDER, cursor=request.GET.get("cursor", ""), size=30)
    subjects = subjects_of((notice.about_type, notice.about_id) for notice in found.rows)
    shorts = _in_short(found.rows)
    shown = [
        (notice, subjects[notice.about_type, notice.about_id], shorts.get(notice.pk, []))
        for notice in found.rows
        if (notice.about_type, notice.about_id) in subjects
    ]
    told = {"page": found, "shown": shown, "only_unread": only_unread, "unread": counting.unread_of(request.user)}
    return render(request, "notifications/notices.html", told)


@require_safe
def open_notice(request: SignedIn, pk: int) -> HttpResponse:
    """The way to what it is about; who goes it has read the notice."""
    notice = get_object_or_404(Notice, pk=pk, colleague=request.user)
    thing = (notice.about_type, notice.about_id)
    subject = subjects_of([thing]).get(thing)
    if subject is None:
        raise Http404
    reading.read(notice, by=request.user)
    return redirect(subject.url)


@require_POST
def read_notice(request: SignedIn, pk: int) -> HttpResponse:
    """Take note of one."""
    reading.read(get_object_or_404(Notice.objects.of(request.user), pk=pk), by=request.user)
    return redirect(own_address(request, otherwise="/notices/"))


@require_POST
def read_notices(request: SignedIn) -> HttpResponse:
    """Take note of all."""
    count = reading.read_all(by=request.user)
    messages.success(request, _("Read: {n}.").format(n=f"{count:,}"))
    return redirect("notices")


@require_POST
def mute_notice(request: SignedIn, pk: int) -> HttpResponse:
    """Hear nothing more of what a notice is about."""
    notice = get_object_or_404(Notice, pk=pk, colleague=request.user)
    reading.mute(notice.about_type, notice.about_id, by=request.user)
    messages.success(request, _("You hear nothing more of this. In the settings you can take it back."))
    return redirect(own_address(request, otherwise="/notices/"))


@login_not_required
@require_safe
def bell(request: HttpRequest, secret: str) -> HttpResponse:
    """The number beside the bell, asked for again and again: 204 without a look into the database while it is the same.

    `seen` is the number that is shown; `at` the page that was just opened: what waits about its subject is read by that.
    """
    person = counting.read_bell(secret)
    if person is None:
        raise Http404
    known, seen = counting.known_unread(person), request.GET.get("seen", "")
    if known is not None and str(known) == seen and not (known and request.GET.get("at")):
        return HttpResponse(status=204)
    user = _same_person(request, person)
    if user is None:
        return HttpResponse(status=204)
    has_read = _read_what_is_looked_at(user, request.GET.get("at", ""))
    count = counting.count_anew(user) if has_read else counting.unread_of(user)
    if str(count) == seen:
        return HttpResponse(status=204)
    return render(request, "shell/_bell.html", {"count": count, "secret": counting.name_of_bell(person), "oob": True})


def _same_person(request: HttpRequest, person: int) -> User | None:
    """Whoever is signed in, if that is whose bell it is; who signed out meanwhile hears no number."""
    user = request.user
    return user if isinstance(user, User) and user.pk == person else None


def _read_what_is_looked_at(user: User, path: str) -> bool:
    if path == reverse("exports"):
        return reading.read_about(About.EXPORTS, user.pk, by=user) > 0
    for kind, pattern in _PAGES.items():
        if found := pattern.fullmatch(path):
            return reading.read_about(kind, int(found[1]), by=user) > 0
    return False


def _in_short(rows: list[Notice]) -> dict[int, list[dict[str, Any]]]:
    """What each notice gathers: how many of each kind, and why."""
    shorts: dict[int, list[dict[str, Any]]] = {}
    for row in News.objects.filter(notice__in=rows).in_short():
        shorts.setdefault(int(str(row["notice"])), []).append(dict(row))
    return shorts
