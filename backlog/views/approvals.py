"""The managers' list: large promises that wait for their yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Role
from accounts.requests import SignedIn
from backlog.actions import approving
from backlog.models import ApprovalRequest
from common.doors import show_refusal
from common.paging import Order, page
from common.refusals import Refusal
from tickets.forms import QuestionForm


@require_safe
def approvals(request: SignedIn) -> HttpResponse:
    """What waits for a manager, the longest waiting first."""
    return _draw(request)


@require_POST
def approve(request: SignedIn, pk: int) -> HttpResponse:
    """Make the promise that was asked for."""
    asked = approving.approve(get_object_or_404(ApprovalRequest.objects.drawn(), pk=pk), by=request.user)
    said = _("{reference} is accepted, in the words of {who}.")
    messages.success(request, said.format(reference=asked.ticket.reference, who=asked.asked_by.name))
    return redirect("approvals")


@require_POST
def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """Ask back first."""
    asked, form, status = get_object_or_404(ApprovalRequest.objects.drawn(), pk=pk), QuestionForm(request.POST), 422
    if form.is_valid():
        try:
            approving.send_back(asked, by=request.user, body=form.cleaned_data["body"])
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, _("Returned with a question."))
            return redirect("approvals")
    return _draw(request, status=status, refused=form, refused_pk=pk)


def _draw(request: SignedIn, *, status: int = 200, **refused: Any) -> HttpResponse:
    rows = ApprovalRequest.objects.open().drawn()
    told = {
        "page": page(rows, order=Order("asked_at"), cursor=request.GET.get("cursor", "")),
        "may_approve": request.user.role == Role.MANAGER,
        "fresh": QuestionForm(),
        **refused,
    }
    return render(request, "backlog/approvals.html", told, status=status)
