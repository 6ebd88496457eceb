"""The Celery application: the doorbell of the outbox, and the clocks.

The rows in the database are the jobs; a lost message costs a moment, never a mail (docs/decisions/0003-outbox.md).
"""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, before_task_publish, setup_logging, worker_process_init

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


@beat_init.connect
def let_the_clock_be_seen(**_: Any) -> None:
    """In the clock's process alone, say with each ring that it lives."""
    from common import pulse

    def say_so(**_: Any) -> None:
        pulse.beat("beat")

    before_task_publish.connect(say_so, weak=False)
