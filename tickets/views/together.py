"""The same with many tickets: what will happen to each; done; what became of each; undone."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from common.clock import now
from common.doors import refusal_page, show_refusal
from common.refusals import Conflict, Refusal
from tickets.actions import batching
from tickets.actions.acts import ACTS, words_of
from tickets.actions.batching import AT_ONCE, MOST
from tickets.forms.together import ActForm
from tickets.models import Batch, Message
from tickets.views.chosen import Chosen, chosen_in
from tickets.vocabulary import Together


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: SignedIn, shape: type[ActForm]) -> HttpResponse:
    """Show what will happen to each; the post does it, unless it asks to be shown a text too long for an address."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = chosen_in(request, asked)
    is_deed, is_shown = request.method == "POST" and "show" not in asked, "show" in asked
    form, status = shape(asked if is_deed or is_shown else None), 200
    if is_deed:
        status = 422
        if form.is_valid():
            try:
                return redirect("batch", pk=_do(request, chosen, form).pk)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
    return render(request, "tickets/together.html", _told(request, chosen, form), status=status)


@require_safe
def batch(request: SignedIn, pk: int) -> HttpResponse:
    """How far it is, and what became of each."""
    found = get_object_or_404(Batch.objects.of(request.user), pk=pk)
    answered = found.shares.order_by("status", "pk").reverse()[:AT_ONCE]
    counts = found.shares.counted()
    may_undo = not (found.undoes_id or counts["left"] or hasattr(found, "undone_by")) and counts["done"]
    until = _until(found) if may_undo else None
    may_undo = may_undo and (until is None or until > now())
    words = words_of(found.act, found.value)
    told = {"batch": found, "words": words, "results": answered, "counts": counts, "may_undo": may_undo, "until": until}
    return render(request, "tickets/batch.html", told)


@require_POST
def stop(request: SignedIn, pk: int) -> HttpResponse:
    """Leave what is still to do as it is."""
    found = get_object_or_404(Batch.objects.of(request.user), pk=pk)
    try:
        batching.stop_together(found, by=request.user)
    except Refusal as refusal:
        return refusal_page(request, refusal)
    return redirect("batch", pk=pk)


@require_POST
def undo(request: SignedIn, pk: int) -> HttpResponse:
    """Put back what it changed."""
    found = get_object_or_404(Batch.objects.of(request.user), pk=pk)
    try:
        return redirect("batch", pk=batching.undo_together(found, by=request.user).pk)
    except Refusal as refusal:
        return refusal_page(request, refusal)


def _until(batch: Batch) -> datetime | None:
    """When the last of many messages leaves; None for what can be put back at any time."""
    if batch.act != Together.REPLY:
        return None
    last = batch.shares.changed().latest("pk")
    return Message.objects.get(pk=int(last.was or 0)).leaves_at or batch.at


def _do(request: SignedIn, chosen: Chosen, form: ActForm) -> Batch:
    if chosen.is_all and request.POST.get("found") != str(len(chosen.tickets)):
        raise Conflict(_("The list has changed meanwhile. Look once more at what it finds now."))
    said = zip(request.POST.getlist("ticket"), request.POST.getlist("seen"), strict=False)
    held = {reference: int(seen) if seen.isdecimal() else None for reference, seen in said}
    seen = {one.pk: held[one.reference] for one in chosen.tickets if one.reference in held}
    key = form.cleaned_data["once"]
    return batching.do_together(chosen.tickets, by=request.user, act=form.act, value=form.value, seen=seen, key=key)


def _told(request: SignedIn, chosen: Chosen, form: ActForm) -> dict[str, Any]:
    told: dict[str, Any] = {
        "act": Together(form.act),
        "place": request.path,
        "chosen": chosen,
        "form": form,
        "most": MOST,
        "once": get_random_string(22),
        "previews": [],
    }
    if form.is_bound and form.is_valid():
        try:
            ACTS[form.act].need(request.user, form.value)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            told["words"] = ACTS[form.act].words(form.value)
            told["act_words"] = words_of(form.act, form.value)
            told["previews"] = ACTS[form.act].foresee(chosen.shown, form.value)
            told["more"] = len(chosen.tickets) - len(told["previews"])
            told["is_idle"] = not told["more"] and all(one.refusal for one in told["previews"])
    return told
