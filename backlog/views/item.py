"""An item's page, and one door per verb."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from backlog.actions import moving, releasing, shaping
from backlog.actions.grooming import stale_before
from backlog.actions.reading import is_due
from backlog.forms import (
    AskBackForm,
    BlockForm,
    CommentForm,
    DropForm,
    FilesForm,
    HoldOnForm,
    ItemForm,
    JoinForm,
    MetricForm,
    MoveVoicesForm,
    ReviewForm,
    UseForm,
    VerifyForm,
)
from backlog.models import Blocker, Item, Regrouping, Release, Voice
from backlog.queries import month_before
from backlog.workflow import KEEPERS, OPEN_STAGES, ItemStage, reachable
from capabilities.models import Capability
from common.clock import now, today
from common.doors import own_address, tried
from common.linking import links_in
from common.paging import Order, page
from common.references import number_of
from journal.models import Entry

MONTHS = 6
"""So many months of a promise are shown."""
COMMENTS = 100
"""So many comments are shown, the newest of them."""
REGROUPINGS = 5
"""So many moves of voices can be undone on the page."""


@require_safe
def item(request: SignedIn, reference: str) -> HttpResponse:
    """Show one item."""
    return _draw(request, number_of(reference, "PB") or 0)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, reference: str) -> HttpResponse:
    """Change what an item says; asked for only by who wants to, the form comes with the page."""
    if request.method != "POST":
        subject = Item.objects.called(reference)
        said = {name: getattr(subject, name) for name in ItemForm.base_fields}
        return _draw(request, subject.pk, edit_form=ItemForm(initial=said | {"monthly_cost": _plain(subject)}))
    form = ItemForm(request.POST)
    return knock(
        request,
        reference,
        "edit_form",
        form,
        lambda subject: shaping.edit(subject, by=request.user, **form.cleaned_data),
        _("Saved."),
    )


@require_POST
def ship(request: SignedIn, reference: str) -> HttpResponse:
    """Say that what was promised is there; or that it ships with a release, once that does."""
    subject, back = Item.objects.called(reference), own_address(request, otherwise=reverse("item", args=[reference]))
    if number := request.POST.get("release", ""):
        release = get_object_or_404(Release, pk=int(number) if number.isdecimal() else 0)
        releasing.put_in(release, by=request.user, item=subject)
        said = _("{reference} ships with {release}.")
        messages.success(request, said.format(reference=subject.reference, release=release))
        return redirect(back)
    moving.ship(subject, by=request.user)
    at_once, later = _("Shipped. Everyone who spoke for it is told."), _("Shipped. Now look whom to tell.")
    messages.success(request, later if settings.TELLING == "all_wait" else at_once)
    return redirect(back)


@require_POST
def drop(request: SignedIn, reference: str) -> HttpResponse:
    """Take the promise back."""
    form = DropForm(request.POST)
    return knock(
        request,
        reference,
        "drop_form",
        form,
        lambda subject: moving.drop(subject, by=request.user, **form.cleaned_data),
        _("Dropped. Its customers are told why."),
    )


def knock(request: SignedIn, reference: str, called: str, form: Any, act: Any, said: str) -> HttpResponse:
    """Do the deed and go back to the item; or show what was refused, with its status and what was typed."""
    subject = Item.objects.called(reference)
    if status := tried(form, lambda: act(subject)):
        forms: dict[str, Any] = {called: form}
        return _draw(request, subject.pk, status=status, **forms)
    if said:
        messages.success(request, said)
    return redirect(own_address(request, otherwise=reverse("item", args=[subject.reference])))


def _keeping(shown: Item) -> dict[str, Any]:
    """The promise under review: its last months, and the forms to look after it."""
    day = today()
    uses = list(shown.uses.order_by("-month")[:MONTHS])
    dear = {use.month for use in uses if use.cost > shown.monthly_cost}
    last = month_before(day)
    return {
        "uses": uses,
        "is_over_plan": shown.is_in_force and {last, month_before(last)} <= dear,
        "is_due": shown.is_in_force and shown.review_on is not None and shown.review_on <= day,
        "review_form": ReviewForm(
            initial={name: getattr(shown, name) for name in ("promise", "promise_other", "monthly_cost")}
        ),
        "use_form": UseForm(initial={"month": last}),
    }


def _beside(shown: Item, by: User) -> dict[str, Any]:
    """What people keep beside it, and the forms to add to that."""
    comments = list(shown.comments.select_related("by").order_by("-at", "-pk")[:COMMENTS])
    return {
        "blockers": [_blocker(facts) for facts in shown.waits_for],  # type: ignore[attr-defined] # annotated
        "comments": comments[::-1],
        "links": links_in([shown.problem, shown.acceptance, *(comment.body for comment in comments)], by),
        "files": shown.beside,  # type: ignore[attr-defined] # annotated
        "block_form": BlockForm(),
        "comment_form": CommentForm(),
        "files_form": FilesForm(),
        "metric_form": MetricForm(),
    }


def _blocker(facts: dict[str, Any]) -> Blocker:
    """One for which it waits, from its column."""
    item = facts["item"] and Item(pk=facts["item"], title=facts["title"], stage=facts["stage"])
    missing = facts["capability"] and Capability(
        pk=facts["capability"], name=facts["name"], arrived_at=facts["arrived_at"]
    )
    return Blocker(pk=facts["pk"], by_item=item, by_capability=missing)


def _plain(shown: Item) -> Decimal:
    """What it costs a month, without cents where there are none."""
    whole = shown.monthly_cost.to_integral()
    return whole if whole == shown.monthly_cost else shown.monthly_cost


def _empty_forms() -> dict[str, Any]:
    """Nothing typed yet; the two long ones come when they are opened."""
    return {
        "edit_form": None,
        "drop_form": None,
        "verify_form": VerifyForm(),
        "ask_form": AskBackForm(),
        "hold_form": HoldOnForm(),
        "join_form": JoinForm(),
        "voices_form": MoveVoicesForm(),
    }


def _draw(request: SignedIn, pk: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    shown = get_object_or_404(
        Item.objects.select_related("owner", "product_area__parent", "measurement", "joined_into")
        .heard()
        .with_files()
        .with_blockers(),
        pk=pk,
    )
    voices = Voice.objects.speaking().filter(item=shown).drawn()
    return render(
        request,
        "backlog/item.html",
        {
            "item": shown,
            "page": page(
                voices, order=Order("joined_at", descending=True), cursor=request.GET.get("cursor", ""), size=30
            ),
            "history": list(
                Entry.objects.about(shown).told().exclude(kind__in=["VoiceCarried", "VoiceLeft"]).reverse()[:50]
            ),
            "targets": [
                (s.value, s.label) for s in reachable(shown.stage, request.user.role) if s != ItemStage.SHIPPED
            ],
            "shipment": shown.shipments.select_related("release").order_by("pk").last(),
            "may_ship": ItemStage.SHIPPED in reachable(shown.stage, request.user.role),
            "may_keep": request.user.role in KEEPERS,
            "may_write": request.user.role != "viewer",
            "metric_is_due": is_due(shown, now()),
            **_empty_forms(),
            **_beside(shown, request.user),
            "regroupings": list(Regrouping.objects.standing().about(shown)[:REGROUPINGS]),
            "is_open": shown.stage in OPEN_STAGES,
            "is_stale": shown.stage in OPEN_STAGES and shown.touched_at < stale_before(),
            **_keeping(shown),
            **forms,
        },
        status=status,
    )
