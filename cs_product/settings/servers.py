"""PostgreSQL, Valkey, Celery, mail: our own unless the environment names others. Nothing here starts anything."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from celery.schedules import crontab
from kombu import Exchange, Queue
from psycopg2.extensions import parse_dsn

from common import embedded
from cs_product.settings.firm import TIME_ZONE
from cs_product.settings.surroundings import STATE, words

_dsn = parse_dsn(os.environ.get("DATABASE_URL") or embedded.database_url())
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _dsn.pop("dbname"),
        "USER": _dsn.pop("user", ""),
        "PASSWORD": _dsn.pop("password", ""),
        "HOST": _dsn.pop("host", ""),
        "PORT": _dsn.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_dsn,
            # a ticket's page joins some twenty rows by their keys, in order: to plan that took longer than to do it
            "options": "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=15s"
            " -c join_collapse_limit=4",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "")
PRESENCE_URL = f"{REDIS_URL.rstrip('/')}/1" if REDIS_URL else embedded.redis_url(1)
"""Where it is kept for seconds who looks at what, and what is shared by all processes for a while."""
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": PRESENCE_URL,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
    },
    "drawn": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
"""The first is shared; `drawn` is each process's own, for parts of a page that are alike for all who read one language."""
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = f"{REDIS_URL.rstrip('/')}/0" if REDIS_URL else embedded.broker_url(0)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 3,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "retry_policy": {"max_retries": 1, "interval_start": 0, "interval_max": 0.2},
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_DB_REUSE_MAX = 1000
"""A worker keeps its connection for so many tasks: a new one reads the whole catalogue first (cs_product/celery.py)."""
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_ROUTES = {
    "connections.tasks.*": {"queue": "posts"},
    "tickets.tasks.embed_what_is_missing": {"queue": "posts"},
    "exports.tasks.build": {"queue": "exports"},
    **{f"tickets.tasks.{task}": {"queue": "awaited"} for task in (
        "go_on_with_batch", "go_on_with_batches", "bring_back", "go_on_with_arrivals")},
}  # fmt: skip
"""What goes to other machines waits in a queue of its own: who hangs there holds up no mail to a customer. So do exports.

What somebody looks at while it is done is `awaited`: the same worker takes turns, so that a bulk act does not wait until
all is done that follows from ten thousand tickets, nor that for the act.
"""
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), name) for name in ("celery", "awaited")]
"""Those of a worker that is told no others."""
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
"""Clocks of the hour go by the firm's own time."""
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE / "beat")
OUTBOX_LEASE_SECONDS = int(os.environ.get("OUTBOX_LEASE_SECONDS", "30"))
"""So long a published job may take before it is published again."""
OUTBOX_PAUSE_SECONDS = float(os.environ.get("OUTBOX_PAUSE_SECONDS", "5"))
"""The first pause after a failure; each further one is four times as long, at most six hours."""
MAIL_CLAIM_SECONDS = int(os.environ.get("MAIL_CLAIM_SECONDS", "120"))
"""So long one sender may take before another tries; longer than EMAIL_TIMEOUT and the task's time limit."""
CELERY_BEAT_SCHEDULE = {
    "send again what is undone": {"task": "journal.tasks.sweep", "schedule": 5.0},
    "send again what was not mailed": {"task": "notifications.tasks.sweep", "schedule": 5.0},
    "say that a worker lives": {"task": "notifications.tasks.live", "schedule": 15.0, "options": {"expires": 60}},
    "write digests": {"task": "notifications.tasks.write_digests", "schedule": 60.0},
    "go on with telling": {"task": "notifications.tasks.go_on_telling", "schedule": 5.0},
    "tell who got it meanwhile": {"task": "notifications.tasks.look_who_got_it", "schedule": 3600.0},
    "bring back what was to be looked at again": {"task": "tickets.tasks.resurface_what_is_due", "schedule": 3600.0},
    "go on with arrivals": {"task": "tickets.tasks.go_on_with_arrivals", "schedule": 5.0},
    "go on with batches": {"task": "tickets.tasks.go_on_with_batches", "schedule": 30.0},
    "watch what promises cost": {"task": "backlog.tasks.watch_promises", "schedule": 24 * 3600.0},
    "measure what was shipped": {"task": "backlog.tasks.measure_outcomes", "schedule": 60.0},
    "weigh what is due": {"task": "backlog.tasks.weigh_what_is_due", "schedule": 60.0},
    "note what became of customers": {"task": "tickets.tasks.note_aftermaths", "schedule": 24 * 3600.0},
    "let promised hours follow": {"task": "tickets.tasks.reckon_anew", "schedule": 30.0},
    "add up counts": {"task": "tickets.tasks.add_up_counts", "schedule": 60.0},
    "forget unsent files": {"task": "tickets.tasks.forget_unsent_files", "schedule": 3600.0},
    "weigh words anew": {"task": "tickets.tasks.weigh_terms", "schedule": 6 * 3600.0},
    **{
        f"let search find what it missed, {room}": {"task": f"{room}.tasks.index_what_is_missing", "schedule": 600.0}
        for room in ("tickets", "customers", "backlog")
    },
    "count again what other rules counted": {"task": "metrics.tasks.catch_up", "schedule": 300.0},
    "compare counts with the journal": {
        "task": "metrics.tasks.compare_a_sample",
        "schedule": crontab(hour="3", minute="30"),
    },
    "watch for spikes": {"task": "spikes.tasks.watch", "schedule": 60.0, "options": {"expires": 60}},
    "count for spikes what was missed": {"task": "spikes.tasks.see_what_is_missing", "schedule": 600.0},
    "forget old counts of spikes": {"task": "spikes.tasks.forget", "schedule": 24 * 3600.0},
    "post again what is undone": {"task": "connections.tasks.sweep", "schedule": 5.0},
    "look how issues stand": {"task": "connections.tasks.look_at_issues", "schedule": 60.0},
    "go on with exports": {"task": "exports.tasks.go_on", "schedule": 15.0},
    "let old exports go": {"task": "exports.tasks.let_go", "schedule": 3600.0},
    "forget old posts": {"task": "connections.tasks.forget", "schedule": 3600.0},
    "forget old answers": {"task": "common.tasks.forget_old_answers", "schedule": 3600.0},
}

