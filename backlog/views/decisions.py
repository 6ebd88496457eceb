"""The two decisions about tickets that need the backlog."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from backlog.actions import promotion
from backlog.actions.promotion import NewItem
from backlog.forms import AcceptForm
from tickets.forms import QuestionForm
from tickets.models import Ticket
from tickets.views.doors import knock


@require_POST
def accept(request: SignedIn, reference: str) -> HttpResponse:
    """Promote a ticket to the backlog, with a promise."""
    form = AcceptForm(request.POST)

    def act(ticket: Ticket) -> None:
        said = form.cleaned_data
        new = NewItem(title=said["title"], problem=said["problem"], promise=said["promise"])
        promotion.accept(
            ticket,
            by=request.user,
            message=said["message"],
            rationale=said["rationale"],
            item=said["item"],
            new_item=None if said["item"] else new,
        )

    return knock(
        request,
        reference,
        form=form,
        called="accept_form",
        act=act,
        said=_("Accepted."),
        then=_("The customer is told what we promise."),
        is_done=True,
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
