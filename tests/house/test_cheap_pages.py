"""What is drawn for every row stays cheap: counted in templates, for a clock says something else on every machine."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tests.house.test_house import ROOT
from tickets.actions.writing import note

TAGS = ("mark", "badge", "avatar", "ago", "clock")
"""The smallest pieces, which are drawn by tags of the same name (`common.templatetags.components`)."""


def a_row_of_the_desk() -> None:
    make.a_ticket()


def a_card_of_the_board() -> None:
    make.an_item()


@pytest.mark.parametrize(
    ("page", "one_more", "most"), [("/desk/", a_row_of_the_desk, 1), ("/backlog/", a_card_of_the_board, 2)]
)
def test_a_row_takes_few_templates(
    pia: User, client: Client, page: str, one_more: Callable[[], None], most: int
) -> None:
    client.force_login(pia)
    drawn = []
    for _ in range(2):
        for _ in range(3):
            one_more()
        drawn.append(Counter(template.name for template in client.get(page).templates))
    more = drawn[1] - drawn[0]
    assert 0 < more.total() <= 3 * most, more


def test_a_message_takes_few_templates(pia: User, client: Client) -> None:
    ticket, drawn = make.a_heard_ticket(), []
    client.force_login(pia)
    for _ in range(2):
        for _ in range(3):
            note(ticket, by=pia, body="We asked the depot.")
        drawn.append(Counter(template.name for template in client.get(f"/tickets/{ticket.reference}/").templates))
    more = drawn[1] - drawn[0]
    assert 0 < more.total() <= 3 * 2, more


def test_the_smallest_pieces_are_tags() -> None:
    included = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "templates").rglob("*.html")
        for name in TAGS
        if f'include "components/_{name}.html"' in path.read_text()
    }
    assert included == set()
