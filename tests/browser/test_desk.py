"""The desk and its forms as they are drawn and follow: one line of filters, who said it before."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests import make
from tests.following import let_follow
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
def test_the_filters_stand_on_one_line(browse: Callable[..., Page], ana: User, locale: str) -> None:
    make.an_area("Ordering, checkout and everything that has to do with paying")
    page = browse(ana, viewport={"width": 1440, "height": 900}, locale=locale)
    for query in ("", f"?owner={ana.pk}", "?relationship=at_risk", "?relationship=at_risk&language=ko&value=1..9"):
        page.goto(f"/desk/{query}")
        tops = page.locator("#filters :is(summary, label, .chip, .btn)").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect()).map(({y, height}) => y + height / 2)"
        )
        assert max(tops) - min(tops) < 12, query


def test_whoever_is_chosen_after_the_words_were_written_may_have_sent_it_twice(
    browse: Callable[..., Page], ana: User
) -> None:
    before = make.a_ticket(customer=make.a_customer("Noa Keyboard"), verbatim="The parcel came three days late.")
    let_follow()
    page = browse(ana)
    page.goto("/tickets/new/")
    page.locator("[name=verbatim]").fill("The parcel came three days late.")
    near = page.locator(f"#alike-{before.reference}")
    expect(near).to_be_visible()
    expect(near).not_to_contain_text("Sent twice?")
    page.get_by_role("combobox", name="Name").press_sequentially("noa k")
    expect(page.locator("#customers-known-said")).to_have_text("1 customer found.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(near).to_contain_text("Sent twice?")
    page.get_by_text("Someone else").click()
    expect(near).not_to_contain_text("Sent twice?")


def test_several_are_given_to_a_colleague_with_the_keyboard_alone(
    browse: Callable[..., Page], ana: User, pia: User
) -> None:
    tickets = [make.a_ticket() for _ in range(3)]
    page = browse(ana)
    page.goto("/desk/")
    for key in ("j", "x", "j", "j", "Shift+X", "o"):
        page.keyboard.press(key)
    page.wait_for_url("**/together/assignment/**")
    expect(page.get_by_label("Owner")).to_be_focused()
    page.keyboard.type("Pia")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**show=1**")
    expect(page.locator("form[autofocus]")).to_be_focused()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/batches/**")
    expect(page.get_by_text("3 done", exact=True)).to_be_visible()
    assert {Ticket.objects.get(pk=one.pk).owner for one in tickets} == {pia}


def test_a_house_that_starts_anew_heaps_no_complaints_on_a_page_left_open(
    browse: Callable[..., Page], ana: User
) -> None:
    page = browse(ana).context.new_page()  # what the browser itself writes of lost answers is expected here
    page.goto("/desk/")
    page.route("**/notices/bell/**", lambda route: route.fulfill(status=502))
    with page.expect_response("**/notices/bell/**"):
        page.reload()
    page.route("**/notices/bell/**", lambda route: route.abort())
    with page.expect_event("requestfailed", lambda asked: "/bell/" in asked.url):
        page.reload()
    page.wait_for_timeout(300)
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_what_waits_goes_on_waiting_on_a_page_left_open(browse: Callable[..., Page], ana: User) -> None:
    ticket = make.a_ticket()
    page = browse(ana)
    page.clock.install()
    page.goto("/desk/")
    clock = page.locator(f"#row-{ticket.reference} .clock")
    expect(clock).to_have_text("0m")
    page.clock.fast_forward("05:00:00")
    expect(clock).to_have_text("5h")
    page.clock.fast_forward(200 * 3_600_000)
    expect(clock).to_have_text("8d 13h")
    expect(clock).to_have_attribute("data-stage", "late")
