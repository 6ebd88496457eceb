"""The two decisions about tickets that need the backlog."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from backlog.actions import approving, promotion
from backlog.actions.promotion import NewItem
from backlog.forms import AcceptForm
from tickets.actions.drafting import draft, language_of
from tickets.forms import QuestionForm
from tickets.views.doors import knock
from tickets.views.wording import begin_with_draft
from tickets.vocabulary import DraftKind


@require_POST
def accept(request: SignedIn, reference: str) -> HttpResponse:
    """Promote a ticket to the backlog, with a promise."""
    form = AcceptForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="accept_form",
        act=lambda ticket: promotion.accept(ticket, by=request.user, **_acceptance(form)),
        said=_("Accepted."),
        then=_("The customer is told what we promise."),
        is_done=True,
    )


@require_POST
def ask_a_manager(request: SignedIn, reference: str) -> HttpResponse:
    """Send an acceptance to the managers, because its promise costs too much for oneself."""
    form = AcceptForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="accept_form",
        act=lambda ticket: approving.ask_a_manager(ticket, by=request.user, **_acceptance(form)),
        said=_("A manager is asked. Until then it waits here, to be decided."),
    )


@require_POST
def draft_acceptance(request: SignedIn, reference: str) -> HttpResponse:
    """Begin the message with the draft of a yes: of the item that was named, or of the promise that was typed."""
    form = AcceptForm(request.POST)
    form.is_valid()
    item = form.cleaned_data.get("item")
    typed = form.cleaned_data.get("promise", "")
    return begin_with_draft(
        request,
        reference,
        form=form,
        called="accept_form",
        template="backlog/_accept_message.html",
        words=lambda ticket: draft(
            ticket, DraftKind.ACCEPTED, promise=item.promise_in(language_of(ticket)) if item else typed
        ),
    )


@require_POST
def question(request: SignedIn, reference: str) -> HttpResponse:
    """Return a ticket with a question."""
    form = QuestionForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="question_form",
        said=_("Returned with a question."),
        act=lambda ticket: promotion.question(ticket, by=request.user, body=form.cleaned_data["body"]),
    )


def _acceptance(form: AcceptForm) -> dict[str, Any]:
    """What an acceptance says, as the verbs want it; an existing item makes a new one needless."""
    said = form.cleaned_data
    new = NewItem(title=said["title"], problem=said["problem"], promise=said["promise"])
    return {
        "message": said["message"],
        "rationale": said["rationale"],
        "importance": said["importance"],
        "highlight": said["highlight"],
        "item": said["item"],
        "new_item": None if said["item"] else new,
    }
