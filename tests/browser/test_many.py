"""Twenty tickets are linked to an item, with a preview before and an answer after, and it is undone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from backlog.models import Voice
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_tickets_are_linked_to_an_item_and_let_go_again(browse: Callable[..., Page], ana: User) -> None:
    first, item = make.an_item(title="Call before we come"), make.an_item(title="Answer within a day")
    for _ in range(20):
        make.an_accepted_ticket(first)
    page = browse(ana)
    page.goto("/desk/?stage=accepted")
    page.keyboard.press("j")
    page.keyboard.press("x")
    for _ in range(19):
        page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.locator(".ticked")).to_have_attribute("data-n", "20")
    page.keyboard.press("l")
    page.get_by_label("Item", exact=True).fill(item.reference)
    page.get_by_role("button", name="Show what will happen").click()
    expect(page.locator("li[id^=preview]").filter(has_text="Answer within a day")).to_have_count(20)
    expect(page.get_by_role("button", name="Link to an item")).to_be_in_viewport()
    page.get_by_role("button", name="Link to an item").click()
    expect(page.locator("#batch")).to_contain_text("20 done")
    page.goto(f"/backlog/{item.reference}/")
    expect(page.locator("main")).to_contain_text("20")
    page.go_back()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_contain_text("Undo of")
    expect(page.locator("#batch")).to_contain_text("20 done")
    assert set(Voice.objects.speaking().values_list("item", flat=True)) == {first.pk}
