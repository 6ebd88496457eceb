"""The demonstration shows tags, fields and a customer who was known twice."""

from accounts.models import User
from cs_product.demo.marks import put
from customers.models import Joining
from tests import make
from tickets.models import FieldValue, Tag


def test_the_newest_complaints_are_tagged_and_filled_in(ana: User, ada: User) -> None:
    tickets = [make.a_ticket(verbatim="Refund my melted ice, 환불해 주세요.", channel="store") for _ in range(3)]
    put(ana, ada)
    assert [[tag.name for tag in Tag.objects.on(ticket)] for ticket in tickets] == [["cold chain", "refund"]] * 3
    assert FieldValue.objects.filter(choice__isnull=False).count() == 3
    assert Joining.objects.get().kept == tickets[-1].customer
