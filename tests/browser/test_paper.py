"""What is drawn on the dashboard stands on paper whole, in light colours, and leaves the screen as it was."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.models import User
from metrics.actions.goals import set_goals
from tests import make
from tests.following import let_be_counted

pytestmark = pytest.mark.django_db(transaction=True)

SEEN_AT_ONCE = """() => {
  dispatchEvent(new Event("beforeprint"));
  const sheets = [...document.querySelectorAll("[data-paper] canvas")];
  const heat = document.querySelector("[data-chart=heat]").closest(".plot").querySelector("[data-paper] canvas");
  const at = (share) => heat.getContext("2d").getImageData(heat.width * share, heat.height * 0.4, 1, 1).data[3];
  const seen = { sheets: sheets.length, drawn: document.querySelectorAll(".draw:not([data-paper])").length,
    cells: [0.2, 0.5, 0.8, 0.97].map(at), theme: document.documentElement.dataset.theme };
  dispatchEvent(new Event("afterprint"));
  return { ...seen, left: document.querySelectorAll("[data-paper]").length };
}"""


def test_every_chart_is_whole_on_paper_the_moment_it_is_printed(browse: Callable[..., Page], max_: User) -> None:
    make.an_accepted_ticket()
    let_be_counted()
    page, broken = browse(max_, color_scheme="dark"), []
    page.on("pageerror", lambda error: broken.append(error))  # noqa: PLW0108 - Playwright marks what it calls
    page.goto("/dashboard/")
    page.locator(".draw canvas").first.wait_for()
    seen = page.evaluate(SEEN_AT_ONCE)
    assert seen["sheets"] == seen["drawn"] > 0
    assert 0 not in seen["cells"]
    assert (seen["theme"], seen["left"]) == ("light", 0)
    page.wait_for_timeout(300)
    assert broken == []


def test_a_heading_asks_for_a_page_that_has_room_for_its_chart_too(browse: Callable[..., Page], max_: User) -> None:
    make.an_accepted_ticket()
    let_be_counted()
    page = browse(max_)
    page.goto("/dashboard/")
    page.locator(".draw canvas").first.wait_for()
    page.emulate_media(media="print")
    high = page.evaluate(
        "() => [...document.querySelectorAll('.card:has(.plot table)')].map(card => ["
        " card.querySelector('header').offsetHeight, card.querySelector('.draw').offsetHeight])"
    )
    assert high
    assert all(heading >= chart > 0 for heading, chart in high), high


def test_on_a_phone_every_number_is_read_without_scrolling_sideways(browse: Callable[..., Page], max_: User) -> None:
    set_goals({"acceptance": 0.6}, by=max_)
    make.an_accepted_ticket()
    let_be_counted()
    page = browse(max_, viewport={"width": 390, "height": 844})
    page.goto("/dashboard/")
    table = page.locator("#all .scroll-x")
    table.wait_for()
    assert table.evaluate("it => it.scrollWidth <= it.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    goal = table.locator("tr", has_text="Acceptance rate").locator("[data-head=Goal]")
    assert goal.bounding_box()["x"] + goal.bounding_box()["width"] <= 390  # type: ignore[index]
    assert "Goal" in goal.evaluate("it => getComputedStyle(it, '::before').content")
