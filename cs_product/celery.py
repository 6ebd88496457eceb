"""The Celery application: the doorbell of the outbox, and the clocks.

The rows in the database are the jobs; a lost message costs a moment, never a mail (docs/decisions/0003-outbox.md).
"""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, before_task_publish, setup_logging, task_prerun, worker_process_init

from common import embedded
from cs_product.waste import keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cs_product.settings")
embedded.start()

app = Celery("cs_product")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_web_does(**_: Any) -> None:
    """Use Django's LOGGING in the worker and the beat, too."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)


@worker_process_init.connect
def look_less_for_waste(**_: Any) -> None:
    """As in the web worker."""
    keep_what_is_loaded()


@task_prerun.connect
def look_at_the_connection(task: Any, **_: Any) -> None:
    """Keep a sound connection from task to task, as from page to page (CONN_MAX_AGE); not where a test runs a task."""
    from django.db import close_old_connections

    if not task.request.is_eager:
        close_old_connections()


@beat_init.connect
def let_the_clock_be_seen(**_: Any) -> None:
    """In the clock's process alone, say with each ring that it lives."""
    from common import pulse

    def say_so(**_: Any) -> None:
        pulse.beat("beat")

    before_task_publish.connect(say_so, weak=False)
