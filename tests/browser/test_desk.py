"""The desk as it is drawn: its filters take one line of a usual screen, in either language."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
def test_the_filters_stand_on_one_line(browse: Callable[..., Page], ana: User, locale: str) -> None:
    make.an_area("Ordering, checkout and everything that has to do with paying")
    page = browse(ana, viewport={"width": 1440, "height": 900}, locale=locale)
    for query in ("", "?relationship=at_risk"):
        page.goto(f"/desk/{query}")
        tops = page.locator("#filters :is(summary, label, .chip, .btn)").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect()).map(({y, height}) => y + height / 2)"
        )
        assert max(tops) - min(tops) < 12, query
