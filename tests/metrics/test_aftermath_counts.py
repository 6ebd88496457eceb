"""What became of customers, and how we worded it: counted from entries, the same however often."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now
from metrics.actions.rebuilding import rebuild
from metrics.actions.ticking import day_of
from tests import make
from tests.following import let_react
from tests.metrics.test_counting import all_differences, counted, kept
from tests.metrics.test_dashboard import behind
from tickets.actions.deciding import decline
from tickets.actions.following_up import correct_aftermath, note_what_is_due
from tickets.actions.writing import note, reply
from tickets.models import Aftermath


def a_quarter() -> None:
    """Two declined and one accepted, followed up twice; one put right a month later; some wording."""
    pia, area = make.someone("product"), make.an_area()
    with moved_to(now() - timedelta(days=95)):
        for stage in ("declined", "declined", "accepted"):
            make.a_ticket_of(stage, product_area=area)
        decline(make.an_assessed_ticket(), by=pia, reason="not_ours", message="Unfortunately, no.")
    for days in (60, 1):
        with moved_to(now() - timedelta(days=days)):
            note_what_is_due()
    first = Aftermath.objects.filter(decision__outcome="declined", after_days=30).earliest("pk")
    correct_aftermath(first, by=pia, what="left", reason="They told us.")
    reply(first.decision.ticket, by=pia, body="As per our policy.")
    note(first.decision.ticket, by=pia, body="As per our policy.")


def test_a_correction_moves_one_on_the_day_it_was_noted(db: None) -> None:
    a_quarter()
    let_react()
    told = counted()
    assert (told["no_30", "left"], told["no_30", "unknown"], told["yes_30", "unknown"]) == (1, 2, 1)
    assert (told["no_90", "unknown"], told["yes_90", "unknown"]) == (3, 1)
    noted = Aftermath.objects.get(is_corrected=True)
    assert counted(first=day_of(noted.at))["no_30", "left"] == 1


def test_hints_are_counted_by_role_in_replies_and_decisions_not_in_notes(db: None) -> None:
    a_quarter()
    let_react()
    told = counted()
    assert (told["sent", "product"], told["hinted", "product"]) == (2, 2)
    assert (told["sent", "manager"], ("hinted", "manager") in told) == (3, False)


def test_counting_again_gives_the_same(db: None) -> None:
    a_quarter()
    let_react()
    before = kept()
    assert all_differences() == []
    list(rebuild())
    assert kept() == before
    call_command("rebuild_metrics", "--check", stdout=StringIO())


def test_the_dashboard_compares_a_yes_with_a_no_and_every_number_opens(max_: User, client: Client) -> None:
    a_quarter()
    let_react()
    client.force_login(max_)
    board = client.get("/dashboard/").context["board"]
    left = next(row for row in board.aftermaths if row.became == "left")
    assert (left.n["no_30"], left.n["yes_30"]) == (1, 0)
    assert left.shares["yes_30"] == 0
    for row in board.aftermaths:
        for measure, n in row.n.items():
            assert len(behind(client, measure, {"detail": row.became})) == n, (measure, row.became)


def test_an_empty_dashboard_says_what_will_be_there(max_: User, client: Client) -> None:
    client.force_login(max_)
    page = client.get("/dashboard/").content.decode()
    assert "Thirty days after a decision" in page
    assert "Nothing was sent to a customer" in page
