"""A grooming session: one proposed item after the other, its evidence beside, one deed each."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from backlog.actions import grooming, moving, regrouping
from backlog.actions.likening import alike_items
from backlog.forms import AskBackForm, DropForm, JoinForm, TakeForm
from backlog.models import Item, Voice
from backlog.queries import ItemQuerySet
from backlog.workflow import KEEPERS, ItemStage
from common.doors import show_refusal
from common.forms import Form
from common.linking import links_in
from common.paging import Order
from common.refusals import Invalid, Refusal
from common.text import UNCHOSEN
from journal.actors import Actor

COUNTED = 1000
"""Further than this nobody counts."""
WORDS = 6
"""So many voices are read out."""
ORDERS = {"hand": Order("rank"), "weight": Order("weight", descending=True)}


@require_safe
def begin(request: SignedIn) -> HttpResponse:
    """The first item to groom; or the end of a session."""
    by = _by(request)
    order = ORDERS[by]
    first = _proposed().order_by(*order.names(backwards=False)).first()
    if first is None or "done" in request.GET:
        left = _proposed()[:COUNTED].count()
        return render(request, "backlog/groomed.html", {"left": left, "by": by, "is_done": "done" in request.GET})
    return _draw(request, first)


@require_http_methods(["GET", "POST"])
def session(request: SignedIn, reference: str) -> HttpResponse:
    """One item of a session: look at it; take it, ask its tickets back, or drop it, and go on to the next."""
    subject = Item.objects.called(reference)
    if request.method == "GET":
        return _draw(request, subject)
    verb = request.POST.get("verb", "")
    if verb not in _DEEDS:
        raise Invalid({"verb": UNCHOSEN})
    following = _beside(subject, ORDERS[_by(request)], backwards=False)
    form, status = _DEEDS[verb][0](request.POST), 422
    if form.is_valid():
        try:
            _DEEDS[verb][1](subject, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, str(_DEEDS[verb][2]).format(reference=subject.reference))
            return redirect(_address(following, request))
    return _draw(request, subject, status=status, **{f"{verb}_form": form})


def _take(item: Item, *, by: Actor) -> Item:
    return moving.move(item, by=by, stage=ItemStage.READY)


def _join(subject: Item, *, by: Actor, item: Item | None) -> Item:
    if item is None:
        raise Invalid({"item": _("Which item stays? Name it.")})
    return regrouping.join(subject, by=by, item=item).source


_DEEDS: dict[str, tuple[type[Form], Callable[..., Item], str | Promise]] = {
    "take": (TakeForm, _take, gettext_lazy("{reference} is ready.")),
    "question": (
        AskBackForm,
        grooming.ask_back,
        gettext_lazy("The tickets of {reference} went back with your question."),
    ),
    "join": (JoinForm, _join, gettext_lazy("{reference} is joined. Its voices speak there now.")),
    "drop": (DropForm, moving.drop, gettext_lazy("{reference} is dropped. Its customers are told why.")),
}


def _draw(request: SignedIn, subject: Item, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = get_object_or_404(Item.objects.select_related("owner", "product_area__parent").heard(), pk=subject.pk)
    by = _by(request)
    order = ORDERS[by]
    before = _proposed().filter(order.beyond(_place(shown, order), backwards=True))[:COUNTED].count()
    told = {
        "item": shown,
        "links": links_in([shown.problem, shown.acceptance], request.user),
        "by": by,
        "is_open": shown.stage == ItemStage.PROPOSED,
        "may_keep": request.user.role in KEEPERS,
        "voices": Voice.objects.speaking().filter(item=shown).drawn().order_by("-importance", "pk")[:WORDS],
        "alike": alike_items(shown),
        "place": before + 1,
        "total": _proposed()[:COUNTED].count(),
        "next_url": _address(_beside(shown, order, backwards=False), request),
        "previous": _beside(shown, order, backwards=True),
        "take_form": TakeForm(),
        "question_form": AskBackForm(),
        "drop_form": DropForm(),
        "join_form": JoinForm(),
        **more,
    }
    return render(request, "backlog/grooming.html", told, status=status)


def _proposed() -> ItemQuerySet:
    rows: ItemQuerySet = Item.objects.filter(stage=ItemStage.PROPOSED)
    return rows


def _by(request: SignedIn) -> str:
    """In which order one steps through: by hand, or the heaviest first."""
    return "weight" if request.GET.get("by") == "weight" else "hand"


def _place(item: Item, order: Order) -> tuple[Any, int]:
    return getattr(item, order.key), item.pk


def _beside(item: Item, order: Order, *, backwards: bool) -> Item | None:
    rows = _proposed().filter(order.beyond(_place(item, order), backwards=backwards))
    return rows.order_by(*order.names(backwards=backwards)).first()


def _address(item: Item | None, request: SignedIn) -> str:
    """Where a session goes on; at its end it says so."""
    asked = {"by": "weight"} if _by(request) == "weight" else {}
    if item is None:
        return f"{reverse('grooming')}?{urlencode(asked | {'done': '1'})}"
    return f"{reverse('groom-item', args=[item.reference])}{f'?{urlencode(asked)}' if asked else ''}"
