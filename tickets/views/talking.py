"""The conversation's doors: write, take back, keep what is unsent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import digest
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.once import Answer, once
from common.refusals import Refusal
from tickets.actions import keeping, writing
from tickets.actions.freshness import unless_stale
from tickets.forms import MessageForm, UnsentForm
from tickets.models import Message, Ticket
from tickets.views import page
from tickets.views.doors import seen_by


@require_POST
def write(request: SignedIn, reference: str) -> HttpResponse:
    """Write to the customer, or leave a note; sent twice it is written once."""
    ticket, form, status = page.find(request, reference), MessageForm(request.POST), 422
    if form.is_valid():
        try:
            message_id = _write_once(request, ticket, form)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            return _sent(request, ticket, message_id)
    return page.draw(request, ticket.reference, status=status, typed=form if status != 422 else None, message_form=form)


@require_POST
def undo(request: SignedIn, reference: str, pk: int) -> HttpResponse:
    """Take back what one wrote before it leaves; its words are in the composer again."""
    ticket = page.find(request, reference)
    writing.undo(get_object_or_404(Message, ticket=ticket, pk=pk), by=request.user)
    messages.success(request, _("Taken back: it never left. Your words are below, to be changed."))
    return redirect(f"{reverse('ticket', args=[ticket.reference])}#say")


@require_POST
def keep(request: SignedIn, reference: str) -> HttpResponse:
    """Keep what is being written; asked by the page itself while one types."""
    form = UnsentForm(request.POST)
    form.is_valid()
    said = form.cleaned_data
    kept = {"kind": said["kind"], "body": said["body"], "sent_as": key_of(said["once"], said["body"])}
    keeping.keep(page.find(request, reference), by=request.user, **kept)
    return HttpResponse(status=204)


def key_of(token: str, body: str) -> str:
    """By which key a form is sent once: its own token, and its words, so that corrected ones are sent too."""
    return f"{token}:{digest(body)}" if token else ""


def _write_once(request: SignedIn, ticket: Ticket, form: MessageForm) -> int:
    asked = form.cleaned_data
    is_reply = asked["kind"] == "reply"
    deed, seen = (writing.reply, seen_by(request)) if is_reply else (writing.note, None)

    def act(current: Ticket) -> Answer:
        return Answer(201, deed(current, by=request.user, body=asked["body"]).pk)

    done = once(
        lambda: unless_stale(ticket, by=request.user, seen=seen, act=act),
        whose=f"person {request.user.pk}",
        key=key_of(asked["once"], asked["body"]),
        question=b"message",
    )
    return int(done.body)


def _sent(request: SignedIn, ticket: Ticket, message_id: int) -> HttpResponse:
    """Say that it was written, and offer to take it back."""
    undo_url = reverse("undo", args=[ticket.reference, message_id])
    messages.success(request, _("Written."), extra_tags=undo_url)
    return redirect("ticket", reference=ticket.reference)
