"""The HTML doors of the assessment: judge, and see while typing what the rules recommend."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from capabilities.actions import name as name_capability
from tickets.actions import assessing
from tickets.actions.assessing import Weighing
from tickets.forms import AssessmentForm
from tickets.models import ProductArea, Ticket
from tickets.recommendation import recommend
from tickets.views import page
from tickets.views.doors import knock


@require_POST
def assess(request: SignedIn, reference: str) -> HttpResponse:
    """Judge whether we could keep doing it."""
    form = AssessmentForm(request.POST)
    return knock(
        request,
        reference,
        form=form,
        called="assessment_form",
        said=_("Assessed. It can be decided now."),
        act=lambda ticket: _assess(ticket, request, form.cleaned_data),
    )


@require_POST
def weigh(request: SignedIn, reference: str) -> HttpResponse:
    """What the rules recommend for the answers so far: a fragment, drawn while typing."""
    ticket, form = page.find(request, reference), AssessmentForm(request.POST)
    form.is_valid()
    left = ProductArea.objects.budget_left(ticket.product_area)
    told: dict[str, Any] = {"ticket": ticket, "budget_left": left, "recommendation": None, "answers": None}
    try:
        answers = weighing_of(form.cleaned_data).answers(budget_left=left)
        if form.cleaned_data.get("new_capability"):
            answers = replace(answers, is_missing_something=True)
        if answers.monthly_cost >= 0:
            told |= {"recommendation": recommend(answers), "answers": answers, "monthly_cost": answers.monthly_cost}
    except KeyError:
        pass  # some answers are still to come
    return render(request, "tickets/_recommendation.html", told)


def weighing_of(asked: dict[str, Any]) -> Weighing:
    """The answers of a form; KeyError while some cannot be read yet."""
    return Weighing(
        for_everyone=asked["for_everyone"],
        for_good=asked["for_good"],
        built_in=asked["built_in"],
        one_off_cost=asked["one_off_cost"],
        cost_each_time=asked["cost_each_time"],
        times_per_month=asked["times_per_month"],
        missing_capabilities=list(asked["missing_capabilities"]),
        relationship=asked["relationship"],
    )


@transaction.atomic
def _assess(ticket: Ticket, request: SignedIn, asked: dict[str, Any]) -> None:
    """Name a new capability and assess, both or neither; no finding of one's own means the recommended one."""
    if asked["new_capability"]:
        capability = name_capability(by=request.user, name=asked["new_capability"])
        asked["missing_capabilities"] = [*asked["missing_capabilities"], capability]
    weighing = weighing_of(asked)
    left = ProductArea.objects.budget_left(ticket.product_area)
    finding = asked["finding"] or recommend(weighing.answers(budget_left=left)).finding
    assessing.assess(ticket, by=request.user, weighing=weighing, finding=finding, rationale=asked["rationale"])
