"""How does a receiver know that it was us? By the Standard Webhooks specification, version 1.0.0."""

import hmac
import json
import secrets
from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any

from connections.models import Connection, Post

_PREFIX = "whsec_"


def a_secret() -> str:
    """A fresh one: 32 random bytes, as the specification spells them."""
    return _PREFIX + b64encode(secrets.token_bytes(32)).decode()


def written(body: dict[str, Any]) -> bytes:
    """The bytes that are signed and sent, the same on every attempt."""
    order = ("type", "version", "timestamp", "data")
    said = {name: body[name] for name in order if name in body}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def headers(post: Post, body: bytes, *, at: datetime) -> dict[str, str]:
    """Name, moment and signatures: two while a secret is changed over."""
    moment = str(int(at.timestamp()))
    signatures = [_signature(secret, post.name, moment, body) for secret in _in_force(post.connection, at)]
    return {
        "Content-Type": "application/json",
        "webhook-id": post.name,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(signatures),
    }


def _in_force(connection: Connection, at: datetime) -> list[str]:
    old = connection.old_secret if connection.old_secret_until and at < connection.old_secret_until else ""
    return [secret for secret in (connection.secret, old) if secret]


def _signature(secret: str, name: str, moment: str, body: bytes) -> str:
    key = b64decode(secret.removeprefix(_PREFIX))
    mac = hmac.digest(key, f"{name}.{moment}.".encode() + body, "sha256")
    return f"v1,{b64encode(mac).decode()}"


def shown(body: dict[str, Any]) -> str:
    """The same, for a person to read."""
    return json.dumps(json.loads(written(body)), ensure_ascii=False, indent=2)
