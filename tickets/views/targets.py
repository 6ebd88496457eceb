"""The hours in the settings: how long each step may take, and when we work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions import need_admin
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.refusals import Refusal
from tickets.actions.promising import set_targets
from tickets.forms.targets import TargetsForm
from tickets.models import Targets


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: SignedIn) -> HttpResponse:
    """What holds now; posted: what holds from now on."""
    need_admin(request.user)
    form, status = TargetsForm(request.POST or None, initial=_as_typed(Targets.objects.current())), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                set_targets(by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved. What waits already follows within a minute."))
                return redirect("targets")
    now = Targets.objects.current()
    return render(request, "tickets/targets.html", {"form": form, "version": now.version}, status=status)


def _as_typed(now: Targets) -> dict[str, object]:
    names = ("to_listen", "to_assess", "to_decide", "weekdays", "opens_at", "closes_at", "holidays_of", "version")
    days = "\n".join(day.isoformat() for day in now.days_off)
    return {name: getattr(now, name) for name in names} | {"days_off": days}
