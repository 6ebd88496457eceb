"""The two doors of deciding as an earlier one, and tickets to decide so."""

from typing import Any

from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from tests import make
from tickets.actions import deciding
from tickets.models import Ticket

WORDS = "Thank you, Emma Whitfield. We cannot do this yet, and we will write when we can."


def html(user: User, ticket: Ticket, precedent: Ticket, **said: Any) -> int:
    client = Client()
    client.force_login(user)
    body = {"message": "As for the others."} | {name: value for name, value in said.items() if value}
    answer = client.post(f"/tickets/{ticket.reference}/precedent/{precedent.reference}/", body)
    return 201 if answer.status_code == 302 else answer.status_code


def api(user: User, ticket: Ticket, precedent: Ticket, **said: Any) -> int:
    client = APIClient()
    client.force_authenticate(user)
    body = {"message": "As for the others.", "precedent": precedent.reference} | said
    return client.post(f"/api/v1/tickets/{ticket.reference}/precedent/", body, format="json").status_code


def ask_for_several(user: User, tickets: list[Ticket], precedent: Ticket, **said: Any) -> Any:
    client = APIClient()
    client.force_authenticate(user)
    headers = {"Idempotency-Key": said.pop("key")} if "key" in said else {}
    body = {"tickets": [one.reference for one in tickets], "precedent": precedent.reference} | said
    return client.post("/api/v1/tickets/precedents/", body, format="json", headers=headers)


def a_not_yet(**said: Any) -> Ticket:
    """Declined until a capability arrives, with Emma's name in the message."""
    said.setdefault("customer", make.a_customer("Emma Whitfield"))
    van = make.a_capability()
    return deciding.decline(
        make.an_assessed_ticket(**said),
        by=make.someone(),
        reason="not_yet",
        message=WORDS,
        rationale="No van.",
        waiting_for=van,
    )


DOORS = [html, api]
