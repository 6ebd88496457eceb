"""The demonstration shows what nobody touched for long, and that it asks again after it was kept."""

from django.test import Client
from django.utils import timezone

from cs_product.demo import grooming, people
from cs_product.demo.cast import PRODUCT, Firm
from cs_product.demo.story import Story
from tests import make


def test_two_ideas_ask_for_a_decision_and_one_of_them_was_kept_once(db: None, client: Client) -> None:
    everyone, story = people.hire(), Story(timezone.localtime())
    make.an_item(title="Of today")
    grooming.plan(story, Firm(people=everyone, areas={}, capabilities={}, customers={}))
    story.tell()
    client.force_login(everyone[PRODUCT])
    listed = client.get("/backlog/stale/").context["page"].rows
    assert [item.title for item in listed] == ["선물 포장 고르기", "Show the route of the delivery on a map"]
    pages = [client.get(f"/backlog/{item.reference}/").content.decode() for item in listed]
    assert ["until the drivers have phones" in page for page in pages] == [False, True]
