"""The customers' door: a link from a mail opens one ticket's page, in their language, without an account."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backlog.models import Item, Voice
from common.clock import now
from common.doors import show_refusal
from common.paging import Order, page
from common.refusals import Refusal
from customers.actions import resume_news, stop_news
from portal.forms import MissedForm, MoreForm
from portal.progress import steps, there_since
from tickets.actions import listening
from tickets.actions.following import follow as open_link
from tickets.models import Message, Ticket, TrackingLink
from tickets.vocabulary import MessageKind
from tickets.workflow import Stage

TOO_LATE = 409
_KEPT = "follows"
_THEIRS = (MessageKind.REPLY, MessageKind.THEIRS, MessageKind.MISHEARD)


@login_not_required
@require_safe
@never_cache
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """Swap the secret of a link for a place in this browser's session; the address forgets it."""
    link = open_link(secret)
    if link is None:
        return _private(render(request, "portal/closed.html", status=404))
    kept = request.session.get(_KEPT, {})
    request.session[_KEPT] = kept | {str(link.ticket_id): link.pk}
    response = redirect("my-ticket", reference=link.ticket.reference)
    if link.ticket.customer and "django_language" not in request.COOKIES:
        response.set_cookie(
            "django_language", link.ticket.customer.language, samesite="Lax", httponly=True, secure=settings.SECURE
        )
    return _private(response)


@login_not_required
@require_safe
@never_cache
def my_ticket(request: HttpRequest, reference: str) -> HttpResponse:
    """The customer's own words, what we understood, where it stands."""
    return _draw(request, _own(request, reference))


@login_not_required
@require_POST
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Yes, that is it."""
    ticket = _own(request, reference)
    listening.confirm(ticket, by=_customer(ticket))
    messages.success(request, _("Thank you. It is good to know that we heard you right."))
    return redirect("my-ticket", reference=reference)


@login_not_required
@require_POST
def not_quite(request: HttpRequest, reference: str) -> HttpResponse:
    """Not quite: this was missed."""
    form = MissedForm(request.POST)
    return _knock(
        request,
        reference,
        "missed_form",
        form,
        _("Thank you. We listen again."),
        lambda ticket: listening.mishear(ticket, by=_customer(ticket), **form.cleaned_data),
    )


@login_not_required
@require_POST
def say_more(request: HttpRequest, reference: str) -> HttpResponse:
    """Something to add."""
    form = MoreForm(request.POST)
    return _knock(
        request,
        reference,
        "more_form",
        form,
        _("Thank you. We read it."),
        lambda ticket: listening.hear_more(ticket, by=_customer(ticket), **form.cleaned_data),
    )


@login_not_required
@require_POST
def news(request: HttpRequest, reference: str) -> HttpResponse:
    """Do they want to hear what became of what they told us?"""
    ticket = _own(request, reference)
    if request.POST.get("wanted") == "yes":
        resume_news(_customer(ticket), by=_customer(ticket))
        messages.success(request, _("We write to you again when something is there."))
    else:
        stop_news(_customer(ticket), by=_customer(ticket))
        messages.success(
            request, _("We do not write to you any more when something is there. Answers to you still come.")
        )
    return redirect("my-ticket", reference=reference)


@login_not_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """You said, we did: what changed for everyone, and how many asked for it; nobody's words."""
    if not (settings.CHANGES_ARE_PUBLIC or request.user.is_authenticated):
        raise Http404
    order = Order("shipped_at", descending=True)
    found = page(Item.objects.changed_for_everyone(now()), order=order, cursor=request.GET.get("cursor", ""), size=30)
    return render(request, "portal/changes.html", {"page": found})


def _knock(
    request: HttpRequest, reference: str, called: str, form: BaseForm, said: str, act: Callable[[Ticket], Any]
) -> HttpResponse:
    ticket, status = _own(request, reference), 422
    if form.is_valid():
        try:
            act(ticket)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, said)
            return redirect("my-ticket", reference=reference)
    return _draw(request, _own(request, reference), status=status, **_kept(called, form, status))


def _draw(request: HttpRequest, ticket: Ticket, *, status: int = 200, **forms: Any) -> HttpResponse:
    voice = Voice.objects.of(ticket).first()
    item = voice.item if voice else None
    since = there_since(ticket, item)
    said = Message.objects.left(now()).filter(ticket=ticket, kind__in=_THEIRS)
    said = said.exclude(kind=MessageKind.MISHEARD, by__isnull=False)
    return _private(
        render(
            request,
            "portal/ticket.html",
            {
                "ticket": ticket,
                "steps": steps(ticket, item, since),
                "there_since": since,
                "item": item,
                "voices": Voice.objects.speaking().filter(item=item)[:1000].count() if item else 0,
                "messages_said": said.order_by("pk")[:100],
                "may_say_not_quite": ticket.stage in {Stage.TO_ASSESS, Stage.TO_DECIDE},
                "missed_form": MissedForm(),
                "more_form": MoreForm(),
                **forms,
            },
            status=status,
        )
    )


def _kept(called: str, form: BaseForm, status: int) -> dict[str, BaseForm]:
    """What was typed stays; what came too late for its own form is offered as something to add."""
    if called != "missed_form" or status != TOO_LATE:
        return {called: form}
    more = MoreForm({"body": form.data.get("missed", "")})
    for sentence in form.non_field_errors():
        more.add_error(None, sentence)
    return {"more_form": more}


def _own(request: HttpRequest, reference: str) -> Ticket:
    """The ticket, if this browser came through a link to it that is still open."""
    number = reference.removeprefix("CS-")
    link = (
        TrackingLink.objects.filter(
            pk=request.session.get(_KEPT, {}).get(number, 0), ticket_id=int(number), expires_at__gt=timezone.now()
        )
        .select_related("ticket__customer", "ticket__listening__by", "ticket__decision")
        .first()
    )
    if link is None:
        raise Http404(reference)
    return link.ticket


def _customer(ticket: Ticket) -> Any:
    if ticket.customer is None:
        raise Http404(ticket.reference)
    return ticket.customer


def _private(response: HttpResponse) -> HttpResponse:
    """Neither kept by searchers nor told to the next page."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
