"""How the HTML door answers: a refusal becomes a page in the reader's language, and what was typed stays."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from common.refusals import Conflict, Forbidden, Invalid, Refusal


class RefusalPages:
    """A refusal that no view caught is still a page of its kind, never a crash."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """The page for a refusal; anything else stays an error."""
        if not isinstance(error, Refusal):
            return None
        return refusal_page(request, error)


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Say what happened and what to do, with the status of the refusal and what the person had typed."""
    name = {403: "403.html", 409: "409.html"}.get(refusal.status, "400.html")
    typed = {key: value for key, value in request.POST.items() if key not in _NOT_WORDS and str(value).strip()}
    return render(request, name, {"sentence": refusal.sentence, "typed": typed}, status=refusal.status)


def show_refusal(form: BaseForm, refusal: Refusal, *others: BaseForm) -> int:
    """Put a refusal beside the fields it is about, of whichever form on the page, and return its status."""
    fields: Mapping[str, Any] = refusal.fields if isinstance(refusal, Invalid) else {"": refusal.sentence}
    for name, sentence in fields.items():
        whose = next((one for one in (form, *others) if name in one.fields), None)
        (whose or form).add_error(name if whose else None, str(sentence))
    return refusal.status


def tried(form: BaseForm, act: Callable[[], Any]) -> int | None:
    """Do it if the form could be read. None: it is done; else the status, and what was wrong stands in the form."""
    if not form.is_valid():
        return 422
    try:
        act()
    except Refusal as refusal:
        return show_refusal(form, refusal)
    return None


def own_address(request: HttpRequest, *, otherwise: str) -> str:
    """Where the form asks to go on, if that is an address of ours."""
    address = request.POST.get("next") or request.GET.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}) else otherwise


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what could not be read; what was too much says so, and how nothing gets lost."""
    if not isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", status=400)
    return render(request, "400.html", {"sentence": too_much()}, status=413)


def too_much() -> str:
    """The sentence for more than we take at once."""
    return _("That is more than we can take at once. Go back: what you typed is still there, and can be made shorter.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what is not there or not visible."""
    return page_not_found(request, exception)


_NOT_WORDS = {"csrfmiddlewaretoken", "once", "next", "password"}

__all__ = [
    "Conflict",
    "Forbidden",
    "RefusalPages",
    "bad_request",
    "not_found",
    "own_address",
    "refusal_page",
    "show_refusal",
    "too_much",
]
