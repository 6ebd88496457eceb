"""An item that asks its tickets back, or that is held on to."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedIn
from backlog.actions import grooming
from backlog.forms import AskBackForm, HoldOnForm
from backlog.views.item import knock


@require_POST
def ask_back(request: SignedIn, reference: str) -> HttpResponse:
    """Return the tickets of an item with a question."""
    form = AskBackForm(request.POST)
    said = _("Returned with your question.")
    return knock(
        request,
        reference,
        "ask_form",
        form,
        lambda item: grooming.ask_back(item, by=request.user, **form.cleaned_data),
        said,
    )


@require_POST
def hold_on_to(request: SignedIn, reference: str) -> HttpResponse:
    """Keep what nobody touched for long."""
    form = HoldOnForm(request.POST)
    return knock(
        request,
        reference,
        "hold_form",
        form,
        lambda item: grooming.hold_on_to(item, by=request.user, **form.cleaned_data),
        _("Kept. It asks again when nothing happens."),
    )
