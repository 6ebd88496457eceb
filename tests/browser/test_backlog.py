"""The backlog in a real browser: the long way from three complaints to a measured release, and the board by hand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from backlog.actions.moving import move
from backlog.actions.promotion import NewItem, accept
from backlog.models import Item, Voice
from backlog.views import board
from tests import make
from tests.backlog.test_move import an_item_of
from tests.browser.test_journeys import link_in_the_last_mail_to
from tests.following import let_follow, mails_to
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
NEW = NewItem(title="Tell people", problem="Nobody tells them", promise="From now on we tell you.")


def drag(page: Page, reference: str, column: str) -> None:
    """Carry a card by mouse, as slowly as a hand does."""
    box = page.locator(f"#{reference} .promise").bounding_box()
    there = page.locator(f"#column-{column} ol").bounding_box()
    assert box
    assert there
    page.mouse.move(box["x"] + 20, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(there["x"] + 30, there["y"] + 30, steps=12)
    page.mouse.move(there["x"] + 40, there["y"] + 40, steps=4)
    page.mouse.up()


def accept_by_page(page: Page, ticket: Ticket, item: str) -> None:
    page.goto(f"/tickets/{ticket.reference}/")
    form = page.locator("form[action$='/acceptance/']")
    form.locator("[name=item]").fill(item)
    form.locator("[name=message]").fill("Thank you. We will tell you first.")
    form.locator("button[data-default]").click()
    page.wait_for_url(lambda url: ticket.reference not in url.split("?")[0])
    assert Ticket.objects.get(pk=ticket.pk).stage == "accepted"


def test_three_complaints_become_one_item_that_ships_is_told_and_comes_back(
    browse: Callable[..., Page], pia: User
) -> None:
    emma = make.a_customer(email="emma@example.com", company="Early Birds")
    people = [emma, make.a_customer("Jisu", company="Late Owls"), make.a_customer("Bora", company="Early Birds")]
    tickets = [make.an_assessed_ticket(customer=who) for who in people]
    item = accept(tickets[0], by=pia, message="We will.", new_item=NEW).item
    product = browse(pia)
    for ticket in tickets[1:]:
        accept_by_page(product, ticket, item.reference)
    product.goto("/backlog/grooming/")
    product.keyboard.press("t")
    expect(product.locator("main")).to_contain_text("You have looked at all of them")
    product.goto("/backlog/")
    drag(product, item.reference, "in_progress")
    expect(product.locator("#column-in_progress")).to_contain_text("Tell people")
    expect(product.locator("#board-said")).to_contain_text("In progress")
    release = make.a_release()
    product.locator(f"#{item.reference} .more").click()
    product.locator("#mover summary", has_text="Ship").click()
    product.locator("#mover [name=release]").last.check(force=True)
    product.get_by_role("button", name="Ship it").click()
    expect(product.locator("#toasts")).to_contain_text(release.name)
    product.goto(f"/releases/{release.pk}/")
    product.locator("#exposure summary").click()
    product.locator("#exposure [name=how][value=companies]").check(force=True)
    product.locator("#exposure [name=names]").fill("Early Birds")
    product.get_by_role("button", name="Let them have it").click()
    product.locator("#ship-together summary").click()
    product.locator("#ship-together [name=version]").fill("2.4")
    product.get_by_role("button", name="Ship the release").click()
    let_follow()
    product.goto(f"/releases/{release.pk}/told/")
    product.get_by_role("button", name="Approve all").click()
    customer = browse()
    customer.goto(link_in_the_last_mail_to("emma@example.com"))
    expect(customer.locator("h1")).to_contain_text("What we promised you is there")
    assert [sum("is there" in mail.subject for mail in mails_to(ticket)) for ticket in tickets] == [1, 0, 1]
    unexposed, exposed = (make.an_assessed_ticket(customer=who) for who in (people[1], emma))
    accept_by_page(product, unexposed, item.reference)
    let_follow()
    assert Item.objects.get(pk=item.pk).stage == "shipped"
    accept_by_page(product, exposed, item.reference)
    let_follow()
    assert Item.objects.get(pk=item.pk).stage == "in_progress"
    assert [Voice.objects.get(ticket=ticket).standing for ticket in (unexposed, exposed)] == ["late", "came_back"]


def test_the_board_by_keyboard_says_where_the_card_lies_and_asks_what_a_drop_means(
    browse: Callable[..., Page], pia: User
) -> None:
    first, second = an_item_of("in_progress", title="First"), an_item_of("in_progress", title="Second")
    page = browse(pia)
    page.goto("/backlog/")
    page.locator(f"#{second.reference} h3 a").focus()
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("#board-said")).to_have_text(f"{second.reference}: “In progress”, place 1 of 2.")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#{first.reference} h3 a")).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#mover")).to_contain_text("With which release?")
    page.keyboard.press("Escape")
    expect(page.locator(f"#{first.reference} h3 a")).to_be_focused()
    drag(page, first.reference, "shipped")
    expect(page.locator("#mover")).to_contain_text("With which release?")
    page.keyboard.press("Escape")
    assert set(Item.objects.values_list("stage", flat=True)) == {"in_progress"}
    expect(page.locator("#column-in_progress .pb")).to_have_count(2)


def test_a_finger_carries_a_card_over_the_edge_into_the_next_column(browse: Callable[..., Page], pia: User) -> None:
    item, _there = an_item_of("proposed", title="Carried"), an_item_of("ready", title="There")
    page = browse(pia, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    folded = {"name": "folded", "value": "in_progress.shipped.verified", "url": page.url.removesuffix("desk/")}
    page.context.add_cookies([folded])
    page.goto("/backlog/")
    box = page.locator(f"#{item.reference}").bounding_box()
    assert box
    screen, y = page.context.new_cdp_session(page), box["y"] + 30

    def touch(kind: str, *x: float) -> None:
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": one, "y": y} for one in x]})

    touch("touchStart", 150)
    expect(page.locator(f"#{item.reference}.sortable-chosen")).to_be_visible()
    for x in (200, 300, 375, 380):
        touch("touchMove", x)
    expect(page.locator("#column-dropped")).to_be_in_viewport(ratio=0.8)
    for x in (200, 100, 80):
        touch("touchMove", x)
    expect(page.locator("#column-ready .slot")).to_be_visible()
    touch("touchEnd")
    expect(page.locator("#board-said")).to_contain_text(f"{item.reference}: “Ready”, place")


def test_a_filter_that_is_chosen_is_what_a_view_keeps(browse: Callable[..., Page], pia: User) -> None:
    make.an_item(title="Mine", owner=pia)
    make.an_item(title="Nobody’s")
    page = browse(pia)
    page.goto("/backlog/")
    page.locator("#filters [name=owner]").select_option("me")
    expect(page.locator("#board .pb")).to_have_count(1)
    page.locator("#views summary").click()
    page.locator("#views [name=name]").fill("My own")
    page.get_by_role("button", name="Keep this view").click()
    expect(page.locator("#toasts")).to_contain_text("My own")
    expect(page.locator("#board .pb")).to_have_count(1)
    expect(page.get_by_role("link", name="Clear")).to_be_visible()


def test_what_others_move_appears_and_one_stays_where_one_is(browse: Callable[..., Page], pia: User) -> None:
    here, there = an_item_of("ready", title="Here"), an_item_of("ready", title="There")
    page = browse(pia)
    page.goto("/backlog/")
    page.locator(f"#{here.reference} h3 a").focus()
    move(there, by=make.someone(), stage="in_progress")
    expect(page.locator("#column-in_progress")).to_contain_text("There", timeout=4_000)
    expect(page.locator("#column-ready .pb")).to_have_count(1)
    expect(page.locator(f"#{here.reference} h3 a")).to_be_focused()


def test_far_down_a_long_column_one_stays_where_one_is_when_others_move(
    browse: Callable[..., Page], pia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "COLUMN", 4)
    monkeypatch.setattr(board, "DEEPEST", 6)
    items = [make.an_item(title=f"Item {n}") for n in range(20)]
    ready, top = an_item_of("ready", title="From above"), items[0]
    page = browse(pia)
    page.goto("/backlog/")
    column = page.locator("#column-proposed")
    for n in (4, 8, 12, 16):
        column.locator(".pb").nth(n - 1).scroll_into_view_if_needed()
        expect(column.locator(".pb")).to_have_count(n + 4)
    page.locator(f"#{items[17].reference} h3 a").focus()
    move(items[15], by=make.someone(), stage="proposed", before=items[11])
    move(top, by=make.someone(), stage="ready")
    move(ready, by=make.someone(), stage="proposed", after=items[13])
    expect(page.locator("#column-ready")).to_contain_text("Item 0", timeout=4_000)
    expect(column).to_contain_text("From above")
    order = [*range(1, 11), 15, 11, 12, 13, None, 14, 16, 17, 18, 19]
    titles = ["From above" if n is None else f"Item {n}" for n in order]
    expect(column.locator(".pb h3")).to_have_text(titles)
    expect(page.locator(f"#{items[17].reference} h3 a")).to_be_focused()


def test_what_comes_in_above_pushes_no_card_out_of_sight_for_good(
    browse: Callable[..., Page], pia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "COLUMN", 5)
    items = [make.an_item(title=f"Item {n}") for n in range(30)]
    others = [an_item_of("ready", title=f"Other {n}") for n in range(3)]
    page = browse(pia, viewport={"width": 1440, "height": 500})
    page.goto("/backlog/")
    column = page.locator("#column-proposed")
    expect(column.locator(".pb")).to_have_count(5)
    for other in others:
        move(other, by=make.someone(), stage="proposed", before=items[0])
    expect(column).to_contain_text("Other 2", timeout=4_000)
    while (n := column.locator(".pb").count()) < 33:
        column.locator(".pb").last.scroll_into_view_if_needed()
        expect(column.locator(".pb")).not_to_have_count(n)
    assert column.locator(".pb h3").all_text_contents()[3:] == [f"Item {n}" for n in range(30)]


def test_a_move_that_is_refused_is_put_back_with_a_sentence(browse: Callable[..., Page], pia: User) -> None:
    item = make.an_item(promise="")
    Item.objects.filter(pk=item.pk).update(promise="")
    page = browse(pia)
    page.goto("/backlog/")
    page.locator(f"#{item.reference} h3 a").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#toasts")).to_contain_text("What goes to work needs a promise.")
    expect(page.locator("#column-proposed .pb")).to_have_count(1)


def test_selected_words_become_a_voice_on_another_item(browse: Callable[..., Page], pia: User) -> None:
    ticket, item = make.an_accepted_ticket(verbatim="It came late. The box was torn, too."), make.an_item(title="Boxes")
    page = browse(pia)
    page.goto(f"/tickets/{ticket.reference}/")
    page.evaluate(
        """() => {
      const text = document.querySelector(".verbatim blockquote p").firstChild;
      const range = document.createRange();
      range.setStart(text, 14); range.setEnd(text, 31);
      getSelection().removeAllRanges(); getSelection().addRange(range);
    }"""
    )
    page.get_by_role("button", name="Voice on…").click()
    form = page.locator("#voice-on form")
    expect(form.locator("[name=highlight]")).to_have_value("The box was torn,")
    form.locator("[name=item]").fill(item.reference)
    form.locator("[name=importance][value='3']").check(force=True)
    form.get_by_role("button", name="Let it speak for it").click()
    expect(page.locator("#speaks-for")).to_contain_text("Boxes")
    voice = Voice.objects.get(item=item)
    assert (voice.ticket, voice.highlight, voice.importance) == (ticket, "The box was torn,", 3)


def test_voices_are_moved_and_that_is_undone_by_one_key(browse: Callable[..., Page], pia: User) -> None:
    source, target = make.an_item(title="Two things"), make.an_item(title="The other thing")
    ticket, _stays = make.an_accepted_ticket(source), make.an_accepted_ticket(source)
    page = browse(pia)
    page.goto(f"/backlog/{source.reference}/")
    words = page.locator(".said-for").first.bounding_box()
    assert words
    assert words["width"] > 400, "a customer's words have the width of their column"
    page.locator(f"[name=tickets][value={ticket.reference}]").check()
    page.locator("#move-voices summary").click()
    page.locator("#move-voices [name=item]").fill(target.reference)
    page.get_by_role("button", name="Move the voices").click()
    expect(page.locator("#regroupings")).to_contain_text(target.reference)
    assert Voice.objects.speaking().get(ticket=ticket).item == target
    page.wait_for_load_state("load")  # keys are heard once their script has run
    page.keyboard.press("z")
    expect(page.locator("#voices")).to_contain_text(ticket.reference)
    assert Voice.objects.speaking().get(ticket=ticket).item == source