NOTICE_PAUSE_SECONDS = int(os.environ.get("NOTICE_PAUSE_SECONDS", "600"))
"""So long after a mail about a thing a colleague gets no other about the same; what happens meanwhile is in the next."""
PUSH_CONTACT = os.environ.get("PUSH_CONTACT", "")
"""`mailto:somebody@…` or `https://…`, whom a push service may write to; empty: browsers are not pushed to."""
PUSH_KEY_FILE = Path(os.environ.get("PUSH_KEY_FILE") or STATE / "push.pem")
MAILS_PER_MINUTE = int(os.environ.get("MAILS_PER_MINUTE", "0"))
"""So many mails leave in a minute, where a mail server wants it slowly; digests leave room for customers. 0: any number."""
CUSTOMER_MAILS_PER_DAY = int(os.environ.get("CUSTOMER_MAILS_PER_DAY", "5"))
"""So many mails of ours one customer gets in a day; what is above waits for the next morning and goes together, in one.
Answers typed by hand always go, and do not count. 0: any number."""
CUSTOMER_MAILS_MORNING = int(os.environ.get("CUSTOMER_MAILS_MORNING", "9"))
"""The hour of the firm's day at which it goes."""
PUSHES_PER_MINUTE = int(os.environ.get("PUSHES_PER_MINUTE", "0"))
"""So many pushes leave in a minute; 0: any number."""
DIGEST_BATCH = int(os.environ.get("DIGEST_BATCH", "200"))
"""So many digests are written in one transaction."""
TELL_BATCH = int(os.environ.get("TELL_BATCH", "200"))
"""So many tellings become mails in one transaction."""
RETURN_BATCH = int(os.environ.get("RETURN_BATCH", "200"))
"""So many declined tickets come back in one transaction."""

EMAIL_URL = os.environ.get("EMAIL_URL", "")
"""`smtp://name:password@host:587` (STARTTLS) or `smtps://…:465`; empty: nothing leaves, all is kept in the mailbox."""
_mail = urlsplit(EMAIL_URL)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_URL else "notifications.mailbox.Mailbox"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp" and _mail.username is not None
EMAIL_TIMEOUT = float(os.environ.get("EMAIL_TIMEOUT", "20"))
MAIL_FROM = DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "CS Product <hello@demo.example>")

OUTGOING_PRIVATE = words("OUTGOING_PRIVATE")
"""Networks that are not public and to which we may speak all the same, e.g. `10.20.0.0/16`; there also by plain HTTP."""
EMBEDDINGS_URL = os.environ.get("EMBEDDINGS_URL", "")
"""`https://…/v1/embeddings`, a service that speaks as OpenAI's does; it sees complaints. Empty: nobody is asked."""
EMBEDDINGS_KEY, EMBEDDINGS_MODEL = os.environ.get("EMBEDDINGS_KEY", ""), os.environ.get("EMBEDDINGS_MODEL", "")
EMBEDDINGS_WITHIN_MS = int(os.environ.get("EMBEDDINGS_WITHIN_MS", "150"))
"""So long somebody who types waits for it; what comes later is done without."""
if EMBEDDINGS_URL:
    CELERY_BEAT_SCHEDULE |= {
        "ask what words mean": {"task": "tickets.tasks.embed_what_is_missing", "schedule": 60.0},
        "ask what older words mean": {
            "task": "tickets.tasks.embed_what_is_missing",
            "schedule": 3600.0,
            "args": [True],
        },
    }
EXPORTS_KEPT_DAYS = int(os.environ.get("EXPORTS_KEPT_DAYS", "7"))
"""So many days the file of an export is kept."""
EXPORTS_AT_ONCE = int(os.environ.get("EXPORTS_AT_ONCE", "3"))
"""So many exports of one colleague are made at once."""
PAUSED_AFTER_DAYS = int(os.environ.get("PAUSED_AFTER_DAYS", "3"))
"""A connection that has failed for so many days is paused, and its owner hears so."""
