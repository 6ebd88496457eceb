"""How does GitHub speak? REST, version 2022-11-28; github.com and Enterprise."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connections.hosts.speech import At, Draft, Issue, Question, Unreadable, is_signed, moment

_NAME = r"[A-Za-z0-9_.-]+"
_PATH = re.compile(rf"/({_NAME}/{_NAME})/(?:issues|pull)/(\d{{1,12}})/?")
_PROJECT = re.compile(rf"{_NAME}/{_NAME}")


class GitHub:
    """Issues are owner/repository#number."""

    usual_address: str = "https://api.github.com"
    usual_sites: tuple[str, ...] = ("github.com",)

    def reference(self, path: str) -> str:
        """acme/shop#12."""
        found = _PATH.fullmatch(path)
        return f"{found[1]}#{found[2]}" if found else ""

    def project(self, said: str) -> str:
        """acme/shop."""
        return said if _PROJECT.fullmatch(said) else ""

    def check(self, at: At) -> Question:
        """Whether the token is taken, and the project there."""
        return self._asked(at, "GET", f"repos/{at.project}")

    def look(self, at: At, reference: str) -> Question:
        """How does it stand?"""
        project, _hash, number = reference.rpartition("#")
        return self._asked(at, "GET", f"repos/{project}/issues/{number}")

    def find(self, at: At, draft: Draft) -> Question:
        """The newest few: one that was made a moment ago is among them."""
        return self._asked(at, "GET", f"repos/{at.project}/issues?state=all&sort=created&direction=desc&per_page=5")

    def create(self, at: At, draft: Draft) -> Question:
        """Make it."""
        body = {"title": draft.title, "body": draft.text}
        return self._asked(at, "POST", f"repos/{at.project}/issues", body)

    def looked(self, at: At, said: Any) -> Issue:
        """One issue."""
        return _issue(said)

    def found(self, at: At, said: Any, draft: Draft) -> Issue | None:
        """The one whose text has our marker."""
        if not isinstance(said, list):
            raise Unreadable
        return next((_issue(one) for one in said if draft.marker in str(one.get("body"))), None)

    def created(self, at: At, said: Any) -> Issue:
        """The new one."""
        return _issue(said)

    def is_genuine(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
        """X-Hub-Signature-256."""
        return is_signed(secret, body, headers.get("X-Hub-Signature-256", "").removeprefix("sha256="))

    def heard(self, said: Any) -> Issue | None:
        """An issue that was opened, closed, reopened or edited."""
        return _issue(said["issue"]) if isinstance(said, dict) and "issue" in said else None

    def _asked(self, at: At, method: str, path: str, body: dict[str, Any] | None = None) -> Question:
        headers = {
            "Authorization": f"Bearer {at.token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        return Question(method, f"{at.address}/{path}", headers, body or {})


def _issue(said: Any) -> Issue:
    try:
        url = str(said["html_url"])
        reference = GitHub().reference(re.sub(r"^https?://[^/]+", "", url))
        is_closed = said["state"] == "closed"
        is_done = is_closed and said.get("state_reason") not in {"not_planned", "duplicate"}
        return Issue(reference, url, str(said["title"]), str(said["state"]), is_done, moment(said.get("updated_at")))
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable from error
