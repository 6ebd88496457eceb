"""How does GitLab speak? REST, version 4; gitlab.com and self-managed."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from connections.hosts.speech import At, Draft, Issue, Question, Unreadable, is_same, moment

_PROJECT = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+")
_PATH = re.compile(rf"/({_PROJECT.pattern})/-/(?:issues|work_items)/(\d{{1,12}})/?")


class GitLab:
    """Issues are group/project#number."""

    usual_address: str = "https://gitlab.com"
    usual_sites: tuple[str, ...] = ("gitlab.com",)

    def reference(self, path: str) -> str:
        """acme/web/shop#12."""
        found = _PATH.fullmatch(path)
        return f"{found[1]}#{found[2]}" if found else ""

    def project(self, said: str) -> str:
        """acme/web/shop."""
        return said if _PROJECT.fullmatch(said) else ""

    def check(self, at: At) -> Question:
        """Whether the token is taken, and the project there."""
        return self._asked(at, "GET", quote(at.project, safe=""))

    def look(self, at: At, reference: str) -> Question:
        """How does it stand?"""
        project, _hash, number = reference.rpartition("#")
        return self._asked(at, "GET", f"{quote(project, safe='')}/issues/{number}")

    def find(self, at: At, draft: Draft) -> Question:
        """Whatever has our marker in its text."""
        marked = quote(draft.marker, safe="")
        return self._asked(at, "GET", f"{quote(at.project, safe='')}/issues?search={marked}&in=description&per_page=5")

    def create(self, at: At, draft: Draft) -> Question:
        """Make it."""
        body = {"title": draft.title, "description": draft.text}
        return self._asked(at, "POST", f"{quote(at.project, safe='')}/issues", body)

    def looked(self, at: At, said: Any) -> Issue:
        """One issue."""
        return _issue(said)

    def found(self, at: At, said: Any, draft: Draft) -> Issue | None:
        """The first that was found, for all of them have the marker."""
        if not isinstance(said, list):
            raise Unreadable
        return next((_issue(one) for one in said if draft.marker in str(one.get("description"))), None)

    def created(self, at: At, said: Any) -> Issue:
        """The new one."""
        return _issue(said)

    def is_genuine(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
        """X-Gitlab-Token: the secret itself."""
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


def _issue(said: Any) -> Issue:
    try:
        url, state = str(said["web_url"]), str(said["state"])
        reference = GitLab().reference(re.sub(r"^https?://[^/]+", "", url))
        return Issue(reference, url, str(said["title"]), state, state == "closed", moment(said.get("updated_at")))
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable from error
