"""How is a secret kept that must be used again? Sealed with a key of its own, made from the signing secret."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models


class Sealed(models.TextField):
    """A text that stands in the database only sealed; what cannot be opened any more reads as empty."""

    def get_prep_value(self, value: Any) -> Any:
        """Seal it; nothing stays nothing."""
        return seal(value) if value else ""

    def from_db_value(self, value: str | None, *_: Any) -> str:
        """Open it."""
        return unseal(value) if value else ""


def seal(text: str) -> str:
    """The text, readable only with our key."""
    return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again; empty when it was sealed with a key that we no longer have."""
    try:
        return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


@lru_cache(maxsize=4)
def _box(*keys: str) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    """A key for sealing only: who learns it learns nothing about what else the secret signs."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sealed at rest").derive(key.encode())
