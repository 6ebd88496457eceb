"""Why did a host not do what we asked, and when may we come again? As each of them documents it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from connections.vocabulary import Trouble

_BY_STATUS = {
    401: Trouble.REFUSED,
    403: Trouble.REFUSED,
    404: Trouble.MISSING,
    410: Trouble.MISSING,
    429: Trouble.BUSY,
}
_BY_CODE = {
    "RATELIMITED": Trouble.BUSY,
    "AUTHENTICATION_ERROR": Trouble.REFUSED,
    "FORBIDDEN": Trouble.REFUSED,
}
"""Linear's, which come with 400 or even 200."""
_NOT_FOUND = "Entity not found"
_LEFT = ("x-ratelimit-remaining", "ratelimit-remaining", "x-ratelimit-requests-remaining")
_RESET = ("x-ratelimit-reset", "ratelimit-reset", "x-ratelimit-requests-reset")
"""GitHub's, GitLab's and Linear's; the last in milliseconds."""
_MILLISECONDS = 100_000_000_000


@dataclass(frozen=True)
class Excuse:
    """What is wrong, and until when it asks us to wait."""

    trouble: Trouble
    until: datetime | None = None


def excuse(status: int, headers: Mapping[str, str], said: Any) -> Excuse:
    """What an answer means that does not have what we asked for."""
    is_used_up = any(headers.get(name) == "0" for name in _LEFT)
    trouble = _spoken(said) or _BY_STATUS.get(status, Trouble.FAILING)
    if status == 403 and (is_used_up or "retry-after" in headers):
        trouble = Trouble.BUSY
    return Excuse(trouble, _reset(headers) if trouble == Trouble.BUSY and is_used_up else None)


def _spoken(said: Any) -> Trouble | None:
    """What the errors of a GraphQL answer say."""
    errors = said.get("errors") if isinstance(said, dict) else None
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, dict) and str(error.get("message")).startswith(_NOT_FOUND):
            return Trouble.MISSING
        more = error.get("extensions") if isinstance(error, dict) else None
        code = more.get("code") if isinstance(more, dict) else None
        if isinstance(code, str) and code in _BY_CODE:
            return _BY_CODE[code]
    return None


def _reset(headers: Mapping[str, str]) -> datetime | None:
    """When what it allows begins anew; nonsense is never."""
    said = next((headers[name] for name in _RESET if name in headers), "")
    if not (said.isascii() and said.isdecimal() and len(said) < 14):
        return None
    seconds = int(said) / 1000 if int(said) > _MILLISECONDS else int(said)
    return datetime.fromtimestamp(seconds, UTC)
