"""How many requests at once, and how long may one take? Gunicorn's settings, for the demo and in production.

Threads, because a request mostly waits for the database; each thread keeps one connection to it (60 s), so
WEB_WORKERS x WEB_THREADS and the Celery workers together stay below PostgreSQL's max_connections.
"""

import os
from typing import Any

from gunicorn.http import message

_host = os.environ.get("HOST", "127.0.0.1")
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))

limit_request_line = limit_request_field_size = message.MAX_REQUEST_LINE = 200_000
"""Long addresses are for the product to answer, in the reader's language: 20,000 characters of Korean (what `similar/`
reads) are as long as this. Gunicorn knows no more than 8,190 of its own accord; htmx repeats the address in a header."""

timeout = 30
graceful_timeout = 20
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
"""A worker is renewed now and then, so that no leak can grow for ever."""

worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a heartbeat must not wait for a disk
control_socket_disable = True
errorlog = "-"
accesslog = None
"""The product writes its own line per request, without query strings or addresses."""


def post_worker_init(_worker: Any) -> None:
    """A worker has loaded all that it needs."""
    from cs_product.waste import keep_what_is_loaded

    keep_what_is_loaded()
