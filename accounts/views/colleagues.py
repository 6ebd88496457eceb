"""The colleagues' own doors: setting up, settings, preferences."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.forms import ChangeForm, ColleagueForm, PreferenceForm, SetUpForm, TokenForm
from accounts.models import ApiToken, Role, User
from accounts.requests import SignedIn
from common.doors import own_address, show_refusal
from common.refusals import Forbidden, Refusal

_YEAR = 365 * 86400


@login_not_required
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the first administrator of an empty installation."""
    if User.objects.exists():
        return redirect(settings.LOGIN_URL)
    form, status = SetUpForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.set_up(**form.cleaned_data, language=(get_language() or "en")[:2])
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("settings")
    return render(
        request, "accounts/set_up.html", {"form": form}, status=422 if form.errors and status == 200 else status
    )


@require_http_methods(["GET", "POST"])
def colleagues(request: SignedIn) -> HttpResponse:
    """Who works here; administrators let people in."""
    _administrators_only(request.user)
    form, status = ColleagueForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.welcome(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, _("{name} can sign in now.").format(name=user.name))
            return redirect("settings")
    data = {"form": form, "colleagues": User.objects.all()[:500], "roles": Role.choices}
    return render(request, "accounts/colleagues.html", data, status=422 if form.errors and status == 200 else status)


@require_POST
def colleague(request: SignedIn, pk: int) -> HttpResponse:
    """Change a colleague's role or door."""
    _administrators_only(request.user)
    form = ChangeForm(request.POST)
    if form.is_valid():
        user = actions.change(get_object_or_404(User, pk=pk), by=request.user, **form.cleaned_data)
        messages.success(request, _("Changed for {name}.").format(name=user.name))
    return redirect("settings")


@require_http_methods(["GET", "POST"])
def tokens(request: SignedIn) -> HttpResponse:
    """A colleague's own keys for programs; a new key's secret is shown once."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _token, secret = actions.make_token(by=request.user, **form.cleaned_data)
        form = TokenForm()
    data = {"form": form, "secret": secret, "tokens": request.user.tokens.filter(revoked_at=None).order_by("pk")[:100]}
    return render(request, "accounts/tokens.html", data, status=422 if form.errors else 200)


@require_POST
def revoke_token(request: SignedIn, pk: int) -> HttpResponse:
    """Let a program act no longer."""
    actions.revoke_token(get_object_or_404(ApiToken, pk=pk, owner=request.user), by=request.user)
    messages.success(request, _("The key no longer opens anything."))
    return redirect("tokens")


@login_not_required
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Remember language and theme: on this browser, and the language with the colleague."""
    form = PreferenceForm(request.POST)
    chosen = form.cleaned_data if form.is_valid() else {}
    response = redirect(own_address(request, otherwise="/"))
    if language := chosen.get("language"):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SECURE,
        )
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=language)
    if theme := chosen.get("theme"):
        response.set_cookie("theme", theme, max_age=_YEAR, samesite="Lax", secure=settings.SECURE)
    return response


def _administrators_only(user: User) -> None:
    if user.role != Role.ADMIN:
        raise Forbidden(_("Only administrators can do this."))
