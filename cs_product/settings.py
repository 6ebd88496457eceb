"""Every setting of the product, read once from the environment. Nothing here starts anything."""

import os
import secrets
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from psycopg2.extensions import parse_dsn

from common import embedded

BASE_DIR = Path(__file__).resolve().parent.parent
STATE = embedded.state_root()


def _secret() -> str:
    """The signing secret: from the environment, from a file, or made once and kept beside the data."""
    if value := os.environ.get("SECRET_KEY"):
        return value
    path = Path(os.environ.get("SECRET_KEY_FILE", STATE / "secret"))
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()


def _flag(name: str) -> bool:
    return os.environ.get(name, "") == "1"


def _words(name: str) -> list[str]:
    return [word for word in os.environ.get(name, "").replace(",", " ").split() if word]


DEMO = _flag("CS_PRODUCT_DEMO")
SECRET_KEY = _secret()
DEBUG = False
DOMAIN = os.environ.get("DOMAIN", "")
SECURE = bool(DOMAIN)
"""Served under a name of its own, with TLS in front; without a name only for this machine."""
PORT = os.environ.get("PORT", "8000")
SITE_URL = os.environ.get("SITE_URL") or (f"https://{DOMAIN}" if DOMAIN else f"http://localhost:{PORT}")
ALLOWED_HOSTS = _words("ALLOWED_HOSTS") or [*([DOMAIN] if DOMAIN else []), "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = _words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "cs_product",
    "portal",
    "metrics",
    "notifications",
    "backlog",
    "tickets",
    "capabilities",
    "customers",
    "accounts",
    "journal",
    "common",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "lucide",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "common.requests.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "common.doors.RefusalPages",
]

ROOT_URLCONF = "cs_product.urls"
WSGI_APPLICATION = "cs_product.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cs_product.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "common.templatetags.words"],
        },
    }
]

# ---- database ------------------------------------------------------------------------------------------------------
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
            "options": "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=15s",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- Valkey: broker, cache, rate limits ------------------------------------------------------------------------------
REDIS_URL = os.environ.get("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{REDIS_URL.rstrip('/')}/1" if REDIS_URL else embedded.redis_url(1),
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
    }
}
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
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE / "beat")
OUTBOX_LEASE_SECONDS = int(os.environ.get("OUTBOX_LEASE_SECONDS", "30"))
"""So long a published job may take before it is published again."""
MAIL_CLAIM_SECONDS = int(os.environ.get("MAIL_CLAIM_SECONDS", "120"))
"""So long one sender may take before another tries; longer than EMAIL_TIMEOUT and the task's time limit."""
CELERY_BEAT_SCHEDULE = {
    "send again what is undone": {"task": "journal.tasks.sweep", "schedule": 5.0},
    "send again what was not mailed": {"task": "notifications.tasks.sweep", "schedule": 5.0},
    "bring back what was to be looked at again": {"task": "tickets.tasks.resurface_what_is_due", "schedule": 3600.0},
    "forget old answers": {"task": "common.tasks.forget_old_answers", "schedule": 3600.0},
}

# ---- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique whatever their case, by an index on Lower("email")
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())

# ---- what leaves and enters over HTTP ----------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)/$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or embedded.media_root())

STATIC_URL = "/static/"
_collected = BASE_DIR / "staticfiles"
_is_collected = _collected.exists() or "collectstatic" in sys.argv
STATIC_ROOT = _collected if _is_collected else None
"""Collected and named by content in an image; found where they lie in a checkout."""
_PACKAGES = ("htmx.org/dist", "sortablejs", "echarts/dist", "@github/relative-time-element/dist")
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *((f"vendor/{name}", BASE_DIR / "node_modules" / name) for name in _PACKAGES),
]
WHITENOISE_USE_FINDERS = not _is_collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _is_collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# ---- language and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = os.environ.get("LANGUAGE", "en")
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = os.environ.get("TIME_ZONE", "Asia/Seoul")
"""The firm's own time: days and weeks of the dashboard begin by it."""

# ---- mail ----------------------------------------------------------------------------------------------------------
EMAIL_URL = os.environ.get("EMAIL_URL", "")
"""`smtp://name:password@host:587` (STARTTLS) or `smtps://…:465`; empty: nothing leaves, all is kept in the mailbox."""
_mail = urlsplit(EMAIL_URL)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_URL else "notifications.mailbox.Mailbox"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp" and _mail.username is not None
EMAIL_TIMEOUT = 20
MAIL_FROM = DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "CS Product <hello@demo.example>")
FIRM = os.environ.get("FIRM", "Dawn Market" if DEMO else "CS Product")

# ---- the firm's own numbers ----------------------------------------------------------------------------------------
CURRENCY = os.environ.get("CURRENCY", "KRW")
PROMISE_NEEDS_MANAGER_ABOVE = Decimal(os.environ.get("PROMISE_NEEDS_MANAGER_ABOVE", "1000000"))
"""A promise that costs more than this a month is a manager's to make."""
HOURS_TO = {"to_listen": 8, "to_assess": 24, "to_decide": 72}
"""Hours within which each open stage promises its next step."""

# ---- API -----------------------------------------------------------------------------------------------------------
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
    "ENUM_NAME_OVERRIDES": {
        "ItemStage": "backlog.workflow.ItemStage",
        "TicketStage": "tickets.workflow.Stage",
        "Extent": "tickets.vocabulary.Extent",
        "DeclineReason": "tickets.vocabulary.Reason",
        "AsideReason": "tickets.vocabulary.AsideReason",
        "MessageKind": [("note", "note"), ("reply", "reply")],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "common.logs.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": os.environ.get("LOG_LEVEL", "WARNING" if DEMO else "INFO")},
}
