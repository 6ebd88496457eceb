"""A shift with the keyboard alone: log, find the like one, listen, note, mention, next. No mouse, no click."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from notifications.models import Notice
from tests import make
from tests.following import let_follow
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = "The parcel came three days late and nobody told me about the delay."
NOW = "My parcel was three days late. Nobody told anyone about a delay!"


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until one is there."""
    for _ in range(60):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


def press(page: Page, *keys: str) -> None:
    """Press keys, one after the other, once the page hears them."""
    page.wait_for_load_state("load")
    for key in keys:
        page.keyboard.press(key)


def log(page: Page, before: Ticket) -> Ticket:
    press(page, "c")
    page.wait_for_url("**/tickets/new/")
    page.keyboard.type("noa k")
    expect(page.locator("#customers-known-said")).to_have_text("1 customer found.")
    press(page, "ArrowDown", "Enter")
    expect(page.locator("#found :checked + span")).to_contain_text("Noa Keyboard")
    tab_to(page, page.locator("[name=verbatim]"))
    page.keyboard.type(NOW)
    expect(page.locator(f"#alike-{before.reference} mark")).to_contain_text("three days late")
    press(page, "Control+Enter")
    said = page.get_by_role("status").filter(has_text="is logged")
    expect(said).to_be_visible()
    ticket = Ticket.objects.get(verbatim=NOW)
    expect(said.get_by_role("link", name=ticket.reference)).to_have_attribute("href", f"/tickets/{ticket.reference}/")
    return ticket


def open_from_the_desk(page: Page, ticket: Ticket) -> None:
    page.wait_for_url("**/desk/**")
    tab_to(page, page.locator(f"#row-{ticket.reference} .q a"))
    press(page, "Enter")
    page.wait_for_url(f"**/tickets/{ticket.reference}/**")


def look_at_the_like_one(page: Page, before: Ticket) -> None:
    tab_to(page, page.locator(f"#near-{before.reference} a"))
    press(page, "Enter")
    page.wait_for_url(f"**/tickets/{before.reference}/")
    press(page, "u")


def test_a_shift_with_the_keyboard_alone(browse: Callable[..., Page], ana: User, pia: User) -> None:
    make.a_customer("Noa Keyboard")
    before = make.a_ticket(verbatim=BEFORE)
    page = browse(ana)
    logged = log(page, before)
    press(page, "Escape", "g", "d")
    open_from_the_desk(page, logged)
    look_at_the_like_one(page, before)
    open_from_the_desk(page, logged)
    press(page, "l")
    expect(page.locator("[name=restatement]")).to_be_focused()
    page.keyboard.type("Being late is bearable, not being told is not.")
    press(page, "Control+Enter")
    expect(page.locator("main")).to_contain_text("Being late is bearable")
    waits = make.a_heard_ticket(verbatim="Your fridge leaks water.")
    press(page, "Escape", "n")
    expect(page.locator("#say textarea")).to_be_focused()
    page.keyboard.type("Do you know the depot, @Pi")
    expect(page.locator("#suggestions [role=option]")).to_have_count(1)
    press(page, "Enter", "Control+Enter")
    expect(page.locator(".thread .mention")).to_have_text("@Pia")
    let_follow()
    assert Notice.objects.filter(colleague=pia, about_id=logged.pk).exists()
    press(page, "Escape", "j")
    page.wait_for_url(f"**/tickets/{waits.reference}/**")
