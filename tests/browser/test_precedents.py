"""Three honest not yets, a capability that arrives, and three decisions made as one; in a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests import make
from tests.browser.test_journeys import assess, link_in_the_last_mail_to
from tests.following import let_follow, mails_to
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Nobody could tell me where the van with my parcel was."
NOT_YET = "Thank you, Emma Whitfield. We cannot see the vans live yet; we will write when we can."
YES = "Thank you, Emma Whitfield. From now on you see the van."
NAME_IT_ONCE_THE_FIRST_DRAFT_IS_IN = """() => document.addEventListener("htmx:afterSwap", () => {
  const field = document.querySelector("#decline [name=waiting_for]");
  field.selectedIndex = [...field.options].findIndex(({ text }) => text === "Live van position");
  field.dispatchEvent(new Event("change", { bubbles: true }));
}, { once: true })"""


def three_who_ask(**said: object) -> list[Ticket]:
    names = ("Emma Whitfield", "Daniel Reyes", "Mia Long")
    return [make.an_assessed_ticket(customer=make.a_customer(name), verbatim=f"{WORDS} {name}") for name in names]


def decline_until_it_arrives(page: Page, ticket: Ticket) -> None:
    page.goto(f"/tickets/{ticket.reference}/")
    form = page.locator("form[action$='/decline/']")
    form.locator("xpath=ancestor-or-self::details[1]").locator("summary").first.click()
    form.locator("[name=reason][value=not_yet]").check(force=True)
    form.locator("[name=waiting_for]").select_option(label="Live van position")
    expect(form.locator("[name=message]")).to_have_value(re.compile("Live van position"))  # our draft has come
    form.locator("[name=message]").fill(NOT_YET)
    form.locator("button[data-default]").click()
    expect(page.locator("main")).to_contain_text("Waits for")


def accept(page: Page, ticket: Ticket) -> None:
    page.goto(f"/tickets/{ticket.reference}/")
    assess(page)
    form = page.locator("form[action$='/acceptance/']")
    form.locator("[name=title]").fill("Show the van")
    form.locator("[name=problem]").fill("Nobody knows where it is.")
    form.locator("[name=promise]").fill("From now on you see where the van is.")
    form.locator("[name=message]").fill(YES)
    form.locator("button[data-default]").click()
    expect(page.locator("main")).to_contain_text("Accepted 1")


def decide_one_as(page: Page, ticket: Ticket, precedent: Ticket) -> None:
    page.goto(f"/tickets/{ticket.reference}/")
    page.get_by_role("link", name=f"Decide as {precedent.reference}").click()
    expect(page.locator("[name=message]")).to_have_value(NOT_YET.replace("Emma Whitfield", "Daniel Reyes"))
    page.locator("main button[data-default]").click()
    expect(page.locator("main")).to_contain_text("Waits for")


def decide_the_rest_as(page: Page, stage: str, precedent: Ticket, count: int) -> None:
    page.goto(f"/desk/?stage={stage}")
    expect(page.locator(".bulk")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    for _ in range(count - 1):
        page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.locator(".bulk")).to_be_visible()
    page.get_by_role("button", name="Decide as…").click()
    page.locator("#precedent").fill(precedent.reference)
    page.get_by_role("button", name="Show what will happen").click()
    page.locator("main button[data-default]").click()
    expect(page.locator("#results .badge")).to_have_count(count)


def test_three_are_declined_and_all_come_back_and_two_are_decided_as_the_first(
    browse: Callable[..., Page], pia: User
) -> None:
    make.a_capability("Live van position")
    emmas, daniels, mias = three_who_ask()
    page = browse(pia)
    decline_until_it_arrives(page, emmas)
    decide_one_as(page, daniels, emmas)
    decide_the_rest_as(page, "to_decide", emmas, 1)
    page.goto("/capabilities/")
    page.get_by_role("link", name="Live van position").click()
    page.get_by_role("button", name="It has arrived").click()
    expect(page.locator("#arrival")).to_contain_text("begin to come back")
    let_follow()
    expect(page.locator("#arrival")).to_contain_text("of 3 tickets are back")
    assert set(Ticket.objects.values_list("stage", flat=True)) == {"to_assess"}
    accept(page, emmas)
    decide_the_rest_as(page, "to_assess", emmas, 2)
    assert set(Ticket.objects.values_list("stage", flat=True)) == {"accepted"}
    for ticket, name in ((daniels, "Daniel Reyes"), (mias, "Mia Long")):
        customer = browse()
        customer.goto(link_in_the_last_mail_to(ticket.customer.email))
        expect(customer.locator("main")).to_contain_text(f"Thank you, {name}. From now on you see the van.")
        texts = [mail.text for mail in mails_to(ticket)]
        assert any(f"Thank you, {name}. We cannot see the vans live yet" in text for text in texts)
        assert not any("Emma" in text for text in texts)


def test_a_capability_named_in_the_moment_the_first_draft_comes_is_in_the_message(
    browse: Callable[..., Page], pia: User
) -> None:
    make.a_capability("Live van position")
    page = browse(pia)
    page.goto(f"/tickets/{make.an_assessed_ticket().reference}/")
    form = page.locator("form[action$='/decline/']")
    page.evaluate(NAME_IT_ONCE_THE_FIRST_DRAFT_IS_IN)
    form.locator("[name=reason][value=not_yet]").evaluate("(radio) => radio.click()")
    expect(form.locator("[name=message]")).to_have_value(re.compile("Live van position"))
