"""The customers' door: a link from a mail opens one ticket's page, in their language, without an account."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from backlog.models import Item, Voice
from common.clock import now
from common.doors import tried
from common.paging import Order, page
from portal.forms import MissedForm, MoreForm
from portal.progress import steps, there_since
from portal.views.reached import KEPT, customer_of, own, private
from tickets.actions import listening
from tickets.actions.following import follow as open_link
from tickets.models import Message, Ticket
from tickets.vocabulary import MessageKind
from tickets.workflow import Stage

TOO_LATE = 409
ANSWERS = ("yes", "not_quite")
"""What one can choose in the mail that asks whether we heard right; it is said on the page, by its button."""
_THEIRS = (MessageKind.REPLY, MessageKind.THEIRS, MessageKind.MISHEARD)


@login_not_required
@require_safe
@never_cache
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """Swap the secret of a link for a place in this browser's session; the address forgets it."""
    link = open_link(secret)
    if link is None:
        return private(render(request, "portal/closed.html", status=404))
    kept = request.session.get(KEPT, {})
    request.session[KEPT] = kept | {str(link.ticket_id): link.pk}
    response = redirect(_page_for(link.ticket, request.GET.get("answer", "")))
    if link.ticket.customer and "django_language" not in request.COOKIES:
        response.set_cookie(
            "django_language", link.ticket.customer.language, samesite="Lax", httponly=True, secure=settings.SECURE
        )
    return private(response)


@login_not_required
@require_safe
@never_cache
def my_ticket(request: HttpRequest, reference: str) -> HttpResponse:
    """The customer's own words, what we understood, where it stands."""
    return _draw(request, own(request, reference))


@login_not_required
@require_POST
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Yes, that is it."""
    ticket = own(request, reference)
    listening.confirm(ticket, by=customer_of(ticket))
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
        lambda ticket: listening.mishear(ticket, by=customer_of(ticket), **form.cleaned_data),
    )


@login_not_required
@require_POST
def say_more(request: HttpRequest, reference: str) -> HttpResponse:
    """Something to add."""
    form = MoreForm(request.POST, request.FILES)
    return _knock(
        request,
        reference,
        "more_form",
        form,
        _("Thank you. We read it."),
        lambda ticket: listening.hear_more(ticket, by=customer_of(ticket), **form.cleaned_data),
    )


@login_not_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """You said, we did: what changed for everyone, and how many asked for it; nobody's words."""
    if not (settings.CHANGES_ARE_PUBLIC or request.user.is_authenticated):
        raise Http404
    order = Order("shipped_at", descending=True)
    found = page(Item.objects.changed_for_everyone(now()), order=order, cursor=request.GET.get("cursor", ""), size=30)
    return render(request, "portal/changes.html", {"page": found})


def _page_for(ticket: Ticket, answer: str) -> str:
    """Their page; where the mail asked and they chose, at the question. Nothing is said by opening it."""
    page = reverse("my-ticket", args=[ticket.reference])
    return f"{page}?answer={answer}#understood" if answer in ANSWERS else page


def _knock(
    request: HttpRequest, reference: str, called: str, form: BaseForm, said: str, act: Callable[[Ticket], Any]
) -> HttpResponse:
    ticket = own(request, reference)
    if status := tried(form, lambda: act(ticket)):
        return _draw(request, own(request, reference), status=status, **_kept(called, form, status))
    messages.success(request, said)
    return redirect("my-ticket", reference=reference)


def _draw(request: HttpRequest, ticket: Ticket, *, status: int = 200, **forms: Any) -> HttpResponse:
    voice = Voice.objects.of(ticket).first()
    item = voice.item if voice else None
    since = there_since(ticket, item)
    said = Message.objects.left(now()).with_files().filter(ticket=ticket, kind__in=_THEIRS)
    said = said.exclude(kind=MessageKind.MISHEARD, by__isnull=False)
    return private(
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
                "answer": request.GET.get("answer", "") if request.GET.get("answer") in ANSWERS else "",
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
