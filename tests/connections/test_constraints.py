"""What may never be true of connections and of linked issues: the database refuses it, whoever asks and however."""

from typing import Any

import pytest

from accounts.models import User
from common.clock import now
from connections.models import Connection, IssueLink
from tests import make
from tests.refusing import refused


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"name": " "}, "a_connection_has_a_name"),
        ({"kind": "pigeon"}, "a_connection_has_a_known_kind"),
        ({"paused_why": "failing"}, "what_is_paused_says_why"),
        ({"paused_at": now()}, "what_is_paused_says_why"),
    ],
)
def test_a_connection_is_never_like_this(ada: User, said: dict[str, Any], rule: str) -> None:
    whole = {"kind": "webhook", "name": "Warehouse", "owner": ada, "made_at": now()}
    refused(lambda: Connection.objects.create(**whole | said), because=rule)


def test_an_item_is_linked_to_an_issue_once(pia: User) -> None:
    said = {"item": make.an_item(), "host": "github", "site": "github.com", "by": pia, "made_at": now()}
    for reference in ("", "", "acme/shop#1"):
        assert IssueLink.objects.create(**said, reference=reference).pk
    refused(
        lambda: IssueLink.objects.create(**said, reference="acme/shop#1"), because="an_item_is_linked_to_an_issue_once"
    )
