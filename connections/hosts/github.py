"""How does GitHub speak? REST, version 2022-11-28; github.com and Enterprise."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connections.hosts.repositories import Repositories, apart
from connections.hosts.speech import At, Draft, Issue, Question, is_signed

_NAME = r"[A-Za-z0-9_.-]+"


class GitHub(Repositories):
    """Issues are owner/repository#number."""

    usual_address: str = "https://api.github.com"
    usual_sites: tuple[str, ...] = ("github.com",)
    path_pattern = re.compile(rf"/({_NAME}/{_NAME})/(?:issues|pull)/(\d{{1,12}})/?")
    project_pattern = re.compile(rf"{_NAME}/{_NAME}")
    url_field, text_field = "html_url", "body"

    def check(self, at: At) -> Question:
        """Whether the token is taken, and the project there."""
        return self._asked(at, "GET", f"repos/{at.project}")

    def look(self, at: At, reference: str) -> Question:
        """How does it stand?"""
        project, number = apart(reference)
        return self._asked(at, "GET", f"repos/{project}/issues/{number}")

    def find(self, at: At, draft: Draft) -> Question:
        """The newest: one that was made a while ago is among them, also where others make issues meanwhile."""
        return self._asked(at, "GET", f"repos/{at.project}/issues?state=all&sort=created&direction=desc&per_page=50")

    def create(self, at: At, draft: Draft) -> Question:
        """Make it."""
        body = {"title": draft.title, "body": draft.text}
        return self._asked(at, "POST", f"repos/{at.project}/issues", body)

    def is_genuine(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
        """X-Hub-Signature-256."""
        return is_signed(secret, body, headers.get("X-Hub-Signature-256", "").removeprefix("sha256="))

    def heard(self, said: Any) -> Issue | None:
        """An issue that was opened, closed, reopened or edited."""
        return self.issue(said["issue"]) if isinstance(said, dict) and "issue" in said else None

    def is_done(self, said: dict[str, Any]) -> bool:
        """Closed, and not because nobody will do it."""
        return super().is_done(said) and said.get("state_reason") not in {"not_planned", "duplicate"}

    def _asked(self, at: At, method: str, path: str, body: dict[str, Any] | None = None) -> Question:
        headers = {
            "Authorization": f"Bearer {at.token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        return Question(method, f"{at.address}/{path}", headers, body or {})
