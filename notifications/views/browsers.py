"""Browsers that show notices: remember one, forget one, and what it runs for that."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from notifications.actions import pushing


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What the browser runs while no page of ours is open: under one address, whatever its content is called."""
    script = (Path(settings.BASE_DIR) / "static" / "js" / "worker.js").read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_POST
def remember(request: SignedIn) -> HttpResponse:
    """Show notices in this browser."""
    said = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    pushing.remember(by=request.user, **said)
    return HttpResponse(status=201)


@require_POST
def forget(request: SignedIn) -> HttpResponse:
    """Show them no longer."""
    pushing.forget(by=request.user, endpoint=request.POST.get("endpoint", ""))
    return HttpResponse(status=204)
