"""How does Linear speak? GraphQL; what is asked goes in as variables, never into the text of the question."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connections.hosts.speech import At, Draft, Issue, Question, Unreadable, is_signed, moment

_PATH = re.compile(r"/[A-Za-z0-9-]+/issue/([A-Z][A-Z0-9]{0,9}-\d{1,12})(?:/[^/]*)?/?")
_TEAM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WHAT = "identifier title url updatedAt state { name type }"
_LOOK = f"query($id: String!) {{ issue(id: $id) {{ {_WHAT} }} }}"
_FIND = f"query($filter: IssueFilter!) {{ issues(filter: $filter, first: 5) {{ nodes {{ {_WHAT} }} }} }}"
_MAKE = f"mutation($input: IssueCreateInput!) {{ issueCreate(input: $input) {{ success issue {{ {_WHAT} }} }} }}"
_FRESH = 60.0
"""Seconds: what came in says when it was sent, and an older one is a replay."""


class Linear:
    """Issues are TEAM-number; what is done has a state of the type completed."""

    usual_address: str = "https://api.linear.app"
    usual_sites: tuple[str, ...] = ("linear.app",)

    def reference(self, path: str) -> str:
        """ENG-12."""
        found = _PATH.fullmatch(path)
        return found[1] if found else ""

    def project(self, said: str) -> str:
        """The id of a team."""
        return said if _TEAM.fullmatch(said) else ""

    def check(self, at: At) -> Question:
        """Whether the token is taken."""
        return self._asked(at, "query { viewer { id } }", {})

    def look(self, at: At, reference: str) -> Question:
        """How does it stand?"""
        return self._asked(at, _LOOK, {"id": reference})

    def find(self, at: At, draft: Draft) -> Question:
        """Whatever has our marker in its text."""
        wanted = {"team": {"id": {"eq": at.project}}, "description": {"contains": draft.marker}}
        return self._asked(at, _FIND, {"filter": wanted})

    def create(self, at: At, draft: Draft) -> Question:
        """Make it."""
        said = {"teamId": at.project, "title": draft.title, "description": draft.text}
        return self._asked(at, _MAKE, {"input": said})

    def looked(self, at: At, said: Any) -> Issue:
        """One issue."""
        return _issue(_within(said, "issue"))

    def found(self, at: At, said: Any, draft: Draft) -> Issue | None:
        """The first that was found."""
        nodes = _within(said, "issues").get("nodes")
        if not isinstance(nodes, list):
            raise Unreadable
        return next(map(_issue, nodes), None)

    def created(self, at: At, said: Any) -> Issue:
        """The new one."""
        return _issue(_within(said, "issueCreate").get("issue"))

    def is_genuine(self, secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
        """Linear-Signature, of something that says it was sent just now."""
        return is_signed(secret, body, headers.get("Linear-Signature", "")) and _is_fresh(body, now)

    def heard(self, said: Any) -> Issue | None:
        """An issue event."""
        if not isinstance(said, dict) or said.get("type") != "Issue":
            return None
        return _issue(said.get("data"))

    def _asked(self, at: At, query: str, variables: dict[str, Any]) -> Question:
        said = {"query": query, "variables": variables}
        return Question("POST", f"{at.address}/graphql", {"Authorization": at.token}, said)


def _is_fresh(body: bytes, now: datetime) -> bool:
    try:
        sent = json.loads(body)["webhookTimestamp"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    return isinstance(sent, int | float) and abs(now.timestamp() - sent / 1000) <= _FRESH


def _within(said: Any, name: str) -> dict[str, Any]:
    found = (said.get("data") or {}).get(name) if isinstance(said, dict) else None
    if not isinstance(found, dict):
        raise Unreadable
    return found


def _issue(said: Any) -> Issue:
    try:
        state = said["state"]
        is_done = state.get("type") == "completed"
        at = moment(said.get("updatedAt"))
        return Issue(
            str(said["identifier"]), str(said.get("url", "")), str(said["title"]), str(state["name"]), is_done, at
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable from error
