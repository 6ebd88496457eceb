"""The demonstration shows tags, fields, a customer who was known twice, and what a firm settles for its desk."""

from django.test import Client
from django.utils import timezone

from accounts.models import SavedView, User
from cs_product.demo import people, settled
from cs_product.demo.cast import ADMIN, AGENT, Firm
from cs_product.demo.marks import put
from cs_product.demo.story import Story
from customers.models import Joining
from tests import make
from tickets.models import AssignmentRule, FieldValue, SavedReply, Tag, Targets


def test_the_newest_complaints_are_tagged_and_filled_in(ana: User, ada: User) -> None:
    tickets = [make.a_ticket(verbatim="Refund my melted ice, 환불해 주세요.", channel="store") for _ in range(3)]
    put(ana, ada)
    assert [[tag.name for tag in Tag.objects.on(ticket)] for ticket in tickets] == [["cold chain", "refund"]] * 3
    assert FieldValue.objects.filter(choice__isnull=False).count() == 3
    assert Joining.objects.get().kept == tickets[-1].customer


def test_hours_rules_lists_and_replies_are_settled_and_every_list_opens(db: None, client: Client) -> None:
    everyone, ticket = people.hire(), make.a_ticket()
    people.gather_teams(everyone, everyone[ADMIN])
    delivery = make.an_area("Delivery")
    settled.settle(
        Story(timezone.localtime()), Firm(people=everyone, areas={"delivery": delivery}, capabilities={}, customers={})
    )
    ticket.refresh_from_db()
    assert ticket.reckoned_with == Targets.objects.current().version > 0
    assert (AssignmentRule.objects.count(), SavedReply.objects.count(), SavedView.objects.count()) == (2, 2, 3)
    client.force_login(everyone[AGENT])
    for view in SavedView.objects.all():
        assert client.get(f"/desk/?{view.query}").context["listed"].passed_over == [] or "refund" in view.query
