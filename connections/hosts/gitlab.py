"""How does GitLab speak? REST, version 4; gitlab.com and self-managed."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from connections.hosts.repositories import Repositories, apart
from connections.hosts.speech import At, Draft, Issue, Question, Unreadable, is_same, moment
from connections.hosts.standard import is_signed_by_standard

_PROJECT = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+")


class GitLab(Repositories):
    """Issues are group/project#number."""

    usual_address: str = "https://gitlab.com"
    usual_sites: tuple[str, ...] = ("gitlab.com",)
    path_pattern = re.compile(rf"/({_PROJECT.pattern})/-/(?:issues|work_items)/(\d{{1,12}})/?")
    project_pattern = _PROJECT
    url_field, text_field = "web_url", "description"

    def check(self, at: At) -> Question:
        """Whether the token is taken, and the project there."""
        return self._asked(at, "GET", quote(at.project, safe=""))

    def look(self, at: At, reference: str) -> Question:
        """How does it stand?"""
        project, number = apart(reference)
        return self._asked(at, "GET", f"{quote(project, safe='')}/issues/{number}")

    def find(self, at: At, draft: Draft) -> Question:
        """Whatever has our marker in its text."""
        marked = quote(draft.marker, safe="")
        return self._asked(at, "GET", f"{quote(at.project, safe='')}/issues?search={marked}&in=description&per_page=5")

    def create(self, at: At, draft: Draft) -> Question:
        """Make it."""
        body = {"title": draft.title, "description": draft.text}
        return self._asked(at, "POST", f"{quote(at.project, safe='')}/issues", body)

    def is_genuine(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
        """Signed by Standard Webhooks where our secret is the signing token (GitLab 19); else shown, in X-Gitlab-Token."""
        if "webhook-signature" in headers:
            return is_signed_by_standard(secret, headers, body, now)
        return is_same(secret, headers.get("X-Gitlab-Token", ""))

    def heard(self, said: Any) -> Issue | None:
        """An issue event."""
        if not isinstance(said, dict) or said.get("object_kind") != "issue":
            return None
        try:
            about = said["object_attributes"]
            reference = f"{said['project']['path_with_namespace']}#{about['iid']}"
            at = moment(str(about.get("updated_at", "")).replace(" UTC", "Z"))
            state = str(about["state"])
            return Issue(reference, str(about["url"]), str(about["title"]), state, state == "closed", at)
        except (KeyError, TypeError) as error:
            raise Unreadable from error

    def _asked(self, at: At, method: str, path: str, body: dict[str, Any] | None = None) -> Question:
        return Question(method, f"{at.address}/api/v4/projects/{path}", {"PRIVATE-TOKEN": at.token}, body or {})
