"""What is like a ticket comes a moment after its page, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_assessment_begins_with_how_often_it_comes_and_what_was_typed_meanwhile_stays(
    browse: Callable[..., Page], ana: User
) -> None:
    for _ in range(4):
        make.a_ticket()
    ticket, page = make.a_heard_ticket(), browse(ana)
    times = page.locator("#assessment [name=times_per_month]")
    page.goto(f"/tickets/{ticket.reference}/")
    expect(times).to_have_value("2")
    expect(page.locator("#evidence")).to_contain_text("5 complaints like this in the last 90 days")
    expect(page.locator("#near li")).to_have_count(4)
    page.locator("#assessment [name=cost_each_time]").fill("1000")
    expect(page.locator("#assessment output")).to_contain_text("2,000")
    held: list[Route] = []
    page.route("**/alike/", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    page.goto(f"/tickets/{make.a_heard_ticket().reference}/")
    times.fill("7")
    held[0].continue_()
    expect(page.locator("#evidence")).to_contain_text("6 complaints")
    expect(times).to_have_value("7")
