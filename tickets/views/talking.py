"""The conversation's doors: write, take back, keep what is unsent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import digest
from accounts.actions.saved import choose_sending
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.once import Answer, once
from common.refusals import Refusal
from tickets.actions import beginning, enclosing, keeping, writing
from tickets.actions.freshness import unless_stale
from tickets.forms import MessageForm, UnsentForm
from tickets.models import Message, Ticket
from tickets.views import lists, page
from tickets.views.doors import seen_by
from tickets.vocabulary import Then

_NOT_TYPED = {"csrfmiddlewaretoken", "seen", "drafted", "next", "once"}


@require_POST
def write(request: SignedIn, reference: str) -> HttpResponse:
    """Write to the customer, or leave a note; sent twice it is written once."""
    ticket, form, status = page.find(request, reference), MessageForm(request.POST, request.FILES), 422
    if form.is_valid():
        try:
            message_id = _write_once(request, ticket, form)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            return _sent(request, ticket, message_id, form.cleaned_data)
    enclosing.hold_what_fits(request.FILES.getlist("files"), by=request.user, ticket=ticket)
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


@require_POST
def begin(request: SignedIn, reference: str, form: str) -> HttpResponse:
    """Keep a form that is being filled in; asked by the page itself while one types."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in _NOT_TYPED}
    beginning.begin(page.find(request, reference), by=request.user, form=form, fields=fields)
    return HttpResponse(status=204)


def key_of(token: str, body: str) -> str:
    """By which key a form is sent once: its own token, and its words, so that corrected ones are sent too."""
    return f"{token}:{digest(body)}" if token else ""


def _write_once(request: SignedIn, ticket: Ticket, form: MessageForm) -> int:
    asked = form.cleaned_data
    is_reply = asked["kind"] == "reply"
    deed, seen = (writing.reply, seen_by(request)) if is_reply else (writing.note, None)

    def act(current: Ticket) -> Answer:
        said = {name: asked[name] for name in ("body", "files", "held")}
        message = deed(current, by=request.user, **said)
        if asked["own"] and current.owner_id != request.user.pk:
            writing.take(current, by=request.user)
        return Answer(201, message.pk)

    done = once(
        lambda: unless_stale(ticket, by=request.user, seen=seen, act=act),
        whose=f"person {request.user.pk}",
        key=key_of(asked["once"], asked["body"]),
        question=b"message",
    )
    return int(done.body)


def _sent(request: SignedIn, ticket: Ticket, message_id: int, asked: dict[str, Any]) -> HttpResponse:
    """Say that it was written, offer to take it back, and open what its writer wants to see then; remember that."""
    then, undo_url = asked["then"] or Then.STAY, reverse("undo", args=[ticket.reference, message_id])
    if asked["then"]:
        choose_sending(by=request.user, then=then, own=asked["own"])
    here = reverse("ticket", args=[ticket.reference])
    said = _("Written.") if then == Then.STAY else _("Written on {reference}.").format(reference=ticket.reference)
    messages.success(request, said, extra_tags=undo_url)
    return redirect(_opened(request, ticket, then) or here + lists.within(request).inside)


def _opened(request: SignedIn, ticket: Ticket, then: str) -> str:
    """The next of the list one came from, or the list; nothing where one stays."""
    what = lists.within(request)
    following = page.neighbours(request, ticket)["next"] if then == Then.NEXT else None
    if following:
        return reverse("ticket", args=[following.reference]) + what.inside
    desk = reverse("desk")
    return "" if then == Then.STAY else f"{desk}?{what.whole_query}" if what.whole_query else desk
