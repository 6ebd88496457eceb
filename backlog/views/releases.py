"""Releases: planned, filled, shipped."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from backlog.actions import releasing, shipping
from backlog.forms import NotesForm, OpenForm, PutInForm, ReleaseForm, ShipForm
from backlog.models import Item, Release, Shipment
from backlog.workflow import KEEPERS, ItemStage
from common.clock import now
from common.doors import show_refusal, tried
from common.paging import Order, page
from common.refusals import Refusal
from journal.models import Entry

OFFERED, NAMED = 60, 30
"""So many items are offered to a release; so many companies are shown."""


@require_http_methods(["GET", "POST"])
def releases(request: SignedIn) -> HttpResponse:
    """What is planned, and what was shipped; the post plans another one."""
    form, status = ReleaseForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                planned = releasing.plan(by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                return redirect("release", pk=planned.pk)
    show = "planned" if request.GET.get("show") == "planned" else "shipped"
    rows, order = _PLACES[show]
    told = {
        "page": page(rows().counted(now()), order=order, cursor=request.GET.get("cursor", ""), size=30),
        "planned_count": Release.objects.planned()[:1000].count(),
        "show": show,
        "form": form,
        "may_keep": request.user.role in KEEPERS,
    }
    return render(request, "backlog/releases.html", told, status=status)


@require_safe
def release(request: SignedIn, pk: int) -> HttpResponse:
    """Show one release."""
    return _draw(request, get_object_or_404(Release, pk=pk))


@require_POST
def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Change its name, version or day."""
    form = ReleaseForm(request.POST)
    return knock(request, pk, "form", form, lambda it: releasing.edit(it, by=request.user, **form.cleaned_data))


@require_POST
def write_notes(request: SignedIn, pk: int) -> HttpResponse:
    """Change what is written about it."""
    form = NotesForm(request.POST)
    return knock(request, pk, "notes_form", form, lambda it: releasing.edit(it, by=request.user, **form.cleaned_data))


@require_POST
def put_in(request: SignedIn, pk: int) -> HttpResponse:
    """Let an item ship with it."""
    form = PutInForm(request.POST)
    return knock(
        request, pk, "put_in_form", form, lambda it: releasing.put_in(it, by=request.user, **form.cleaned_data)
    )


@require_POST
def take_out(request: SignedIn, pk: int) -> HttpResponse:
    """Let an item not ship with it after all."""
    form = PutInForm(request.POST)
    return knock(
        request, pk, "put_in_form", form, lambda it: releasing.take_out(it, by=request.user, **form.cleaned_data)
    )


@require_POST
def ship(request: SignedIn, pk: int) -> HttpResponse:
    """Ship all of its items."""
    form = ShipForm(request.POST)
    said = _("Shipped. Those who spoke for it are being told.")
    if settings.TELLING != "at_once":
        said = _("Shipped. Now look whom to tell.")
    return knock(
        request,
        pk,
        "ship_form",
        form,
        lambda it: shipping.ship_together(it, by=request.user, **form.cleaned_data),
        said,
    )


def knock(
    request: SignedIn, pk: int, called: str, form: Any, act: Callable[[Release], Any], said: str = ""
) -> HttpResponse:
    """Do the deed and go back to the release; or show what was refused, with its status and what was typed."""
    subject = get_object_or_404(Release, pk=pk)
    if status := tried(form, lambda: act(subject)):
        return _draw(request, get_object_or_404(Release, pk=pk), status=status, **{called: form})
    messages.success(request, said or _("Saved."))
    return redirect("release", pk=pk)


def _draw(request: SignedIn, shown: Release, *, status: int = 200, **forms: Any) -> HttpResponse:
    moment = now()
    items = Item.objects.filter(shipments__release=shown).order_by("shipments__pk").heard()
    steps = list(shown.shares.order_by("since", "percent"))
    notes = {f"notes_{code}": shown.notes(code) or shipping.draft_notes(shown, code) for code in ("ko", "en")}
    granted = shown.grants.filter(company__isnull=False).select_related("company").order_by("company__name")
    told = {
        "release": shown,
        "items": list(items),
        "steps": steps,
        "percent": max((step.percent for step in steps if step.since <= moment), default=0),
        "coming": [step for step in steps if step.since > moment],
        "companies": list(granted[:NAMED]),
        "people": shown.grants.filter(customer__isnull=False).count(),
        "offered": _offered() if shown.shipped_at is None else [],
        "may_keep": request.user.role in KEEPERS,
        "history": list(Entry.objects.about(shown).told().reverse()[:50]),
        "form": ReleaseForm(initial={name: getattr(shown, name) for name in ("name", "version", "planned_on")}),
        "notes_form": NotesForm(initial=notes),
        "put_in_form": PutInForm(),
        "ship_form": ShipForm(initial={"version": shown.version}),
        "open_form": OpenForm(),
        **forms,
    }
    return render(request, "backlog/release.html", told, status=status)


def _offered() -> list[Item]:
    """Items that may go into a release: those in work first."""
    able = Item.objects.filter(stage__in=[ItemStage.IN_PROGRESS, ItemStage.READY])
    able = able.exclude(pk__in=Shipment.objects.waiting().values("item"))
    return list(able.order_by("stage", "rank")[:OFFERED])


_PLACES: dict[str, tuple[Callable[[], Any], Order]] = {
    "planned": (Release.objects.planned, Order("planned_at", descending=True)),
    "shipped": (Release.objects.shipped, Order("shipped_at", descending=True)),
}
