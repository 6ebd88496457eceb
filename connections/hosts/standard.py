"""Did a host sign this by the Standard Webhooks specification, version 1.0.0, and just now?"""

import binascii
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime

_PREFIX, _VERSION = "whsec_", "v1,"
_FRESH = 300
"""Seconds: what says that it is older, or from a later time, is a replay."""


def is_signed_by_standard(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether one of the signatures is ours, over its name, its moment and the body."""
    name, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not (name and sent.isascii() and sent.isdecimal() and abs(now.timestamp() - int(sent[:12])) <= _FRESH):
        return False
    try:
        key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        return False
    right = b64encode(hmac.digest(key, f"{name}.{sent}.".encode() + body, "sha256"))
    shown = [one.removeprefix(_VERSION).encode() for one in headers.get("webhook-signature", "").split()]
    return bool(key) and any(hmac.compare_digest(right, one) for one in shown)
