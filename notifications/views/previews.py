"""The mails to customers in the settings: each as it looks today, and one sent to oneself."""

import json
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import need_admin
from accounts.actions.brand import our_brand
from accounts.models import User
from accounts.requests import SignedIn
from common.forms import Form
from customers.models import Language
from notifications.actions.capping import most_a_day
from notifications.actions.testing import send_a_test
from notifications.forms import CapForm, MailWordsForm
from notifications.letters.appearance import LOGO
from notifications.letters.examples import EXAMPLES, TO_CUSTOMERS, example
from notifications.letters.sentences import SEVERAL, ours, parts
from notifications.models import MailKind

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox"
"""Mails carry their style with them. In a frame of ours, that may run, load and send nothing, this harms nobody."""


DRAFTED = {MailKind.ACCEPTED, MailKind.DECLINED, MailKind.LOOKING_AGAIN}
"""Mails whose middle begins with a draft, which has a page of its own."""


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Every kind of mail to customers; one of them as it is read."""
    assert isinstance(request.user, User)
    need_admin(request.user)
    kind, language = request.GET.get("kind", MailKind.RECEIVED), request.GET.get("language", Language.KO)
    known_or_404(kind, language)
    return draw(request, kind, language)


def draw(request: HttpRequest, kind: str, language: str, *, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of one mail: how it looks in its frame, its words, and how many may go."""
    house, held = ours(kind, language), parts(kind, language)
    told: dict[str, Any] = {
        "words_form": MailWordsForm(kind=kind, language=language),
        "is_own": held != house,
        "seen": json.dumps(held),
        "draft": kind in DRAFTED,
        "cap_form": CapForm(initial=dict.fromkeys(("most", "seen"), most_a_day())),
        "kind": kind,
        "language": language,
        "kinds": [*((one.value, one.label) for one in TO_CUSTOMERS), (SEVERAL, _("Several in one"))],
        "languages": Language.choices,
        "as_text": request.GET.get("shape") == "text",
        "letter": example(kind, language),
    }
    page = render(request, "notifications/previews.html", told | forms, status=status)
    csp_update({"frame-src": [SELF]})(lambda _request: page)(request)
    return page


@require_safe
def preview(request: SignedIn, kind: str, language: str) -> HttpResponse:
    """One mail as a page of its own, to be shown in a frame."""
    need_admin(request.user)
    known_or_404(kind, language)
    html, key = example(kind, language).html, our_brand().logo_key
    page = HttpResponse(html.replace(f"cid:{LOGO}", reverse("brand-logo", args=[key])) if key else html)
    return framed(page)


@require_POST
def send_test(request: SignedIn) -> HttpResponse:
    """Send one to oneself."""
    kind, language = request.POST.get("kind", ""), request.POST.get("language", "")
    send_a_test(by=request.user, kind=kind, language=language)
    messages.success(request, _("On its way to {address}.").format(address=request.user.email))
    return redirect(f"{reverse('mails')}?kind={kind}&language={language}")


def framed(page: HttpResponse) -> HttpResponse:
    """Let a mail be shown in a frame on our own pages, where it can do nothing."""
    page["Content-Security-Policy"], page["X-Frame-Options"] = _POLICY, "SAMEORIGIN"
    return page


def known_or_404(kind: str, language: str) -> None:
    """Nothing is here for a kind or a language that we do not write in."""
    if kind not in EXAMPLES or language not in Language.values:
        raise Http404(kind)
