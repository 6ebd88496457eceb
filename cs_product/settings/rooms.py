"""Which rooms and libraries, in which order is a request passed on, and where are the pages?"""

from typing import Any

from cs_product.settings.surroundings import BASE_DIR

INSTALLED_APPS = [
    "cs_product",
    "portal",
    "exports",
    "metrics",
    "notifications",
    "connections",
    "spikes",
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
    "django.forms",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
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
    "accounts.requests.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "common.doors.RefusalPages",
]

ROOT_URLCONF = "cs_product.urls"
WSGI_APPLICATION = "cs_product.wsgi.application"

FORM_RENDERER = "common.widgets.Renderer"
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
            "libraries": {"lucide": "common.templatetags.icons"},
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "common.templatetags.words",
                "common.templatetags.components",
                "cs_product.templatetags.shell",
            ],
        },
    }
]
