"""The firm's name, colour and logo: the settings, and what a customer's browser asks for."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import need_admin
from accounts.actions.brand import change_brand, our_brand, put_logo, remove_logo
from accounts.forms import BrandForm, LogoForm
from accounts.models import Brand
from accounts.requests import SignedIn
from common import colours
from common.doors import tried
from common.refusals import Conflict

CONFLICT = Conflict.status
_FOR_GOOD = "public, max-age=31536000, immutable"
"""An address that names its content never says anything else."""


@require_http_methods(["GET", "HEAD", "POST"])
def brand(request: SignedIn) -> HttpResponse:
    """How the firm appears; posted: its name and colour from now on."""
    need_admin(request.user)
    if request.method != "POST":
        return _draw(request)
    form = BrandForm(request.POST)
    return _try(request, "form", form, lambda: change_brand(by=request.user, **form.cleaned_data))


@require_POST
def logo(request: SignedIn) -> HttpResponse:
    """Another logo."""
    need_admin(request.user)
    form = LogoForm(request.POST, request.FILES)

    def deed() -> Brand:
        brought = form.cleaned_data["logo"]
        return put_logo(by=request.user, image=brought.read() if brought else b"")

    return _try(request, "logo_form", form, deed)


@require_POST
def logo_removal(request: SignedIn) -> HttpResponse:
    """No logo any more."""
    remove_logo(by=request.user)
    messages.success(request, _("Customers see your name without a logo."))
    return redirect("brand")


@login_not_required
@require_safe
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """The logo, for whoever looks at a customer's page."""
    found = Brand.objects.filter(logo_key=key).first()
    if found is None or not key:
        raise Http404(key)
    response = HttpResponse(bytes(found.logo or b""), content_type=f"image/{found.logo_kind}")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _kept_for_good(response)


@login_not_required
@require_safe
def colour(request: HttpRequest, accent: str) -> HttpResponse:
    """The colour as a style sheet, for pages that may have no style of their own."""
    said = f"#{accent}"
    if not colours.is_colour(said):
        raise Http404(accent)
    sheet = f":root {{ --accent: {said}; --on-accent: {colours.text_on(said)}; --accent-line: #8a979d; }}\n"
    return _kept_for_good(HttpResponse(sheet, content_type="text/css"))


def _kept_for_good(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = _FOR_GOOD
    return response


def _try(request: SignedIn, called: str, form: BaseForm, act: Callable[[], Any]) -> HttpResponse:
    if status := tried(form, act):
        return _draw(request, status=status, **{called: form})
    messages.success(request, _("Customers see it in their mails and on their pages from now on."))
    return redirect("brand")


def _draw(request: SignedIn, *, status: int = 200, **forms: BaseForm) -> HttpResponse:
    ours = our_brand()
    now = {name: getattr(ours, name) for name in ("name", "name_ko", "accent", "version")}
    told = {"form": BrandForm(initial=now), "logo_form": LogoForm(), "ours": ours}
    if status == CONFLICT and isinstance(typed := forms.get("form"), BrandForm):
        typed.look_again(ours.version)
    if ours.accent:
        told["contrast"] = round(colours.contrast(ours.accent, colours.text_on(ours.accent)), 1)
    return render(request, "accounts/brand.html", told | forms, status=status)
