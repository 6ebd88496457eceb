"""The rules in the settings: who is given what comes in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import need_admin
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.refusals import Refusal
from tickets.actions.ruling import make_rule, remove_rule
from tickets.forms.rules import RuleForm
from tickets.models import AssignmentRule


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: SignedIn) -> HttpResponse:
    """Every rule in its order; posted: one more."""
    need_admin(request.user)
    form, status = RuleForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                make_rule(by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved. It holds for what comes in from now on."))
                return redirect("rules")
    shown = AssignmentRule.objects.select_related("area__parent", "team")
    return render(request, "tickets/rules.html", {"rules": shown, "form": form}, status=status)


@require_POST
def removal(request: SignedIn, pk: int) -> HttpResponse:
    """Let a rule be no more."""
    need_admin(request.user)
    remove_rule(get_object_or_404(AssignmentRule, pk=pk), by=request.user)
    messages.success(request, _("The rule is gone. Whom it gave something keeps it."))
    return redirect("rules")
