"""Where one arrives, and what operators ask."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.models import User


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The desk for whoever is signed in; setting up where nobody is known yet."""
    if request.user.is_authenticated:
        return redirect("desk")
    return redirect("account_login" if User.objects.exists() else "set-up")


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The database and Valkey answer, too; 503 and which one where they do not."""
    state = {"database": _answers(_ask_database), "valkey": _answers(_ask_valkey)}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_valkey() -> None:
    cache.set("ready", 1, 5)


def _answers(ask: object) -> bool:
    try:
        ask()  # type: ignore[operator]
    except Exception:  # noqa: BLE001 (whatever it is, it is not ready)
        return False
    return True
