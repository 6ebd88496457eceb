"""The teams in the settings: who belongs together, under which name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import need_admin
from accounts.actions.teams import change_team, dissolve_team, form_team
from accounts.forms import TeamForm
from accounts.models import Team
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.refusals import Refusal

MOST = 500
"""So many teams are shown."""


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: SignedIn) -> HttpResponse:
    """Every team; posted: one more."""
    need_admin(request.user)
    form, status = TeamForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = {name: form.cleaned_data[name] for name in ("name", "members")}
            try:
                team = form_team(by=request.user, **said)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("“{name}” can be mentioned and filtered by now.").format(name=team.name))
                return redirect("teams")
    told = {"teams": Team.objects.current().prefetch_related("members")[:MOST], "form": form}
    return render(request, "accounts/teams.html", told, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: SignedIn, pk: int) -> HttpResponse:
    """One team; posted: its name and members from now on."""
    need_admin(request.user)
    subject = get_object_or_404(Team.objects.current(), pk=pk)
    now = {"name": subject.name, "members": list(subject.members.all()), "version": subject.version}
    form, status = TeamForm(request.POST or None, initial=now), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_team(subject, by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("teams")
    return render(request, "accounts/team.html", {"team": subject, "form": form}, status=status)


@require_POST
def dissolution(request: SignedIn, pk: int) -> HttpResponse:
    """Let a team be no more."""
    subject = dissolve_team(get_object_or_404(Team, pk=pk), by=request.user)
    messages.success(request, _("“{name}” is dissolved.").format(name=subject.name))
    return redirect("teams")
