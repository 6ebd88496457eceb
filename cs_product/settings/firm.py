"""The firm's own: language, time, money, promised hours; and how the API and the logs speak."""

import os
from decimal import Decimal

from cs_product.settings.surroundings import BASE_DIR, DEMO

LANGUAGE_CODE = os.environ.get("LANGUAGE", "en")
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = os.environ.get("TIME_ZONE", "Asia/Seoul")
"""The firm's own time: days and weeks of the dashboard begin by it."""

FIRM = os.environ.get("FIRM", "Dawn Market" if DEMO else "CS Product")
CURRENCY = os.environ.get("CURRENCY", "KRW")
PROMISE_NEEDS_MANAGER_ABOVE = Decimal(os.environ.get("PROMISE_NEEDS_MANAGER_ABOVE", "1000000"))
"""A promise that costs more than this a month is a manager's to make."""
DEMAND_CUSTOMERS = int(os.environ.get("DEMAND_CUSTOMERS", "10"))
DEMAND_TIMES = int(os.environ.get("DEMAND_TIMES", "3"))
"""A decline is under pressure when so many customers asked since, or so many times those known when it was made."""
RECURRENCE_WEEKS = int(os.environ.get("RECURRENCE_WEEKS", "8"))
"""So many weeks before a release are the baseline of what came after."""
STALE_WEEKS = int(os.environ.get("STALE_WEEKS", "8"))
"""An item with which nothing was done for so many weeks asks for a decision."""
UNDO_SECONDS = int(os.environ.get("UNDO_SECONDS", "15"))
"""So long what was written may be taken back, and nobody outside hears of it; 0: it leaves at once."""
TELLING = os.environ.get("TELLING", "releases_wait")
"""When customers are told that something shipped: `at_once`; `releases_wait` for an approval, items shipped on their
own are told at once; `all_wait` (docs/decisions/0011-told.md)."""
_building = os.environ.get("BUILDING_TOLD_AFTER", "10")
BUILDING_TOLD_AFTER = int(_building) if _building else None
"""So many minutes after we begin to build something, whoever asked for it hears so; empty: they do not."""
CHANGES_ARE_PUBLIC = os.environ.get("CHANGES_ARE_PUBLIC", "1" if DEMO else "") == "1"
"""Whether strangers may read what changed because customers told us, at /changes/."""
HOURS_TO = {"to_listen": 8, "to_assess": 24, "to_decide": 72}
"""Hours within which each open stage promises its next step."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.permissions.SignedInWithScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": os.environ.get("API_RATE", "600/min")},
    "EXCEPTION_HANDLER": "common.api.problems.answer",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "CS Product",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "common.api.schema.closed",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ItemStage": "backlog.workflow.ItemStage",
        "TicketStage": "tickets.workflow.Stage",
        "Extent": "tickets.vocabulary.Extent",
        "DeclineReason": "tickets.vocabulary.Reason",
        "AsideReason": "tickets.vocabulary.AsideReason",
        "OutcomeVerdict": "backlog.recurrence.Verdict",
        "PromiseVerdict": "backlog.forms.VERDICTS",
        "ApprovalOutcome": "backlog.models.ApprovalRequest.Outcome",
        "UseHow": "backlog.models.PromiseUse.How",
        "Became": "tickets.vocabulary.Became",
        "AfterDays": "tickets.vocabulary.After",
        "MessageKind": [("note", "note"), ("reply", "reply")],
        "ConnectionKind": "connections.vocabulary.Kind",
        "FieldKind": "tickets.vocabulary.FieldKind",
        "ExportWhat": "exports.vocabulary.What",
        "TellingState": "notifications.models.TellingState",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "common.logs.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": os.environ.get("LOG_LEVEL", "WARNING" if DEMO else "INFO")},
}
