"""A grooming session by keyboard in a real browser: take, skip, ask back, drop."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from backlog.models import Item, Voice
from tests import make
from tests.following import let_follow

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_steps_through_proposed_items_by_keyboard(browse: Callable[..., Page], pia: User) -> None:
    items = [make.an_item(title=f"Item {n}") for n in range(4)]
    ticket = make.an_accepted_ticket(items[2])
    let_follow()
    page = browse(pia)
    page.goto("/backlog/grooming/")
    expect(page.locator("h1")).to_have_text("Item 0")
    page.wait_for_load_state("load")
    page.keyboard.press("t")
    expect(page.locator("h1")).to_have_text("Item 1")
    page.wait_for_load_state("load")
    page.keyboard.press("s")
    expect(page.locator("h1")).to_have_text("Item 2")
    page.wait_for_load_state("load")
    page.keyboard.press("q")
    page.keyboard.type("Would a text message do?")
    page.wait_for_load_state("load")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Item 3")
    page.wait_for_load_state("load")
    page.keyboard.press("d")
    page.locator("#drop [value=not_ours]").check()
    page.locator("#drop textarea").fill("We are sorry.")
    page.wait_for_load_state("load")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Backlog")
    expect(page.locator("main")).to_contain_text("You have looked at all of them")
    assert [item.stage for item in Item.objects.order_by("pk")] == ["ready", "proposed", "proposed", "dropped"]
    ticket.refresh_from_db()
    assert ticket.stage == "to_assess"


def test_two_items_are_joined_without_a_mouse(browse: Callable[..., Page], pia: User) -> None:
    twin, stays, last = (make.an_item(title=title) for title in ("Ring twice", "Ring the bell", "Something else"))
    ticket = make.an_accepted_ticket(twin)
    let_follow()
    page = browse(pia)
    page.goto("/backlog/grooming/")
    page.wait_for_load_state("load")
    page.keyboard.press("v")
    field = page.locator("#join [name=item]")
    expect(field).to_be_focused()
    for typed, said in (("", "Which item stays? Name it."), (twin.reference, "itself")):
        page.keyboard.type(typed)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#join")).to_contain_text(said)
        expect(field).to_be_focused()
        page.wait_for_load_state("load")
        page.keyboard.press("Control+a")
    page.keyboard.type("bell")
    expect(page.locator("#join datalist option")).to_have_attribute("value", f"{stays.reference} · Ring the bell")
    page.keyboard.press("Control+a")
    page.keyboard.type(f"{stays.reference} · Ring the bell")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text(f"{twin.reference} is joined.")
    expect(page.locator("h1")).to_have_text("Ring the bell")
    twin.refresh_from_db()
    assert (twin.stage, twin.joined_into) == ("dropped", stays)
    assert Voice.objects.speaking().get(ticket=ticket).item == stays
    page.wait_for_load_state("load")
    page.keyboard.press("s")
    expect(page.locator("h1")).to_have_text(last.title)


def test_every_key_is_on_the_sheet(browse: Callable[..., Page], pia: User) -> None:
    make.an_item()
    page = browse(pia, viewport={"width": 390, "height": 844})
    page.goto("/backlog/grooming/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("grooming: take, ask back, join, drop, skip")
