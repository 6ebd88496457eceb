"""A release in a real browser: planned, filled, shipped, its customers told after one yes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from backlog.models import Release
from tests import make
from tests.backlog.releases import an_item_in_work
from tests.browser.test_journeys import link_in_the_last_mail_to, unfold_and_click
from tests.following import let_follow, mails_to

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_release_is_shipped_and_its_customers_are_told_after_one_yes(browse: Callable[..., Page], pia: User) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item, customer=make.a_customer(email="emma@example.com"))
    product = browse(pia)
    product.goto("/releases/")
    plan = product.locator("#plan-release")
    plan.locator("summary").click()
    plan.locator("[name=name]").fill("Spring")
    plan.get_by_role("button", name="Plan it").click()
    expect(product.locator("h1")).to_contain_text("Spring")
    product.get_by_role("button", name=item.reference).first.click()
    expect(product.locator("#release-items")).to_contain_text(item.title)
    product.locator("#ship-together summary").click()
    product.locator("#ship-together [name=version]").fill("2.4")
    product.get_by_role("button", name="Ship the release").click()
    expect(product.locator("main")).to_contain_text("Spring 2.4")
    let_follow()
    product.goto(f"/releases/{Release.objects.get().pk}/told/")
    expect(product.locator("#proof")).to_contain_text("0 of 1 told")
    product.get_by_role("button", name="Approve all").click()
    expect(product.locator("#proof")).to_contain_text("On its way: 1")
    customer = browse()
    customer.goto(link_in_the_last_mail_to("emma@example.com"))
    expect(customer.locator("h1")).to_contain_text("What we promised you is there")
    assert "is there" in mails_to(ticket)[-1].subject
    expect(product.locator("#proof")).to_contain_text("100 %")
    customer.get_by_role("button", name="Do not write to me about it").click()
    expect(customer.locator("#news")).to_contain_text("We do not write to you")


def test_an_item_is_taken_out_and_what_is_wrong_is_said_beside_its_field(
    browse: Callable[..., Page], pia: User
) -> None:
    release = make.a_release(an_item_in_work())
    product = browse(pia, viewport={"width": 390, "height": 844})
    product.goto(f"/releases/{release.pk}/")
    product.get_by_role("button", name="Take PB-").click()
    expect(product.locator("#release-items")).to_contain_text("Nothing yet")
    unfold_and_click(product.get_by_role("button", name="Ship the release", include_hidden=True))
    expect(product.locator("#ship-together")).to_contain_text("This field is needed.")
    expect(product.locator("#ship-together")).to_contain_text("There is nothing in this release yet.")
