"""What was asked of us, and how long did it take? One log line per request, with an id that is also answered."""

import logging
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_log = logging.getLogger("requests")
_QUIET = ("/static/", "/healthz/", "/readyz/")


class RequestLog:
    """Log method, route (never the path with its words and tokens), status and milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then log."""
        begun, name = time.perf_counter(), uuid.uuid4().hex[:16]
        response = self.get_response(request)
        response["X-Request-ID"] = name
        if not request.path.startswith(_QUIET):
            match = request.resolver_match
            _log.info(
                "answered",
                extra={
                    "request_id": name,
                    "method": request.method,
                    "route": match.route if match else "",
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - begun) * 1000, 1),
                    # as far as anybody asked who it is: to ask here would cost two questions to the database
                    "person": getattr(getattr(request, "_cached_user", None), "pk", None),
                },
            )
        return response
