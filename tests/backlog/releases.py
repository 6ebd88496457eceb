"""What tests about releases begin with, and the two doors of their verbs."""

from typing import Any

from django.test import Client

from accounts.models import User
from backlog.models import Item, Release
from tests.backlog.test_move import an_item_of
from tests.doors import APIClient

NOUNS = {"notes": "PATCH", "edit": "PATCH"}


def an_item_in_work(**said: Any) -> Item:
    """An item that could be shipped."""
    return an_item_of("in_progress", **said)


def html(user: User, release: Release, noun: str, body: dict[str, Any]) -> int:
    """A browser: a list of names is one name on a line, a redirect means done."""
    client = Client()
    client.force_login(user)
    flat = {key: "\n".join(value) if isinstance(value, list) else value for key, value in body.items()}
    answer = client.post(f"/releases/{release.pk}/{noun}/", {k: v for k, v in flat.items() if v is not None})
    return 201 if answer.status_code == 302 else answer.status_code


def api(user: User, release: Release, noun: str, body: dict[str, Any]) -> int:
    """A program; what is edited is patched."""
    client = APIClient()
    client.force_authenticate(user)
    if noun in NOUNS:
        status = client.patch(f"/api/v1/releases/{release.pk}/", body, format="json").status_code
        return 201 if status == 200 else status
    return client.post(f"/api/v1/releases/{release.pk}/{noun}/", body, format="json").status_code


DOORS = [html, api]
