"""Every page, light and dark, in Korean and English, for those who see, hear or move otherwise: axe finds nothing."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, Response, expect

from tests import make
from tests.backlog.test_move import an_item_of
from tests.house.test_routes import HTML, PAGES, Filled, a_colleague_with_a_password
from tests.tickets.test_bad_input import PNG
from tickets.actions.following import issue_link

pytestmark = pytest.mark.django_db(transaction=True)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
"""Run through the door for tests: the page's policy lets no foreign script in, nor into the frames that show mails."""
RUN = """async ([where, only]) => {
  const {violations} = await axe.run(where, {
    resultTypes: ["violations"], iframes: false, preload: false, runOnly: only,
  });
  return violations.flatMap(({id, nodes}) => nodes.map(({target, any, all, none}) =>
    `${id}: ${target.join(" ")} (${[...any, ...all, ...none].map(({message}) => message).join("; ")})`));
}"""
STILL = """
const still = new CSSStyleSheet();
still.replaceSync("*, ::before, ::after { transition: none !important; }");
document.adoptedStyleSheets = [still];
document.querySelectorAll("details").forEach(part => { part.open = true; });
"""
"""Everything is unfolded, and no colour is on its way to another."""
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PARTS = 4
"""So that workers share the pages."""
THEMES: dict[Any, list[str]] = {"light": ["color-contrast", "link-in-text-block"], "dark": LEVELS}
"""In the light only colours are others."""
KOREAN, ENGLISH = "ko-KR", "en-GB"
"""What a page is built of is the same in both; so each is looked at in Korean, whose words are translated, and those in
English, too, to which scripts add most."""
SCRIPTED = ["/desk/", "/backlog/", "/dashboard/", "/tickets/new/"]


def look_at(page: Page, addresses: Iterable[str], where: str = "html") -> dict[str, list[str]]:
    """What axe finds, by address and theme."""
    found = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer, address
        assert answer.status == 200, address
        if is_a_page(page, answer):
            expect(page.locator(".htmx-request")).to_have_count(0)  # what comes a moment later is there
            page.evaluate(AXE + STILL)
            for theme, only in THEMES.items():
                page.emulate_media(color_scheme=theme)
                found[f"{address} ({theme})"] = page.evaluate(RUN, [where, only])
    return {place: wrong for place, wrong in found.items() if wrong}


def is_a_page(page: Page, answer: Response) -> bool:
    """A fragment is seen on its page; a mail may run nothing, axe neither."""
    headers = answer.headers
    return (
        headers["content-type"].startswith("text/html")
        and "sandbox" not in headers["content-security-policy"]
        and bool(page.evaluate("!!document.doctype"))
    )


def addresses() -> Iterator[str]:
    """Each of the table that answers an administrator with a page, and what the table does not tell apart."""
    filled = Filled()
    files = ("<slug:key>", ".")
    for route in HTML:
        if PAGES[route]["admin"] == 200 and not any(part in route for part in files):
            yield "/" + filled(route)
    for ticket in (
        make.a_heard_ticket(), make.an_assessed_ticket(), make.a_ticket_set_aside(), make.an_accepted_ticket(),
        make.a_declined_ticket(waiting_for=make.a_capability()),
        make.a_ticket(files=[SimpleUploadedFile("a.png", PNG)]),
    ):  # fmt: skip
        yield f"/tickets/{ticket.reference}/"
    for stage in ("proposed", "in_progress", "shipped", "verified", "dropped"):
        yield f"/backlog/{an_item_of(stage).reference}/"


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page_of_ours(browse: Callable[..., Page], settings, part: int) -> None:
    settings.DEMO = True  # so that there is a mailbox
    page = browse(a_colleague_with_a_password("admin"), reduced_motion="reduce", locale=KOREAN)
    assert page.locator("html").get_attribute("lang") == "ko"
    assert look_at(page, [*addresses()][part::PARTS], where="main") == {}


@pytest.mark.parametrize("locale", [KOREAN, ENGLISH])
def test_axe_finds_nothing_in_the_frame_and_in_what_scripts_add(browse: Callable[..., Page], locale: str) -> None:
    page = browse(a_colleague_with_a_password("admin"), reduced_motion="reduce", locale=locale)
    ticket = make.an_assessed_ticket()
    assert look_at(page, ["/desk/"] if locale == KOREAN else [*SCRIPTED, f"/tickets/{ticket.reference}/"]) == {}


@pytest.mark.parametrize("locale", [KOREAN, ENGLISH])
def test_axe_finds_nothing_on_any_page_of_a_customer(browse: Callable[..., Page], settings, locale: str) -> None:
    settings.CHANGES_ARE_PUBLIC = True
    page = browse(reduced_motion="reduce", locale=locale)
    found = look_at(page, ["/accounts/login/", "/changes/"])
    for ticket in (make.a_heard_ticket(), make.an_accepted_ticket(), make.a_declined_ticket()):
        page.goto(f"/follow/{issue_link(ticket)}/")
        found |= look_at(page, [f"/my/{ticket.reference}/", f"/my/{ticket.reference}/mail/"])
    assert found == {}
