"""Two agents on one ticket, in real browsers: who is here, what is new, what is held back, what is taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from notifications.models import Mail
from tests import make
from tests.following import let_follow
from tickets.models import Ticket, Unsent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_moment(settings) -> None:
    settings.UNDO_SECONDS = 15


def write(page: Page, words: str, *, kind: str = "note") -> None:
    composer = page.locator("#say")
    composer.locator(f"[name=kind][value={kind}]").check(force=True)
    composer.locator("textarea").fill(words)


def test_two_agents_on_one_ticket_see_each_other_and_nobody_sends_what_went_stale(
    browse: Callable[..., Page], ana: User, pia: User
) -> None:
    ticket = make.a_ticket()
    anas, pias = browse(ana), browse(pia)
    for page in (anas, pias):
        page.goto(f"/tickets/{ticket.reference}/")
    expect(anas.locator("#bar .here")).to_contain_text("Pia is looking", timeout=5_000)
    write(pias, "Dear Emma, we are", kind="reply")
    expect(anas.locator("#bar .here")).to_contain_text("Pia is writing", timeout=5_000)
    write(anas, "She called again, @Pi")
    anas.locator("#suggestions [role=option]").first.click()
    expect(anas.locator("#say textarea")).to_have_value("She called again, @Pia ")
    anas.locator("#say button[data-default]").click()
    expect(pias.locator("#news")).to_contain_text("Ana", timeout=6_000)
    pias.locator("#say button[data-default]").click()
    expect(pias.locator("#refused")).to_contain_text("something happened here: Ana")
    expect(pias.locator("#say textarea")).to_have_value("Dear Emma, we are")
    expect(pias.locator(".thread")).to_contain_text("She called again")
    pias.locator("#say button[data-default]").click()
    expect(pias.locator(".thread")).to_contain_text("Dear Emma, we are")
    pias.goto("/desk/")
    expect(pias.locator(f"#row-{ticket.reference} .here .see")).to_have_count(1, timeout=5_000)
    anas.goto("/desk/")
    expect(pias.locator(f"#row-{ticket.reference} .here .see")).to_have_count(0, timeout=30_000)


def test_what_is_sent_after_one_was_signed_out_is_there_when_one_is_back(
    browse: Callable[..., Page], ana: User
) -> None:
    ticket = make.a_ticket()
    page = browse(ana)
    page.goto(f"/tickets/{ticket.reference}/")
    session = [one for one in page.context.cookies() if one["name"] == "sessionid"]
    write(page, "She called a third time.")
    page.context.clear_cookies(name="sessionid")  # before the house has kept what was begun
    page.locator("#say button[data-default]").click()
    expect(page.locator("[data-not-taken]")).to_be_visible()
    page.context.add_cookies(session)
    page.goto(f"/tickets/{ticket.reference}/")
    expect(page.locator("#say textarea")).to_have_value("She called a third time.")


def test_a_draft_survives_a_reload_and_another_browser_and_a_reply_is_taken_back(
    browse: Callable[..., Page], ana: User
) -> None:
    ticket = make.a_ticket()
    let_follow()
    page, other = browse(ana), browse(ana)
    page.goto(f"/tickets/{ticket.reference}/")
    with page.expect_response(lambda it: it.url.endswith("/unsent/") and "Dear" in (it.request.post_data or "")):
        write(page, "Dear Emma", kind="reply")
    page.reload()
    expect(page.locator("#say textarea")).to_have_value("Dear Emma")
    other.goto("/desk/")
    expect(other.locator(f"#row-{ticket.reference}")).to_contain_text("draft")
    other.goto(f"/tickets/{ticket.reference}/")
    expect(other.locator("#say textarea")).to_have_value("Dear Emma")
    expect(other.locator("#say [name=kind][value=reply]")).to_be_checked()
    other.locator("#say button[data-default]").click()
    expect(other.locator(".thread")).to_contain_text("Dear Emma")
    other.locator(".thread form[data-until] button").click()
    expect(other.locator("#say textarea")).to_have_value("Dear Emma")
    expect(other.locator(".thread")).not_to_contain_text("Dear Emma")
    let_follow()
    assert not Mail.objects.filter(kind="reply").exists()
    assert Unsent.objects.get().by == ana


def test_five_megabytes_are_said_to_be_too_long_and_stay(browse: Callable[..., Page], ana: User) -> None:
    page = browse(ana)
    page.goto(f"/tickets/{make.a_ticket().reference}/")
    page.locator("#say textarea").evaluate(
        "area => { area.value = 'x'.repeat(5_000_000); area.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(page.locator("#say .err").first).to_contain_text("4,900,000 characters over")
    page.locator("#say button[data-default]").click()
    assert page.locator("#say textarea").evaluate("area => area.value.length") == 5_000_000
    assert not Ticket.objects.get().messages.exists()
