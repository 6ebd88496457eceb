"""From complaint to answer, in a real browser: once the long way to a kept promise, once to an honest not yet."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from notifications.models import CapturedMail
from tests import make
from tests.following import let_follow
from tickets.actions.deciding import decline
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "The baby food that was promised for dawn came at two in the afternoon, and nobody told us."


def log_a_complaint(page: Page, *, name: str, email: str, words: str) -> str:
    page.goto("/tickets/new/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    page.locator("[name=verbatim]").fill(words)
    page.locator("select[name=language]").select_option("en")
    page.get_by_role("button", name="Log it").click()
    page.wait_for_url("**/desk/")
    return Ticket.objects.latest("pk").reference


def listen(page: Page, reference: str) -> None:
    page.goto(f"/tickets/{reference}/")
    page.locator("[name=restatement]").fill("Being late is bearable, not being told is not.")
    page.locator("[name=wish]").fill("A message as soon as we know.")
    page.locator(
        "form[action$='/listening/'] button[type=submit], form[action$='/listening/'] button:not([type])"
    ).first.click()
    expect(page.locator("main")).to_contain_text("Being late is bearable")


def assess(page: Page) -> None:
    form = page.locator("form[action$='/assessment/']")
    for name in ("for_everyone", "for_good"):
        form.locator(f"[name={name}][value=yes]").check(force=True)
    form.locator("[name=built_in][value=product]").check(force=True)
    form.locator("[name=cost_each_time]").fill("45")
    form.locator("[name=times_per_month]").fill("3800")
    expect(form.locator("output")).to_contain_text("171,000")
    expect(page.locator("#recommendation")).to_contain_text("Sustainable")
    form.locator("button[data-default]").click()
    expect(page.locator("main")).to_contain_text("Accept")


def back_to(page: Page, reference: str) -> None:
    """A decision opens what waits next; the sentence that says so leads back to what was decided."""
    page.wait_for_url("**/desk/")
    page.get_by_role("status").get_by_role("link", name=reference).click()
    page.wait_for_url(f"**/tickets/{reference}/")


def unfold_and_click(button: Locator) -> None:
    button.locator("xpath=ancestor::details[1]").locator("summary").first.click()
    button.click()


def link_in_the_last_mail_to(email: str) -> str:
    let_follow()
    mail = CapturedMail.objects.filter(to=email).latest("pk")
    found = re.search(r"/follow/\S+", mail.text)
    assert found
    return found.group()


@pytest.mark.always
def test_a_complaint_becomes_a_kept_promise_and_its_customer_knows(
    browse: Callable[..., Page], ana: User, pia: User
) -> None:
    agent, product = browse(ana), browse(pia)
    reference = log_a_complaint(agent, name="Emma Whitfield", email="emma@example.com", words=WORDS)
    expect(agent.locator(".rows li").first).to_contain_text(WORDS[:40])
    listen(agent, reference)
    assess(agent)
    product.goto(f"/tickets/{reference}/")
    form = product.locator("form[action$='/acceptance/']")
    form.locator("[name=title]").fill("Tell people before they notice")
    form.locator("[name=promise]").fill("From now on we message you the moment we know we are late.")
    form.locator("[name=message]").fill("Thank you, Emma. We will tell you first.")
    form.locator("button[data-default]").click()
    back_to(product, reference)
    expect(product.locator("main")).to_contain_text("PB-")
    item = Ticket.objects.get(verbatim=WORDS).voices.get().item
    for target in ("ready", "in_progress"):
        product.goto(f"/backlog/{item.reference}/")
        unfold_and_click(product.locator(f"form[action$='/move/'] button[value={target}]").first)
        expect(product.get_by_text("place 1 of")).to_be_visible()
    product.goto(f"/backlog/{item.reference}/")
    expect(product.locator("main")).to_contain_text(WORDS[:40])
    unfold_and_click(product.locator("form[action$='/shipment/'] button"))
    expect(product.locator("main")).to_contain_text("Shipped")
    customer = browse()
    customer.goto(link_in_the_last_mail_to("emma@example.com"))
    expect(customer.locator("main")).to_contain_text(WORDS)
    expect(customer.locator("main")).to_contain_text("From now on we message you the moment we know we are late.")
    expect(customer.locator("main")).to_contain_text("It is there")
    assert "/follow/" not in customer.url
    subjects = list(CapturedMail.objects.filter(to="emma@example.com").order_by("pk").values_list("subject", flat=True))
    assert [subject.split("] ")[1] for subject in subjects] == [
        "We received what you told us",
        "This is what we understood",
        "We will change what you told us about",
        "What we promised you is there",
    ]


@pytest.mark.always
def test_an_honest_not_yet_names_what_it_waits_for(browse: Callable[..., Page], ana: User, pia: User) -> None:
    make.a_capability("Live van position")
    agent, product = browse(ana), browse(pia)
    reference = log_a_complaint(
        agent, name="Daniel Reyes", email="daniel@example.com", words="Show me where the van is."
    )
    listen(agent, reference)
    assess(agent)
    product.goto(f"/tickets/{reference}/")
    form = product.locator("form[action$='/decline/']")
    form.locator("xpath=ancestor-or-self::details[1]").locator("summary").first.click()
    form.locator("[name=reason][value=not_yet]").check(force=True)
    form.locator("[name=waiting_for]").select_option(label="Live van position")
    form.locator("[name=message]").fill(
        "Thank you, Daniel. We cannot see the vans live yet; we will write when we can."
    )
    form.locator("button[data-default]").click()
    back_to(product, reference)
    expect(product.locator("main")).to_contain_text("Live van position")
    customer = browse()
    customer.goto(link_in_the_last_mail_to("daniel@example.com"))
    expect(customer.locator("main")).to_contain_text("we will write when we can")
    product.goto("/capabilities/")
    expect(product.locator("main")).to_contain_text("1")


def test_what_was_typed_survives_somebody_who_was_faster(browse: Callable[..., Page], pia: User, max_: User) -> None:
    ticket = make.an_assessed_ticket()
    page = browse(pia)
    page.goto(f"/tickets/{ticket.reference}/")
    form = page.locator("form[action$='/acceptance/']")
    form.locator("[name=title]").fill("A title that took me a while")
    form.locator("[name=promise]").fill("From now on we do.")
    form.locator("[name=message]").fill("A message that took me a while")
    decline(ticket, by=max_, reason="not_ours", message="No.")
    form.locator("button[data-default]").click()
    expect(page.locator("main")).to_contain_text("Someone else just decided this.")
    typed = page.locator("textarea[readonly], textarea").evaluate_all("all => all.map(one => one.value).join('|')")
    assert "A message that took me a while" in typed


def test_a_complaint_is_logged_with_the_keyboard_alone(browse: Callable[..., Page], ana: User) -> None:
    make.a_customer("Emma Whitfield")
    page = browse(ana)
    page.keyboard.press("c")
    page.wait_for_url("**/tickets/new/")
    page.locator("[name=name]").focus()
    page.keyboard.type("Noa Keyboard")
    page.locator("[name=verbatim]").focus()
    page.keyboard.type("No mouse was used.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("body")).to_contain_text("is logged")
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/desk/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/tickets/CS-\d+/"))
    expect(page.locator("main")).to_contain_text("No mouse was used.")


def test_a_customer_is_looked_up_with_the_keyboard_alone(browse: Callable[..., Page], ana: User) -> None:
    for name in ("Emma Stone", "Emma Whitfield"):
        make.a_customer(name)
    page = browse(ana)
    page.goto("/tickets/new/")
    field, options = page.get_by_role("combobox", name="Name"), page.locator("#customers-known [role=option]")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("emma")
    expect(page.locator("#customers-known-said")).to_have_text("2 customers found.")
    expect(field).to_have_attribute("aria-expanded", "true")
    for key, chosen in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowDown", 0), ("ArrowUp", 1)):
        page.keyboard.press(key)
        expect(field).to_have_attribute("aria-activedescendant", options.nth(chosen).get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#found :checked + span")).to_contain_text("Emma Whitfield")
    expect(field).to_have_value("Emma Whitfield")
    expect(page.locator("[name=email]")).to_be_hidden()
    page.keyboard.type("s")
    expect(page.locator("#found input")).to_have_count(0)


def test_after_a_decision_the_next_that_waits_opens(browse: Callable[..., Page], ana: User) -> None:
    first, second = make.a_ticket(), make.a_ticket()
    page = browse(ana)
    page.goto(f"/tickets/{first.reference}/")
    page.keyboard.press("s")
    page.locator("#aside [name=reason][value=spam]").check(force=True)
    page.locator("#aside button[data-default]").click()
    page.wait_for_url(f"**/tickets/{second.reference}/")
    expect(page.locator("#toasts")).to_contain_text(first.reference)


def test_taking_a_ticket_stays_on_the_desk_and_on_its_row(browse: Callable[..., Page], ana: User) -> None:
    ticket = make.a_ticket()
    page = browse(ana)
    page.keyboard.press("j")
    page.keyboard.press("t")
    page.wait_for_url(f"**/desk/#row-{ticket.reference}")
    expect(page.locator("#toasts")).to_contain_text("is yours")
    expect(page.locator(f"#row-{ticket.reference} .q a")).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_its_window(browse: Callable[..., Page], max_: User, theme: str, width: int) -> None:
    long = "가나다라마바사" * 30 + " " + "unbreakable" * 20
    ticket = make.an_accepted_ticket(verbatim=long)
    item = ticket.voices.get().item
    page = browse(max_, viewport={"width": width, "height": 844}, color_scheme=theme)
    for path in (
        "/desk/?stage=accepted",
        f"/tickets/{ticket.reference}/",
        "/tickets/new/",
        "/backlog/",
        f"/backlog/{item.reference}/",
        "/promises/",
        "/capabilities/",
        "/customers/",
        "/dashboard/",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_the_language_switch_is_remembered(browse: Callable[..., Page], ana: User) -> None:
    page = browse(ana)
    page.locator("form[action='/preferences/'] button[value=ko]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    page.goto("/backlog/")
    expect(page.locator("h1")).to_have_text("백로그")
    ana.refresh_from_db()
    assert ana.language == "ko"


def test_a_colleague_signs_in_and_out(browse: Callable[..., Page], ana: User) -> None:
    ana.set_password("correct horse battery 42")
    ana.save(update_fields=["password"])
    page = browse()
    page.goto("/desk/")
    page.locator("#id_login").fill(ana.email)
    page.locator("#id_password").fill("wrong horse battery 42")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_be_visible()
    page.locator("#id_password").fill("correct horse battery 42")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    page.locator("form[action='/accounts/logout/'] button").first.click()
    page.wait_for_url("**/accounts/login/")
