"""The product's settings with cheap passwords and a broker database of our own."""

import os

from common import embedded
from cs_product.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_BROKER_URL = embedded.broker_url(2 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 12)
PRESENCE_URL = embedded.redis_url(2 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 12)
DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"  # noqa: F405  (nobody pulls the plug of a test)
CACHES |= {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"}}  # noqa: F405
if not EMAIL_URL:  # noqa: F405  (a process test brings a mail server of its own)
    EMAIL_BACKEND = "notifications.mailbox.Mailbox"
DEMO = False
UNDO_SECONDS = 0  # what is written leaves at once, except in the tests of taking it back
CUSTOMER_MAILS_PER_DAY = 0  # nobody had enough of our mails, except in the tests of that
FIRM = "Dawn Market"
LANGUAGE_CODE = "en"
STORAGES = {
    "default": {
        "BACKEND": f"django.core.files.storage.{'FileSystem' if os.environ.get('MEDIA_ROOT') else 'InMemory'}Storage"
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # looked up when asked for: each test's client would read the whole folder first
ACCOUNT_RATE_LIMITS: dict[str, str] = {}
LOGGING = {"version": 1, "disable_existing_loggers": False}  # pytest keeps what is said of a test that fails
