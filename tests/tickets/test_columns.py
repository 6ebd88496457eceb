"""Columns: what the rows of the desk show, chosen by each for themselves."""

import pytest
from django.test import Client

from accounts.models import User
from customers.models import Customer
from tests import make
from tests.doors import APIClient


def test_each_chooses_for_themselves_at_both_doors(client: Client, ana: User, pia: User) -> None:
    hanbit = make.a_customer(company="Hanbit Foods")
    Customer.objects.filter(pk=hanbit.pk).update(monthly_value=77_000)
    make.a_ticket(customer=hanbit, channel="chat", product_area=make.an_area("Dawn delivery"))
    client.force_login(ana)
    said = client.post("/desk/columns/", {"columns": ["value", "channel"], "next": "/desk/?stage=to_listen"})
    assert said.url == "/desk/?stage=to_listen"
    rows = client.get("/desk/").content.decode().partition('id="rows"')[2]
    assert ("77,000" in rows, ">Chat<" in rows, "Hanbit Foods" in rows, "Dawn delivery" in rows) == (
        True,
        True,
        False,
        False,
    )
    client.force_login(pia)
    rows = client.get("/desk/").content.decode().partition('id="rows"')[2]
    assert ("77,000" in rows, "Hanbit Foods" in rows, "Dawn delivery" in rows) == (False, True, True)
    api = APIClient()
    api.force_authenticate(pia)
    assert api.get("/api/v1/desk/columns/").json() == {"columns": ["company", "relationship", "why", "area", "owner"]}
    assert api.put("/api/v1/desk/columns/", {"columns": ["owner", "why"]}, format="json").json() == {
        "columns": ["why", "owner"]
    }


@pytest.mark.parametrize("name", ["password", "x" * 60, "\x00"])
def test_what_a_row_cannot_show_is_refused(client: Client, ana: User, name: str) -> None:
    client.force_login(ana)
    assert client.post("/desk/columns/", {"columns": [name]}).status_code == 422
    ana.refresh_from_db()
    assert ana.columns == {}
