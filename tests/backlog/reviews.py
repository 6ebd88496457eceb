"""What tests about promises begin with: shipped promises, their months, costly acceptances."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.test import Client

from accounts.models import User
from backlog.actions.approving import ask_a_manager
from backlog.actions.keeping import account_for
from backlog.actions.promotion import NewItem
from backlog.models import ApprovalRequest, Item
from backlog.queries import month_before
from common.clock import today
from tests import make
from tests.doors import APIClient
from tickets.models import Ticket

NEW = NewItem(title="Tell people", problem="Nobody tells them.", promise="From now on we tell you.")
COSTLY = make.answers(cost_each_time=Decimal(200_000), times_per_month=10)


def soon() -> date:
    return today() + timedelta(days=90)


def two_dear_months(item: Item, *, times: int = 2) -> None:
    """The last two whole months, entered."""
    last = month_before(today())
    for month in (last, month_before(last)):
        account_for(item, by=make.someone(), month=month, times=times, cost_each_time=Decimal(100))


def a_costly_ticket(**said: Any) -> Ticket:
    return make.an_assessed_ticket(COSTLY, **said)


def a_request(by: User | None = None, **said: Any) -> ApprovalRequest:
    return ask_a_manager(
        a_costly_ticket(**said), by=by or make.someone("product"), message="We will.", rationale="Dear.", new_item=NEW
    )


def answer_html(user: User, request: ApprovalRequest, noun: str, body: dict[str, Any]) -> int:
    client = Client()
    client.force_login(user)
    status = client.post(f"/approvals/{request.pk}/{noun}/", body).status_code
    return 201 if status == 302 else status


def answer_api(user: User, request: ApprovalRequest, noun: str, body: dict[str, Any]) -> int:
    client = APIClient()
    client.force_authenticate(user)
    return client.post(f"/api/v1/approvals/{request.pk}/{noun}/", body, format="json").status_code


ANSWER_DOORS = [answer_html, answer_api]
