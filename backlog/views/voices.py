"""Voices: one more item for a ticket, voices that go elsewhere, items that are one; and the way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from backlog.actions import regrouping, voicing
from backlog.forms import JoinForm, MoveVoicesForm, VoiceForm
from backlog.models import Item, Regrouping
from backlog.views.item import knock
from common.doors import own_address
from common.refusals import Invalid
from tickets.models import Ticket
from tickets.views.doors import knock as knock_at_ticket


@require_POST
def speak_for(request: SignedIn, reference: str) -> HttpResponse:
    """Let a ticket speak for one more item, or mark what it says otherwise."""
    form = VoiceForm(request.POST)
    return knock_at_ticket(
        request,
        reference,
        form=form,
        called="voice_form",
        act=lambda ticket: voicing.speak_for(
            ticket,
            by=request.user,
            importance=form.cleaned_data["importance"],
            highlight=form.cleaned_data["highlight"],
            **form.named(),
        ),
        said=_("It speaks for it."),
    )


@require_POST
def fall_silent(request: SignedIn, reference: str) -> HttpResponse:
    """Let a ticket speak for an item no longer."""
    ticket = Ticket.objects.visible_to(request.user).called(reference)
    item = Item.objects.known_as(request.POST.get("item", ""))
    if item is None:
        raise Invalid({"item": _("There is no item of this number.")})
    voicing.fall_silent(ticket, by=request.user, item=item)
    said = _("{ticket} no longer speaks for {item}.")
    messages.success(request, said.format(ticket=ticket.reference, item=item.reference))
    return redirect("ticket", reference=reference)


@require_POST
def move(request: SignedIn, reference: str) -> HttpResponse:
    """Let voices speak for another item, or for a new one."""
    form = MoveVoicesForm(request.POST)

    def act(source: Item) -> None:
        tickets = form.cleaned_data["tickets"]
        made = regrouping.move_voices(source, by=request.user, tickets=tickets, **form.named())
        n, where = len(tickets), made.target.reference
        said = ngettext("{n} voice speaks for {item} now.", "{n} voices speak for {item} now.", n)
        messages.success(request, said.format(n=n, item=where))

    return knock(request, reference, "voices_form", form, act, "")


@require_POST
def join(request: SignedIn, reference: str) -> HttpResponse:
    """Join an item with another, which stays."""
    form = JoinForm(request.POST)

    def act(source: Item) -> None:
        item = form.cleaned_data["item"]
        if item is None:
            raise Invalid({"item": _("Which item stays? Name it.")})
        regrouping.join(source, by=request.user, item=item)
        messages.success(request, _("Joined. Its voices speak for {item} now.").format(item=item.reference))

    return knock(request, reference, "join_form", form, act, "")


@require_POST
def undo(request: SignedIn, pk: int) -> HttpResponse:
    """Undo a move of voices or a join."""
    done = regrouping.undo(
        get_object_or_404(Regrouping.objects.select_related("source", "target"), pk=pk), by=request.user
    )
    messages.success(request, _("Undone. It is as it was before."))
    return redirect(own_address(request, otherwise=reverse("item", args=[done.source.reference])))
