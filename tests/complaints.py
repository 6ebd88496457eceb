"""The two doors through which a complaint comes in."""

from typing import Any

from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from tests.make import WORDS
from tickets.models import Ticket

EMMA = {"name": "Emma Whitfield", "email": "emma@example.com", "phone": "", "company": "", "language": "en"}


def ask_html(user: User, *, client: Client | None = None, **said: Any) -> Any:
    """A person at the form."""
    client = client or Client()
    client.force_login(user)
    form = {"verbatim": WORDS, "channel": "phone", **EMMA} | said
    return client.post("/tickets/new/", {name: value for name, value in form.items() if value is not None})


def ask_api(user: User, *, headers: dict[str, str] | None = None, **said: Any) -> Any:
    """A program."""
    client = APIClient()
    client.force_authenticate(user)
    somebody = {name: said.pop(name) for name in EMMA if name in said}
    body = {"verbatim": WORDS, "channel": "phone", "customer": EMMA | somebody} | said
    return client.post("/api/v1/tickets/", body, format="json", headers=headers or {})


def html(user: User, **said: Any) -> int:
    """With which status does the form answer? A done deed is 201."""
    status: int = ask_html(user, **said).status_code
    return 201 if status == 302 else status


def api(user: User, **said: Any) -> int:
    """With which status does the API answer?"""
    status: int = ask_api(user, **said).status_code
    return status


def the_newest() -> Ticket:
    """What was received last."""
    return Ticket.objects.latest("pk")


ENTRANCES = [html, api]
