"""One promise under review, and what its months really took."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from backlog.actions import keeping
from backlog.forms import ReviewForm, UseForm
from backlog.models import Item
from backlog.views.item import knock


@require_POST
def review(request: SignedIn, reference: str) -> HttpResponse:
    """Keep, change or retire a promise."""
    form = ReviewForm(request.POST)
    return knock(request, reference, "review_form", form, lambda item: _review(item, request, form), _("Reviewed."))


@require_POST
def account_for(request: SignedIn, reference: str) -> HttpResponse:
    """Enter how often it was really needed in a month."""
    form = UseForm(request.POST)
    return knock(
        request,
        reference,
        "use_form",
        form,
        lambda item: keeping.account_for(item, by=request.user, **form.cleaned_data),
        _("Accounted for."),
    )


def _review(item: Item, request: SignedIn, form: ReviewForm) -> None:
    said = form.cleaned_data
    reason, review_on = said["reason"], said["review_on"]
    if said["verdict"] == "keep":
        keeping.keep(item, by=request.user, reason=reason, review_on=review_on)
    elif said["verdict"] == "change":
        new = {name: said[name] for name in ("promise", "promise_other", "monthly_cost")}
        keeping.change(item, by=request.user, reason=reason, review_on=review_on, **new)
    else:
        keeping.retire(item, by=request.user, reason=reason)
