"""The lists of whom to tell that something is there, and a deed for each customer on them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from accounts.requests import SignedIn
from backlog.models import Item, Release
from backlog.workflow import KEEPERS
from common.doors import own_address, show_refusal
from common.paging import Order, page
from common.refusals import Refusal
from notifications.actions import telling as deeds
from notifications.forms import RewordForm
from notifications.letters import TellingDrafts
from notifications.models import Telling, TellingState
from tickets.models import Ticket
from tickets.workflow import LISTENERS


@require_safe
def told_of_release(request: SignedIn, pk: int) -> HttpResponse:
    """Whom to tell that a release is there."""
    return _draw(request, get_object_or_404(Release, pk=pk))


@require_safe
def told_of_item(request: SignedIn, reference: str) -> HttpResponse:
    """Whom to tell that an item is there."""
    return _draw(request, Item.objects.called(reference))


@require_POST
def approve_release(request: SignedIn, pk: int) -> HttpResponse:
    """Let everyone on the list of a release be told."""
    return _approve_all(request, get_object_or_404(Release, pk=pk))


@require_POST
def approve_item(request: SignedIn, reference: str) -> HttpResponse:
    """Let everyone on the list of an item be told."""
    return _approve_all(request, Item.objects.called(reference))


@require_POST
def approve_one(request: SignedIn, pk: int) -> HttpResponse:
    """Let one customer be told."""
    return _about_one(request, pk, deeds.approve, _("Approved."))


@require_POST
def leave_out(request: SignedIn, pk: int) -> HttpResponse:
    """Do not tell one customer."""
    return _about_one(request, pk, deeds.leave_out, _("Left out."))


@require_POST
def note_call(request: SignedIn, pk: int) -> HttpResponse:
    """One customer was told by phone."""
    return _about_one(request, pk, deeds.note_call, _("Noted: told by phone."))


@require_POST
def try_again(request: SignedIn, pk: int) -> HttpResponse:
    """Send a mail that could not be delivered once more."""
    return _about_one(request, pk, deeds.try_again, _("On its way again."))


@require_POST
def reword(request: SignedIn, pk: int) -> HttpResponse:
    """Tell one customer in words of their own."""
    row, form, status = _visible(request, pk), RewordForm(request.POST), 422
    if form.is_valid():
        try:
            deeds.reword(row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(own_address(request, otherwise="/releases/"))
    return _draw(request, row.release or row.item, status=status, state=row.state, refused=form, refused_pk=pk)


def _about_one(request: SignedIn, pk: int, deed: Callable[..., Any], said: str) -> HttpResponse:
    deed(_visible(request, pk), by=request.user)
    messages.success(request, said)
    return redirect(own_address(request, otherwise="/releases/"))


def _approve_all(request: SignedIn, subject: Item | Release) -> HttpResponse:
    count = deeds.approve_all(subject, by=request.user)
    messages.success(request, _("Approved: {n}. They are told now, or when they get it.").format(n=f"{count:,}"))
    return redirect(request.path.removesuffix("approval/"))


def _visible(request: SignedIn, pk: int) -> Telling:
    rows = Telling.objects.drawn().select_related("release").filter(voice__ticket__in=_tickets(request))
    return get_object_or_404(rows, pk=pk)


def _tickets(request: SignedIn) -> Any:
    return Ticket.objects.visible_to(request.user)


def _draw(
    request: SignedIn, subject: Item | Release, *, status: int = 200, state: str = "", **refused: Any
) -> HttpResponse:
    """One state of the list at a time: the one that was asked for, or the first that asks for a deed."""
    rows = Telling.objects.of(subject)
    proof = rows.proof()
    shown = state or request.GET.get("state", "")
    if shown not in TellingState.values:
        shown = next(iter(proof.others), "sent")
    found = rows.filter(state=shown, voice__ticket__in=_tickets(request)).drawn()
    told = {
        "subject": subject,
        "release": subject if isinstance(subject, Release) else None,
        "item": subject if isinstance(subject, Item) else None,
        "proof": proof,
        "state": shown,
        "states": [(one.value, one.label, proof.by_state[one]) for one in TellingState if proof.by_state.get(one)],
        "page": page(found, order=Order("id"), cursor=request.GET.get("cursor", ""), size=30),
        "may_approve_all": request.user.role in KEEPERS and rows.waiting().exists(),
        "may_tell": request.user.role in LISTENERS,
        "sees_contacts": request.user.role != Role.VIEWER,
        "drafts": TellingDrafts(),
        "here": request.get_full_path() if request.method == "GET" else "",
        **refused,
    }
    return render(request, "notifications/told.html", told, status=status)
