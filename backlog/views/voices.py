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
from backlog.models import Item, Regrouping, Voice
from backlog.views.item import knock
from common.doors import own_address
from common.refusals import Invalid
from tickets.models import Ticket
from tickets.views.doors import knock as knock_at_ticket


@require_POST
def speak_for(request: SignedIn, reference: str) -> HttpResponse:
    """Let a ticket speak for one more item, or mark what it says otherwise."""
    form = VoiceForm(request.POST)

    def act(ticket: Ticket) -> None:
        before = set(Voice.objects.of(ticket).values_list("item_id", flat=True))
        said = form.cleaned_data
        voice = voicing.speak_for(
            ticket, by=request.user, importance=said["importance"], highlight=said["highlight"], **form.named()
        )
        undo = "" if voice.item_id in before else _address("fall-silent", ticket, voice.item)
        messages.success(request, _("It speaks for it."), extra_tags=undo)

    return knock_at_ticket(request, reference, form=form, called="voice_form", act=act, said="")


@require_POST
def fall_silent(request: SignedIn, reference: str) -> HttpResponse:
    """Let a ticket speak for an item no longer."""
    ticket, item = _asked(request, reference)
    voicing.fall_silent(ticket, by=request.user, item=item)
    said = _("{ticket} no longer speaks for {item}.").format(ticket=ticket.reference, item=item.reference)
    messages.success(request, said, extra_tags=_address("speak-again", ticket, item))
    return redirect("ticket", reference=reference)


@require_POST
def speak_again(request: SignedIn, reference: str) -> HttpResponse:
    """Take back that a ticket fell silent."""
    ticket, item = _asked(request, reference)
    voicing.speak_again(ticket, by=request.user, item=item)
    said = _("{ticket} speaks for {item} again.").format(ticket=ticket.reference, item=item.reference)
    messages.success(request, said)
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


def _asked(request: SignedIn, reference: str) -> tuple[Ticket, Item]:
    """The ticket, and the item that the form names, or the address of a toast."""
    ticket = Ticket.objects.visible_to(request.user).called(reference)
    item = Item.objects.known_as(request.POST.get("item") or request.GET.get("item", ""))
    if item is None:
        raise Invalid({"item": _("There is no item of this number.")})
    return ticket, item


def _address(name: str, ticket: Ticket, item: Item) -> str:
    """Where a toast takes back what was done just now."""
    return f"{reverse(name, args=[ticket.reference])}?item={item.reference}"
