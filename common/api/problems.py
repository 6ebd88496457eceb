"""How the API says no: RFC 9457 problem documents, the same meanings as the HTML door."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import set_rollback

from common.api.sentences import of_call, of_field
from common.refusals import Invalid, Refusal, Sentence

MEDIA_TYPE = "application/problem+json"


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The problem document for a refusal or a framework error; None for a crash."""
    document = _document(error)
    if document is None:
        return None
    set_rollback()
    headers = _headers(error)
    return Response(document, status=document["status"], headers=headers, content_type=MEDIA_TYPE)


def _document(error: Exception) -> dict[str, Any] | None:
    if isinstance(error, Refusal):
        return _refusal(error)
    for kind, (code, sentence) in _OTHERS.items():
        if isinstance(error, kind):
            return _problem(code, str(sentence))
    if isinstance(error, exceptions.ValidationError):
        return _problem(422, _("Some of it does not fit."), errors=_by_field(error.detail))
    if isinstance(error, exceptions.APIException):
        return _problem(error.status_code, of_call(error))
    return None


_OTHERS: dict[type[Exception], tuple[int, Sentence]] = {
    Http404: (404, gettext_lazy("There is nothing here, or it is not visible to you.")),
    PermissionDenied: (403, gettext_lazy("This is not yours to do.")),
    RequestDataTooBig: (413, gettext_lazy("That is more than we can take at once.")),
}
"""What the framework says of itself."""


def _refusal(refusal: Refusal) -> dict[str, Any]:
    if isinstance(refusal, Invalid):
        return _problem(422, _("Some of it does not fit."), errors=_by_field(refusal.fields))
    return _problem(refusal.status, str(refusal))


def _problem(code: int, detail: str, **more: Any) -> dict[str, Any]:
    titles = {
        400: _("Not readable"),
        401: _("Sign in first"),
        403: _("Not yours"),
        404: _("Not there"),
        405: _("Not done here"),
        406: _("Not spoken here"),
        409: _("Too late"),
        412: _("Changed meanwhile"),
        413: _("Too much"),
        415: _("Not spoken here"),
        422: _("Does not fit"),
        429: _("Too fast"),
    }
    return {
        "type": "about:blank",
        "title": titles.get(code, _("Not possible")),
        "status": code,
        "detail": detail,
        **more,
    }


def _by_field(fields: Any) -> dict[str, list[str]]:
    """Sentences by the path of their field; what is about the whole stands at the whole's own path."""
    if isinstance(fields, list):
        return {"": [of_field(sentence) for sentence in fields]}
    flat: dict[str, list[str]] = {}
    for name, sentences in fields.items():
        path = "" if name == api_settings.NON_FIELD_ERRORS_KEY else str(name)
        if isinstance(sentences, dict):
            flat |= {f"{path}.{inner}".strip("."): said for inner, said in _by_field(sentences).items()}
        elif isinstance(sentences, list):
            flat[path] = [of_field(sentence) for sentence in sentences]
        else:
            flat[path] = [of_field(sentences)]
    return flat


def _headers(error: Exception) -> dict[str, str]:
    headers: dict[str, str] = {}
    if isinstance(error, exceptions.APIException):
        if challenge := getattr(error, "auth_header", None):
            headers["WWW-Authenticate"] = challenge
        if wait := getattr(error, "wait", None):
            headers["Retry-After"] = str(int(wait) + 1)
    return headers


@csrf_exempt
@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> JsonResponse:
    """The problem document for an address of the API that does not exist."""
    document = _problem(status.HTTP_404_NOT_FOUND, _("There is nothing here, or it is not visible to you."))
    return JsonResponse(document, status=404, content_type=MEDIA_TYPE)
