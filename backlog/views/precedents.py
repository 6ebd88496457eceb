"""Decide as CS-871: one page of confirmation for one ticket, a preview for several."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from backlog.actions import precedents
from backlog.actions.precedents import AT_ONCE, Following
from backlog.forms import PrecedentForm, PrecedentsForm
from common.doors import show_refusal
from common.refusals import Refusal
from tickets.actions import wording
from tickets.models import Ticket
from tickets.views.chosen import chosen_in
from tickets.views.page import find
from tickets.workflow import DECIDERS, Stage

_SEVERAL = "backlog/decide_several_as.html"


@dataclass(frozen=True)
class Preview:
    """What will happen to one ticket: its words, or why nothing will."""

    ticket: Ticket
    message: str
    refusal: str
    is_elsewhere: bool

    @property
    def will_be_assessed(self) -> bool:
        """Whether the precedent's assessment is taken over first."""
        return self.ticket.stage == Stage.TO_ASSESS


@require_http_methods(["GET", "POST"])
def decide_as(request: SignedIn, reference: str, precedent: str) -> HttpResponse:
    """Show what will happen, with the message; the post does it."""
    ticket, other = find(request, reference), find(request, precedent)
    form, status = PrecedentForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                precedents.decide_as(ticket, by=request.user, precedent=other, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Decided as {reference}.").format(reference=precedent))
                return redirect("ticket", reference=reference)
    told = _what_will_happen(request, reference, other)
    if request.method == "GET" and told["preview"]:
        seen = told["followed"].decision.pk
        form = PrecedentForm(initial={"message": told["preview"].message, "seen": seen})
    return render(request, "backlog/decide_as.html", {"form": form, **told}, status=status)


@require_http_methods(["GET", "POST"])
def decide_several_as(request: SignedIn) -> HttpResponse:
    """Show what will happen to each; the post does it, and shows what became of each."""
    asked = request.POST if request.method == "POST" else request.GET
    visible = Ticket.objects.visible_to(request.user)
    tickets, other = chosen_in(request, asked).shown, visible.known_as(asked.get("precedent", ""))
    if request.method == "POST" and other:
        return _decide(request, tickets, other)
    told = _what_will_happen_to_each(request, tickets, other)
    if "followed" in told:
        seen, once = told["followed"].decision.pk, get_random_string(22)
        told["form"] = PrecedentsForm(initial={"seen": seen, "once": once})
    return render(request, _SEVERAL, told)


def _decide(request: SignedIn, tickets: list[Ticket], other: Ticket) -> HttpResponse:
    form, status = PrecedentsForm(request.POST), 422
    if form.is_valid():
        said = dict(form.cleaned_data)
        key = said.pop("once")
        try:
            results = precedents.decide_several_as(tickets, by=request.user, precedent=other, key=key, **said)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            return render(request, "backlog/decided_several.html", {"results": results, "precedent": other})
    told = _what_will_happen_to_each(request, tickets, other)
    return render(request, _SEVERAL, told | {"form": form}, status=status)


def _what_will_happen(request: SignedIn, reference: str, other: Ticket) -> dict[str, Any]:
    """The preview, or the sentence that says why there is none; read anew, for a refused deed left its traces."""
    ticket = Ticket.objects.drawn().get(pk=find(request, reference).pk)
    told: dict[str, Any] = {"ticket": ticket, "precedent": other, "preview": None, "followed": None}
    try:
        followed = precedents.followed_of(other)
    except Refusal as refusal:
        return told | {"refusal": str(refusal)}
    return told | {"followed": followed, "preview": _preview(request, ticket, followed)}


def _what_will_happen_to_each(request: SignedIn, tickets: list[Ticket], other: Ticket | None) -> dict[str, Any]:
    told: dict[str, Any] = {"tickets": tickets, "precedent": other, "at_once": AT_ONCE}
    if other is None:
        return told | {"is_unknown": bool(request.GET.get("precedent"))}
    try:
        followed = precedents.followed_of(other)
    except Refusal as refusal:
        return told | {"refusal": str(refusal)}
    return told | {"followed": followed, "previews": [_preview(request, ticket, followed) for ticket in tickets]}


def _preview(request: SignedIn, ticket: Ticket, followed: Following) -> Preview:
    is_elsewhere = ticket.product_area_id != followed.decision.ticket.product_area_id
    refusal = _why_not(request, ticket, followed)
    return Preview(ticket, wording.draft(followed.decision, ticket), refusal, is_elsewhere)


def _why_not(request: SignedIn, ticket: Ticket, followed: Following) -> str:
    """Without a question to the journal: a preview costs the same for one ticket and for a hundred."""
    if ticket.stage not in {Stage.TO_ASSESS, Stage.TO_DECIDE} and request.user.role in DECIDERS:
        said = _("{reference} is “{stage}” now; it cannot be decided.")
        return said.format(reference=ticket.reference, stage=ticket.get_stage_display())
    try:
        precedents.foresee(ticket, by=request.user, followed=followed)
    except Refusal as refusal:
        return str(refusal)
    return ""
