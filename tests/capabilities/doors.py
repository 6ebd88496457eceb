"""The two doors to a capability: with which status do they answer? A done deed is 200 or 201 at both."""

from typing import Any

from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from capabilities.models import Capability


def plan_html(user: User, subject: Capability, **said: Any) -> tuple[int, str]:
    """A person at the form, which sends every field."""
    client = Client()
    client.force_login(user)
    owner = said.pop("owner", None)
    form = {"name": subject.name, "description": subject.description, "owner": owner.pk if owner else ""} | said
    answer = client.post(f"/capabilities/{subject.pk}/plan/", form)
    return (200 if answer.status_code == 302 else answer.status_code), answer.content.decode()


def plan_api(user: User, subject: Capability, **said: Any) -> tuple[int, str]:
    """A program, which sends what changes."""
    if "owner" in said:
        said["owner"] = said["owner"].email
    answer = api(user).patch(f"/api/v1/capabilities/{subject.pk}/", said, format="json")
    return answer.status_code, answer.content.decode()


def arrive_html(user: User, subject: Capability, *, tell_them: bool = False) -> int:
    """A person at the button."""
    client = Client()
    client.force_login(user)
    answer = client.post(f"/capabilities/{subject.pk}/arrival/", {"tell_them": "on"} if tell_them else {})
    return 201 if answer.status_code == 302 else answer.status_code


def arrive_api(user: User, subject: Capability, *, tell_them: bool = False) -> int:
    """A program."""
    status: int = (
        api(user)
        .post(f"/api/v1/capabilities/{subject.pk}/arrival/", {"tell_them": tell_them}, format="json")
        .status_code
    )
    return status


def api(user: User) -> APIClient:
    """Somebody's program."""
    client = APIClient()
    client.force_authenticate(user)
    return client


PLANS = [plan_html, plan_api]
ARRIVALS = [arrive_html, arrive_api]
