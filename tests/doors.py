"""The two doors of a verb, as one question: with which status do you answer? A done deed is 201 at both."""

from typing import Any

from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from tickets.models import Ticket


def html(user: User, subject: Any, noun: str, body: dict[str, Any]) -> int:
    """A browser without scripts: nested fields are flat, a redirect means done."""
    client = Client()
    client.force_login(user)
    flat = {k: v for k, v in body.items() if not isinstance(v, dict) and v is not None}
    for value in body.values():
        flat |= value if isinstance(value, dict) else {}
    answer = client.post(f"{_place(subject)}{subject.reference}/{noun}/", flat)
    return 201 if answer.status_code == 302 else answer.status_code


def api(user: User, subject: Any, noun: str, body: dict[str, Any]) -> int:
    """A program."""
    return ask_api(user, subject, noun, body).status_code


def ask_api(user: User, subject: Any, noun: str, body: dict[str, Any], **headers: str) -> Any:
    """The whole answer of the API."""
    client = APIClient()
    client.force_authenticate(user)
    place = "tickets" if isinstance(subject, Ticket) else "items"
    return client.post(f"/api/v1/{place}/{subject.reference}/{noun}/", body, format="json", headers=headers)


def _place(subject: Any) -> str:
    return "/tickets/" if isinstance(subject, Ticket) else "/backlog/"


DOORS = [html, api]
