"""Did it work? Seen in a real browser: bars with the release between, and the table behind them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from backlog.tasks import measure_outcomes
from tests.backlog.shipped import a_shipped_item

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_weeks_are_drawn_and_the_table_stays(browse: Callable[..., Page], pia: User, width: int) -> None:
    item = a_shipped_item(30, before=12, hypothesis_percent=60)
    measure_outcomes()
    page = browse(pia, viewport={"width": width, "height": 900})
    page.goto(f"/backlog/{item.reference}/")
    outcome = page.locator("#outcome")
    expect(outcome.get_by_text("12 complaints in the 8 weeks before")).to_be_visible()
    expect(outcome.locator(".draw canvas")).to_be_visible()
    outcome.get_by_text("As a table").click()
    expect(outcome.get_by_role("row", name="Release")).to_be_visible()
    outcome.get_by_text("How the verdict comes about").click()
    expect(outcome.locator("#rules [aria-current]")).to_contain_text("Gone")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_the_page_of_outcomes_to_the_item(browse: Callable[..., Page], pia: User) -> None:
    item = a_shipped_item(30, before=3)
    measure_outcomes()
    page = browse(pia)
    page.goto("/outcomes/?verdict=too_early")
    page.get_by_role("link", name=item.title).click()
    expect(page.get_by_role("heading", name="Did it work?")).to_be_visible()
