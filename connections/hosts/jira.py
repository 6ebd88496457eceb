"""How does Jira speak? REST, version 2; Cloud with an e-mail and a token, Data Center with a token alone."""

import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from connections.hosts.speech import At, Draft, Issue, Question, Unreadable, is_signed, moment

_KEY = re.compile(r"[A-Z][A-Z0-9_]{1,30}-\d{1,12}")
_PROJECT = re.compile(r"[A-Z][A-Z0-9_]{1,30}")
_FIELDS = "summary,status,updated"


class Jira:
    """Issues are KEY-number; what is done has a status of the category done."""

    usual_address: str = ""
    usual_sites: tuple[str, ...] = ()

    def reference(self, path: str) -> str:
        """SHOP-12."""
        key = path.rstrip("/").removeprefix("/browse/")
        return key if _KEY.fullmatch(key) else ""

    def project(self, said: str) -> str:
        """SHOP."""
        return said if _PROJECT.fullmatch(said) else ""

    def check(self, at: At) -> Question:
        """Whether the token is taken, and the project there."""
        return self._asked(at, "GET", f"project/{at.project}")

    def look(self, at: At, reference: str) -> Question:
        """How does it stand?"""
        return self._asked(at, "GET", f"issue/{reference}?fields={_FIELDS}")

    def find(self, at: At, draft: Draft) -> Question:
        """Whatever has our label."""
        asked = quote(f'project = "{at.project}" AND labels = "{draft.label}"', safe="")
        search = (
            "search/jql" if at.login else "search"
        )  # Cloud took the old one away; Data Center never had the new one
        return self._asked(at, "GET", f"{search}?jql={asked}&fields={_FIELDS}&maxResults=5")

    def create(self, at: At, draft: Draft) -> Question:
        """Make it, as a task with our label."""
        fields = {
            "project": {"key": at.project},
            "issuetype": {"name": "Task"},
            "summary": draft.title,
            "description": draft.text,
            "labels": [draft.label],
        }
        return self._asked(at, "POST", "issue", {"fields": fields})

    def looked(self, at: At, said: Any) -> Issue:
        """One issue."""
        return _issue(said, at.address)

    def found(self, at: At, said: Any, draft: Draft) -> Issue | None:
        """The first that has our label."""
        if not isinstance(said, dict) or not isinstance(said.get("issues"), list):
            raise Unreadable
        return next((_issue(one, at.address) for one in said["issues"]), None)

    def created(self, at: At, said: Any) -> Issue:
        """Only its key is answered."""
        if not isinstance(said, dict) or not _KEY.fullmatch(str(said.get("key"))):
            raise Unreadable
        return Issue(said["key"], f"{at.address}/browse/{said['key']}")

    def is_genuine(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
        """X-Hub-Signature, with SHA-256."""
        method, _equals, said = headers.get("X-Hub-Signature", "").partition("=")
        return method == "sha256" and is_signed(secret, body, said)

    def heard(self, said: Any) -> Issue | None:
        """An issue that was created or updated."""
        return _issue(said["issue"], "") if isinstance(said, dict) and "issue" in said else None

    def _asked(self, at: At, method: str, path: str, body: dict[str, Any] | None = None) -> Question:
        basic = b64encode(f"{at.login}:{at.token}".encode()).decode()
        said = {"Authorization": f"Basic {basic}" if at.login else f"Bearer {at.token}", "Accept": "application/json"}
        return Question(method, f"{at.address}/rest/api/2/{path}", said, body or {})


def _issue(said: Any, site: str) -> Issue:
    try:
        key, fields = str(said["key"]), said["fields"]
        if not _KEY.fullmatch(key):
            raise Unreadable
        status = fields["status"]
        is_done = status.get("statusCategory", {}).get("key") == "done"
        url = f"{site}/browse/{key}" if site else ""
        return Issue(key, url, str(fields["summary"]), str(status["name"]), is_done, moment(fields.get("updated")))
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable from error
