"""Screenshots are pasted and files dropped, in a real browser: seen and judged before they are sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
PASTE = """async (area) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 20 });
  const picture = await new Promise((done) => canvas.toBlob(done));
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([picture], "image.png", { type: "image/png" }));
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
MEGABYTES = """(area) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", "한글과 words. ".repeat(100000));
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
DROP = """(area) => {
  const dataTransfer = new DataTransfer();
  for (const [name, words] of [["drawing.svg", "<svg/>"], ["log.txt", "lines"]]) dataTransfer.items.add(new File([words], name));
  for (const kind of ["dragover", "drop"]) area.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
}"""


def test_what_is_pasted_and_dropped_is_seen_first_and_refused_beside_it_and_goes_along(
    browse: Callable[..., Page], ana: User
) -> None:
    ticket, page = make.a_ticket(), browse(ana)
    page.goto(f"/tickets/{ticket.reference}/")
    area, chosen = page.locator("#say textarea"), page.locator("#say .chosen")
    area.fill("See the picture.")
    area.evaluate(PASTE)
    expect(chosen.locator("img")).to_have_count(1)
    area.evaluate(DROP)
    expect(chosen.locator("[data-let-go]")).to_have_count(3)  # each was judged, and can be taken off again
    expect(page.locator("#say .chosen[role=alert]")).to_contain_text("“drawing.svg” is of a kind that we do not keep")
    expect(area).to_have_value("See the picture.")
    page.locator("#say .chosen[role=alert] button").press("Enter")
    expect(page.locator("#say .chosen button").last).to_be_focused()
    page.locator("#say button[data-default]").click()
    said = page.locator(".thread .msg", has_text="See the picture.")
    expect(said.locator(".files li")).to_have_count(2)
    expect(said.locator(".files")).to_contain_text("log.txt")
    expect(chosen).to_have_count(0)
    see_them_large(page)


def see_them_large(page: Page) -> None:
    """The picture opens over the page, by keyboard too; what was pasted and is longer than a field became a file."""
    area, large = page.locator("#say textarea"), page.locator("#picture")
    area.fill("Once more.")
    for _ in range(2):
        area.evaluate(PASTE)
    area.evaluate(MEGABYTES)
    expect(page.locator("#say .chosen .clip").last).to_contain_text("Pasted text")
    expect(area).to_have_value("Once more.")
    page.locator("#say button[data-default]").click()
    pictures = page.locator(".thread [data-picture]")
    expect(pictures).to_have_count(3)
    pictures.nth(2).press("Enter")
    expect(large.get_by_role("status")).to_have_text("3 of 3")
    page.keyboard.press("ArrowRight")
    expect(large.get_by_role("status")).to_have_text("1 of 3")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(large.get_by_role("status")).to_have_text("2 of 3")
    assert large.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 40
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    expect(pictures.nth(1)).to_be_focused()
