"""Which mails do they want? Chosen on their page, or stopped from the mail itself with one click."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from common.doors import show_refusal
from common.refusals import Refusal
from customers.actions import choose_mail, resume_news, stop_news, who_stops
from portal.forms import MailForm
from portal.views.reached import customer_of, own, private


@login_not_required
@require_POST
def news(request: HttpRequest, reference: str) -> HttpResponse:
    """Do they want to hear what became of what they told us?"""
    ticket = own(request, reference)
    if request.POST.get("wanted") == "yes":
        resume_news(customer_of(ticket), by=customer_of(ticket))
        messages.success(request, _("We write to you again when something is there."))
    else:
        stop_news(customer_of(ticket), by=customer_of(ticket))
        messages.success(
            request, _("We do not write to you any more when something is there. Answers to you still come.")
        )
    return redirect("my-ticket", reference=reference)


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def wishes(request: HttpRequest, reference: str) -> HttpResponse:
    """Which news they want, or no mail at all."""
    ticket, status = own(request, reference), 200
    customer = customer_of(ticket)
    known = {"news": customer.news, "none_at_all": customer.no_mail_since is not None}
    form = MailForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                choose_mail(customer, by=customer, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("my-ticket", reference=reference)
    return private(render(request, "portal/wishes.html", {"ticket": ticket, "form": form}, status=status))


@csrf_exempt  # the signed address is the proof, and mail programs bring no cookie
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop the news from the mail itself: opening asks, for scanners open every link; only POST does it (RFC 8058)."""
    customer = who_stops(key)
    if customer is None:
        return private(render(request, "portal/closed.html", status=404))
    if request.method == "POST":
        stop_news(customer, by=customer)
    with override(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or customer.language):
        told = {"key": key, "is_stopped": customer.no_news_since is not None}
        return private(render(request, "portal/stop.html", told))
