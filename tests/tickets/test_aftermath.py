"""Aftermath: what became of the customer 30 and 90 days after our yes or no."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now
from common.refusals import Forbidden, Invalid
from customers.models import Customer
from journal.models import Entry
from tests import make
from tests.doors import DOORS
from tests.following import kinds
from tickets.actions import following_up
from tickets.actions.deciding import resurface
from tickets.actions.following_up import correct_aftermath, note_what_is_due
from tickets.actions.listening import hear_more
from tickets.models import Aftermath, Ticket
from tickets.tasks import note_aftermaths

LEFT = {"after_days": 30, "what": "left", "reason": "They told us at the shop."}


def decided(stage: str = "declined", days: float = 31, **said: object) -> Ticket:
    """A ticket that was decided some days ago."""
    with moved_to(now() - timedelta(days=days)):
        return make.a_ticket_of(stage, **said)


def became(ticket: Ticket) -> dict[int, str]:
    return dict(Aftermath.objects.filter(decision__ticket=ticket).values_list("after_days", "what"))


@pytest.mark.parametrize("stage", ["accepted", "declined"])
@pytest.mark.parametrize(("days", "noted"), [(29.9, []), (30.1, [30]), (89.9, [30]), (90.1, [30, 90])])
def test_every_decision_is_followed_up_when_its_day_has_come(
    db: None, stage: str, days: float, noted: list[int]
) -> None:
    ticket = decided(stage, days)
    note_what_is_due()
    assert sorted(became(ticket)) == noted


def test_whoever_complains_again_wrote_again(db: None) -> None:
    emma = make.a_customer()
    ticket = decided(customer=emma)
    with moved_to(now() - timedelta(days=5)):
        make.a_ticket(customer=emma)
    note_what_is_due()
    assert became(ticket) == {30: "wrote_again"}


def test_whoever_answers_on_their_page_wrote_again(db: None) -> None:
    ticket = decided()
    with moved_to(now() - timedelta(days=5)):
        hear_more(ticket, by=ticket.customer, body="And still.")
    note_what_is_due()
    assert became(ticket) == {30: "wrote_again"}


def test_only_what_was_written_within_the_days_counts(db: None) -> None:
    emma = make.a_customer()
    with moved_to(now() - timedelta(days=50)):
        make.a_ticket(customer=emma)
    ticket = decided(days=40, customer=emma)
    with moved_to(now() - timedelta(days=5)):
        make.a_ticket(customer=emma)
    note_what_is_due()
    assert became(ticket) == {30: "unknown"}


def test_a_relationship_that_changed_since_is_said_with_both_ends(pia: User, client: Client) -> None:
    ticket = decided()
    Customer.objects.filter(pk=ticket.customer_id).update(relationship="at_risk")
    note_what_is_due()
    noted = Aftermath.objects.get()
    assert (noted.what, str(noted.relationship_then), noted.get_relationship_display()) == (
        "stage_changed",
        "New",
        "At risk",
    )
    client.force_login(pia)
    assert "New → At risk" in client.get(f"/tickets/{ticket.reference}/").content.decode()


@pytest.mark.parametrize("said", [{}, {"anonymous": True}])
def test_of_whoever_is_silent_or_nameless_nothing_is_known(db: None, said: dict[str, bool]) -> None:
    ticket = decided(**said)
    note_what_is_due()
    assert became(ticket) == {30: "unknown"}


def test_a_decision_that_no_longer_stands_is_not_followed_up(pia: User) -> None:
    ticket = decided()
    resurface(ticket, by=pia, why="demand_grew")
    note_what_is_due()
    assert became(ticket) == {}


def test_noting_is_one_entry_however_often_the_clock_rings(db: None) -> None:
    ticket = decided()
    for _ in range(3):
        note_aftermaths()
    assert kinds(ticket).count("AftermathNoted") == 1
    plain = Entry.objects.about(ticket).last().plain
    assert (plain["outcome"], plain["after_days"], plain["became"]) == ("declined", 30, "unknown")


def test_two_who_note_the_same_note_it_once(db: None) -> None:
    decision = decided().decision
    assert decision
    assert following_up.note(decision, after_days=30) == following_up.note(decision, after_days=30)
    assert Entry.objects.filter(kind="AftermathNoted").count() == 1


def test_a_run_that_was_killed_goes_on_where_it_was(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following_up, "BATCH", 2)
    tickets = [decided() for _ in range(5)]
    real, done = following_up.note, []

    def die_at_the_third(decision, **said):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(decision)
        return real(decision, **said)

    monkeypatch.setattr(following_up, "note", die_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        note_what_is_due()
    monkeypatch.setattr(following_up, "note", real)
    note_what_is_due()
    assert [kinds(ticket).count("AftermathNoted") for ticket in tickets] == [1] * 5


def test_a_long_run_hands_over(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following_up, "BATCH", 1)
    for _ in range(2):
        decided()
    assert note_what_is_due(until=now()) is False
    assert Aftermath.objects.count() == 1
    rung: list[int] = []
    monkeypatch.setattr(note_aftermaths, "delay", lambda: rung.append(1))
    monkeypatch.setattr(following_up, "note_what_is_due", lambda **_: False)
    note_aftermaths()
    assert rung == [1]


def noted_of(ticket: Ticket) -> Aftermath:
    note_what_is_due()
    return Aftermath.objects.get(decision__ticket=ticket)


def test_a_correction_keeps_who_and_how_they_know(ana: User) -> None:
    ticket = decided()
    noted = correct_aftermath(noted_of(ticket), by=ana, what="left", reason="They said so.")
    noted.refresh_from_db()
    assert (noted.what, noted.is_corrected, noted.by, noted.reason) == ("left", True, ana, "They said so.")
    assert kinds(ticket)[-1] == "AftermathCorrected"
    assert Entry.objects.about(ticket).last().plain["was"] == "unknown"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": "happy"}, "what"),
        ({"what": "unknown"}, "what"),
        ({"reason": " "}, "reason"),
        ({"reason": "a\x00b"}, "reason"),
    ],
)
def test_what_is_no_correction_is_refused(ana: User, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        correct_aftermath(noted_of(decided()), by=ana, **{"what": "left", "reason": "So."} | wrong)
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_whoever_does_not_work_with_tickets_corrects_nothing(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        correct_aftermath(noted_of(decided()), by=make.a_colleague("X", role), what="left", reason="So.")


@pytest.mark.parametrize("door", DOORS)
def test_every_door_corrects(door, ana: User) -> None:
    ticket = decided()
    note_what_is_due()
    assert door(ana, ticket, "aftermath", LEFT) == 201
    assert became(ticket) == {30: "left"}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"what": "happy"}, 422),
        ({"what": "unknown"}, 422),
        ({"reason": ""}, 422),
        ({"after_days": 31}, 422),
        ({"after_days": 90}, 404),
    ],
)
def test_every_door_says_what_does_not_fit(door, ana: User, wrong: dict[str, object], status: int) -> None:
    ticket = decided()
    note_what_is_due()
    assert door(ana, ticket, "aftermath", LEFT | wrong) == status


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_whose_it_is(door, vic: User) -> None:
    ticket = decided()
    note_what_is_due()
    assert door(vic, ticket, "aftermath", LEFT) == 403


def test_the_page_shows_it_and_keeps_what_was_typed(ana: User, client: Client, django_assert_max_num_queries) -> None:
    ticket = decided(days=91)
    note_what_is_due()
    client.force_login(ana)
    with django_assert_max_num_queries(12):
        page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    assert "After 30 days" in page
    assert "After 90 days" in page
    refused = client.post(
        f"/tickets/{ticket.reference}/aftermath/", {"after_days": 90, "what": "unknown", "reason": "Kept, this is."}
    )
    assert refused.status_code == 422
    assert "Kept, this is." in refused.content.decode()
    assert "This is what is noted already." in refused.content.decode()
