"""Where hosts of code tell us how an issue stands: open to everyone, but what is not signed changes nothing."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.refusals import Refusal
from connections.actions.hearing import hear as take_in
from connections.models import Connection


@csrf_exempt
@login_not_required
@require_POST
def hear(request: HttpRequest, key: str) -> HttpResponse:
    """204: heard; 401: not signed with our secret; 409: heard before; 422: it cannot be read."""
    connection = get_object_or_404(Connection.objects.kept(), hook_key=key)
    try:
        take_in(connection, headers=request.headers, body=request.body)
    except RequestDataTooBig:
        return HttpResponse("too long", status=413, content_type="text/plain")
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)
