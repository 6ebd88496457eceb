"""What is said between us and a host of code? A question, an issue as it stands there, and the draft of a new one."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive


class Unreadable(Exception):
    """An answer, or what came in, is not what this host says."""


@dataclass(frozen=True)
class At:
    """Where a host is and how we may speak there: its API, a token, a login where it wants one, and the project."""

    address: str
    token: str
    login: str = ""
    project: str = ""


@dataclass(frozen=True)
class Question:
    """One request to a host."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """An issue to be made; `marker` is a link of ours in its text by which it is found again."""

    title: str
    text: str
    marker: str
    label: str


@dataclass(frozen=True)
class Issue:
    """An issue as it stands there. Without a state: it was made just now, and has to be looked at."""

    reference: str
    url: str = ""
    title: str = ""
    state: str = ""
    is_done: bool = False
    at: datetime | None = None


class Host(Protocol):
    """What every host can be asked."""

    usual_address: str
    usual_sites: tuple[str, ...]

    def reference(self, path: str) -> str:
        """The reference in the path of an issue's page, or nothing."""

    def project(self, said: str) -> str:
        """Where new issues are made, tidied; nothing where it is not spelt as this host does."""

    def check(self, at: At) -> Question:
        """Is our token taken?"""

    def look(self, at: At, reference: str) -> Question:
        """How does it stand?"""

    def find(self, at: At, draft: Draft) -> Question:
        """Was it made already?"""

    def create(self, at: At, draft: Draft) -> Question:
        """Make it."""

    def looked(self, at: At, said: Any) -> Issue:
        """The issue in the answer to `look`."""

    def found(self, at: At, said: Any, draft: Draft) -> Issue | None:
        """The issue in the answer to `find`, if it is there."""

    def created(self, at: At, said: Any) -> Issue:
        """The issue in the answer to `create`."""

    def is_genuine(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
        """Whether what came in was signed with our secret."""

    def heard(self, said: Any) -> Issue | None:
        """The issue that what came in is about; nothing where it is about something else."""


def moment(said: Any) -> datetime | None:
    """A time as hosts write them, in UTC where none is named; nonsense is none."""
    try:
        found = parse_datetime(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and is_naive(found) else found


def is_signed(secret: str, body: bytes, said: str) -> bool:
    """Whether `said` is the hex HMAC-SHA256 of the body; an empty secret signs nothing."""
    right = hmac.digest(secret.encode(), body, "sha256").hex()
    return bool(secret) and hmac.compare_digest(right.encode(), said.encode("utf-8", "replace"))


def is_same(secret: str, said: str) -> bool:
    """Whether the secret itself was shown."""
    return bool(secret) and hmac.compare_digest(secret.encode(), said.encode("utf-8", "replace"))
