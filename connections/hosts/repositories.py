"""How do hosts speak whose issues belong to a repository? project#number, and the same shape of an answer."""

import re
from typing import Any, ClassVar

from connections.hosts.speech import At, Draft, Issue, Unreadable, moment

_SITE = re.compile(r"^https?://[^/]+")


class Repositories:
    """What GitHub and GitLab have in common; each names its fields and patterns."""

    path_pattern: ClassVar[re.Pattern[str]]
    """The path of an issue's page: the project, and the number."""
    project_pattern: ClassVar[re.Pattern[str]]
    url_field: ClassVar[str]
    text_field: ClassVar[str]

    def reference(self, path: str) -> str:
        """acme/shop#12."""
        found = self.path_pattern.fullmatch(path)
        return f"{found[1]}#{found[2]}" if found else ""

    def project(self, said: str) -> str:
        """acme/shop."""
        return said if self.project_pattern.fullmatch(said) else ""

    def looked(self, at: At, said: Any) -> Issue:
        """One issue."""
        return self.issue(said)

    def found(self, at: At, said: Any, draft: Draft) -> Issue | None:
        """The one whose text has our marker."""
        if not isinstance(said, list):
            raise Unreadable
        return next((self.issue(one) for one in said if draft.marker in str(one.get(self.text_field))), None)

    def created(self, at: At, said: Any) -> Issue:
        """The new one."""
        return self.issue(said)

    def is_done(self, said: dict[str, Any]) -> bool:
        """Whether what was asked for is there."""
        return bool(said["state"] == "closed")

    def issue(self, said: Any) -> Issue:
        """An issue as this host writes it."""
        try:
            url, state, at = str(said[self.url_field]), str(said["state"]), moment(said.get("updated_at"))
            return Issue(self.reference(_SITE.sub("", url)), url, str(said["title"]), state, self.is_done(said), at)
        except (KeyError, TypeError, AttributeError) as error:
            raise Unreadable from error


def apart(reference: str) -> tuple[str, str]:
    """The project and the number of a reference."""
    project, _hash, number = reference.rpartition("#")
    return project, number
