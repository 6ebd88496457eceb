"""One HTML door per verb: find, shape, call, draw. A refusal shows the page again with what was typed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from common.doors import own_address, show_refusal
from common.refusals import Refusal
from tickets.actions import deciding, following_up, listening, setting_aside, writing
from tickets.actions.freshness import unless_stale
from tickets.forms import (
    AftermathForm,
    AsideForm,
    DeclineForm,
    ListeningForm,
    MissedForm,
    ResurfacingForm,
)
from tickets.models import Aftermath, Ticket
from tickets.views import lists, page


def knock(
    request: SignedIn,
    reference: str,
    *,
    form: BaseForm,
    called: str,
    act: Callable[[Ticket], Any],
    said: str,
    then: str = "",
    is_done: bool = False,
) -> HttpResponse:
    """Do the deed and go on: to the ticket again, or when it is done to the next one that waits for the same.

    What was refused is shown with its status and what was typed. `then` is what the customer hears of it.
    """
    ticket, status = page.find(request, reference), 422
    waited = page.Waited(ticket.pk, ticket.stage, ticket.due_at)
    if form.is_valid():
        try:
            unless_stale(ticket, by=request.user, seen=seen_by(request), act=act)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            sentence = f"{said} {_heard_of_it(ticket, then)}".strip()
            return _go_on(request, ticket, waited, sentence) if is_done else _stay(request, ticket, sentence)
    forms: dict[str, Any] = {called: form}
    return page.draw(request, ticket.reference, status=status, typed=form if status != 422 else None, **forms)


@require_POST
def listen(request: SignedIn, reference: str) -> HttpResponse:
    """Say what we understood."""
    form = ListeningForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="listening_form",
        said=_("Heard."),
        then=_("The customer is asked whether it is right."),
        act=lambda ticket: listening.listen(ticket, by=request.user, **form.cleaned_data),
    )


@require_POST
def mishear(request: SignedIn, reference: str) -> HttpResponse:
    """Go back to listening."""
    form = MissedForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="missed_form",
        said=_("Back to listening."),
        act=lambda ticket: listening.mishear(ticket, by=request.user, **form.cleaned_data),
    )


@require_POST
def decline(request: SignedIn, reference: str) -> HttpResponse:
    """Say honestly that we cannot."""
    form = DeclineForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="decline_form",
        said=_("Declined."),
        then=_("The customer is told why."),
        is_done=True,
        act=lambda ticket: deciding.decline(ticket, by=request.user, **form.cleaned_data),
    )


@require_POST
def resurface(request: SignedIn, reference: str) -> HttpResponse:
    """Look again at what was declined."""
    form = ResurfacingForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="resurfacing_form",
        said=_("Back to be assessed again."),
        act=lambda ticket: deciding.resurface(ticket, by=request.user, **form.cleaned_data),
    )


@require_POST
def correct_aftermath(request: SignedIn, reference: str) -> HttpResponse:
    """Put right what became of the customer after our decision."""
    form = AftermathForm(request.POST)

    def act(ticket: Ticket) -> None:
        said = dict(form.cleaned_data)
        noted = get_object_or_404(Aftermath.objects.of(ticket), after_days=said.pop("after_days"))
        following_up.correct_aftermath(noted, by=request.user, **said)

    return knock(request, reference, form=form, called="aftermath_form", said=_("Put right."), act=act)


@require_POST
def set_aside(request: SignedIn, reference: str) -> HttpResponse:
    """Set aside what is not a complaint that we judge."""
    form = AsideForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="aside_form",
        said=_("Set aside."),
        is_done=True,
        act=lambda ticket: setting_aside.set_aside(ticket, by=request.user, **form.cleaned_data),
    )


@require_POST
def reopen(request: SignedIn, reference: str) -> HttpResponse:
    """Take up again what was set aside."""
    ticket = setting_aside.reopen(page.find(request, reference), by=request.user)
    messages.success(request, _("Taken up again."))
    return redirect("ticket", reference=ticket.reference)


@require_POST
def take(request: SignedIn, reference: str) -> HttpResponse:
    """Look after a ticket from now on."""
    ticket = writing.take(page.find(request, reference), by=request.user)
    messages.success(request, _("{reference} is yours.").format(reference=ticket.reference))
    return redirect(own_address(request, otherwise=reverse("ticket", args=[ticket.reference])))


def seen_by(request: SignedIn) -> int | None:
    """The newest entry that the page had shown from which this was sent; None where it does not say."""
    sent = request.POST.get("seen", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else None


def _heard_of_it(ticket: Ticket, then: str) -> str:
    """What the customer hears of it, if there is a way to reach them."""
    if not then or ticket.customer is None:
        return ""
    if ticket.customer.email and not ticket.customer.gets_mail:
        return _("No mail goes to this customer: please tell them yourself.")
    return then if ticket.customer.email else _("We know no e-mail address: please tell the customer yourself.")


def _stay(request: SignedIn, ticket: Ticket, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("ticket", reference=ticket.reference)


def _go_on(request: SignedIn, ticket: Ticket, waited: page.Waited, sentence: str) -> HttpResponse:
    """Open the next ticket of the stage that was worked on, else the desk; the sentence leads back."""
    back, following = reverse("ticket", args=[ticket.reference]), page.next_after(request, waited)
    messages.success(request, format_html('<a href="{}">{}</a> · {}', back, ticket.reference, sentence))
    if following is None:
        return redirect("desk")
    return redirect(reverse("ticket", args=[following.reference]) + lists.within(request).inside)
