"""Find or jump: the palette asks one address for everything that has a name, a number or words."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.words import says
from tests import make
from tests.following import let_react


def test_everything_is_found_by_words_numbers_and_names(ana: User, client: Client) -> None:
    client.force_login(ana)
    ticket, item = make.a_ticket(verbatim="The parcel was soaked by rain."), make.an_item(title="Soaked parcels stop")
    capability, pia = make.a_capability("Refrigerated lorries"), make.a_colleague("Pia Nordby", "product")
    customer = make.a_customer("Kim Soaked")
    let_react()

    def ask(typed: str) -> str:
        return client.get("/search/palette/", {"q": typed}).content.decode()

    for place in (f"/tickets/{ticket.reference}/", f"/backlog/{item.reference}/", f"/customers/{customer.pk}/"):
        assert f'href="{place}"' in ask("soaked")
    assert f'href="/tickets/{ticket.reference}/"' in ask(ticket.reference.lower())
    assert f'href="/capabilities/{capability.pk}/"' in ask("lorries refrig")
    assert f'href="/desk/?owner={pia.pk}"' in ask("nord")
    assert "href" not in ask(" ")
    with CaptureQueriesContext(connection) as caught:
        ask("soaked")
    assert len(caught) <= 12


def test_a_name_is_found_by_its_initial_consonants() -> None:
    assert says("새벽 배송 차량", "ㅂㅅ")
    assert says("새벽 배송 차량", "배송 ㅊㄹ")
    assert not says("새벽 배송 차량", "ㅂㅅㅂ")
    assert not says("Delivery", "ㄷ")
