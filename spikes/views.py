"""Spikes as pages: what is on, what is over, the tickets behind each, and the two answers to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from common.clock import now
from common.doors import tried
from common.paging import Order, page
from spikes.actions import answering
from spikes.actions.naming import names_of, signs_of
from spikes.actions.tracing import hours_of
from spikes.forms import AcknowledgeForm, QuietForm
from spikes.models import Spike
from tickets.models import Ticket

NEWEST = Order("raised_at", descending=True)
SIZE = 30
_BEHIND, _STRIP = 50, 6


@require_safe
def spikes(request: SignedIn) -> HttpResponse:
    """What rose, the newest first."""
    found = page(Spike.objects.drawn(), order=NEWEST, cursor=request.GET.get("cursor", ""), size=SIZE)
    told = {"page": found, "names": names_of(signs_of(found.rows)), "moment": now()}
    return render(request, "spikes/spikes.html", told)


@require_safe
def spikes_now(request: SignedIn) -> HttpResponse:
    """What is out of the ordinary right now and not to be quiet: the strip of the dashboard, which asks every minute."""
    found = list(Spike.objects.loud(now()).order_by("-raised_at", "-pk")[:_STRIP])
    return render(request, "spikes/_now.html", {"spikes": found, "names": names_of(found)})


@require_safe
def spike(request: SignedIn, pk: int) -> HttpResponse:
    """One of them, with the tickets behind it."""
    return _draw(request, _found(pk))


@require_POST
def acknowledge(request: SignedIn, pk: int) -> HttpResponse:
    """Say that one looks after it."""
    subject, form = _found(pk), AcknowledgeForm(request.POST)
    if status := tried(form, lambda: answering.acknowledge(subject, by=request.user, note=form.cleaned_data["note"])):
        return _draw(request, _found(pk), status=status, acknowledge_form=form)
    messages.success(request, _("Everybody sees that you look after it."))
    return redirect("spike", pk=pk)


@require_POST
def keep_quiet(request: SignedIn, pk: int) -> HttpResponse:
    """Tell nobody of it for a while, or tell again."""
    subject, form = _found(pk), QuietForm(request.POST)

    def act() -> None:
        said = form.cleaned_data
        answering.keep_quiet(subject, by=request.user, until=said["until"], reason=said["reason"])

    if status := tried(form, act):
        return _draw(request, _found(pk), status=status, quiet_form=form)
    is_quiet = bool(form.cleaned_data["until"])
    messages.success(request, _("Nobody is told of it until then.") if is_quiet else _("It is told again."))
    return redirect("spike", pk=pk)


def _found(pk: int) -> Spike:
    return get_object_or_404(Spike.objects.drawn(), pk=pk)


def _draw(request: SignedIn, subject: Spike, *, status: int = 200, **forms: Any) -> HttpResponse:
    behind = Ticket.objects.visible_to(request.user).drawn().filter(pk__in=subject.behind())
    found = page(
        behind, order=Order("received_at", descending=True), cursor=request.GET.get("cursor", ""), size=_BEHIND
    )
    told: dict[str, Any] = {
        "spike": subject,
        "names": names_of(subject.signs.all()),
        "page": found,
        "hours": hours_of(subject),
        "moment": now(),
        "may_answer": request.user.role in answering.ANSWERERS,
        "acknowledge_form": AcknowledgeForm(initial={"note": subject.note}),
        "quiet_form": QuietForm(),
    }
    return render(request, "spikes/spike.html", told | forms, status=status)
