"""Files to take along: ask for one, see how far it is, save it, remove it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from common.doors import refusal_page, show_refusal
from common.forms import Form, said
from common.paging import Order, page
from common.refusals import Invalid, Refusal
from exports.actions import asking, taking
from exports.forms import EndingForm
from exports.models import Export
from exports.sources import SOURCES
from exports.sources.tickets import TicketFilter
from exports.vocabulary import HOLDS, What

_NEWEST = Order("id", descending=True)


@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: SignedIn) -> HttpResponse:
    """One's exports and how far they are; the form asks for another."""
    asked = request.POST if request.method == "POST" else request.GET
    what = _meant(asked, request)
    narrowing, ending = _narrowing(what, asked), EndingForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        try:
            _ask(request, what, narrowing)
        except Refusal as refusal:
            status = show_refusal(ending, _beside(refusal), narrowing)
        else:
            return redirect(f"{reverse('exports')}?{urlencode({'what': what})}")
    return render(request, "exports/exports.html", _told(request, what, narrowing, ending), status=status)


@require_POST
def removal(request: SignedIn, pk: int) -> HttpResponse:
    """Delete a file, or stop what is not finished."""
    taking.remove(_found(request, pk), by=request.user)
    return redirect("exports")


@require_safe
def file(request: SignedIn, pk: int) -> HttpResponseBase:
    """The file, to be saved."""
    export = _found(request, pk)
    try:
        return given_out(taking.take(export, by=request.user))
    except Refusal as refusal:
        return refusal_page(request, refusal)


def given_out(export: Export) -> FileResponse:
    """A file that is nobody else's: saved, never shown, and kept by nothing on its way."""
    response = FileResponse(
        default_storage.open(export.path),
        as_attachment=True,
        filename=export.file_name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _ask(request: SignedIn, what: str, narrowing: Form) -> Export:
    filters = {name: request.POST[name] for name in narrowing.fields if request.POST.get(name)}
    return asking.ask(by=request.user, what=what, ending=request.POST.get("format", ""), filters=filters)


def _meant(asked: QueryDict, request: SignedIn) -> str:
    """What is to be taken along; at first whatever a colleague may."""
    said = asked.get("what", "")
    offered = [what for what in What.values if asking.may_take(what, request.user)]
    return said if said in offered or (said in What.values and request.method == "POST") else offered[0]


def _narrowing(what: str, asked: QueryDict) -> Form:
    """Every filter there is, as it was asked."""
    form = SOURCES[what].form(asked or None)
    if isinstance(form, TicketFilter):
        form.wide()
    return form


def _beside(refusal: Refusal) -> Refusal:
    """The same, with the names that our form has for filters."""
    if not isinstance(refusal, Invalid):
        return refusal
    return Invalid({name.removeprefix("filters."): said for name, said in refusal.fields.items()})


def _told(request: SignedIn, what: str, narrowing: Form, ending: EndingForm) -> dict[str, Any]:
    found = page(Export.objects.of(request.user), order=_NEWEST, cursor=request.GET.get("cursor", ""), size=20)
    return {
        "what": what,
        "offered": [(name, label) for name, label in What.choices if asking.may_take(name, request.user)],
        "narrowing": narrowing,
        "is_narrowed": any(field.value() for field in narrowing if field.name != "stage"),
        "ending": ending,
        "page": found,
        "rows": [(export, again(export)) for export in found.rows],
        "holds": HOLDS[What(what)],
        "narrowed_to": said(narrowing) if narrowing.is_bound else [],
        "is_underway": any(export.state in {"waiting", "underway"} for export in found.rows),
        "kept_days": settings.EXPORTS_KEPT_DAYS,
    }


def again(export: Export) -> str:
    """The address that asks for the same once more."""
    return f"{reverse('exports')}?{urlencode({'what': export.what} | export.filters)}"


def _found(request: SignedIn, pk: int) -> Export:
    return get_object_or_404(Export.objects.of(request.user), pk=pk)
