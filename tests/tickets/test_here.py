"""Who is here is known within seconds, costs the database nothing, and is not shown to whom it does not concern."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from accounts.models import User
from common import presence
from common.clock import moved_to, now
from common.presence import GONE_AFTER
from tests import make
from tickets.actions.assigning import play
from tickets.actions.presenting import PASS_LIVES, a_pass, place_of
from tickets.models import Ticket


@pytest.fixture(autouse=True)
def _nobody_yet(db: None):
    presence._valkey(presence.settings.PRESENCE_URL).flushdb()


def ask(pass_: str, client: Client | None = None, **more: str):
    return (client or Client()).post("/here/", {"pass": pass_, **more})


def test_who_looks_and_who_writes_is_seen_and_oneself_is_not(ana: User, pia: User) -> None:
    ticket, place = make.a_ticket(), ""
    place = place_of(ticket.pk)
    assert ask(a_pass(ana, [ticket], is_seen=True)).json()["here"] == {place: []}
    assert ask(a_pass(pia, [ticket], is_seen=True), does="writes").json()["here"] == {place: [["Ana", False]]}
    assert ask(a_pass(ana, [ticket], is_seen=True)).json()["here"] == {place: [["Pia", True]]}


def test_a_list_shows_who_is_where_and_does_not_show_its_reader(ana: User, pia: User) -> None:
    one, other = make.a_ticket(), make.a_ticket()
    ask(a_pass(ana, [one], is_seen=True))
    seen = ask(a_pass(pia, [one, other], is_seen=False)).json()["here"]
    assert seen == {place_of(one.pk): [["Ana", False]]}
    assert "Pia" not in str(presence.at([place_of(one.pk), place_of(other.pk)]))


def test_nothing_new_costs_no_question_and_answers_204(ana: User, django_assert_num_queries) -> None:
    ticket = make.a_ticket()
    pass_ = a_pass(ana, [ticket], is_seen=True)
    with django_assert_num_queries(0):
        first = ask(pass_)
        again = ask(pass_, mark=first.json()["mark"])
    assert (first.status_code, again.status_code, again.content) == (200, 204, b"")


def test_who_leaves_is_gone_at_once_and_who_falls_silent_soon(ana: User, pia: User) -> None:
    ticket = make.a_ticket()
    for who, last in ((ana, "leaves"), (pia, "looks")):
        ask(a_pass(who, [ticket], is_seen=True))
        ask(a_pass(who, [ticket], is_seen=True), does=last)
    place = place_of(ticket.pk)
    assert [one.name for one in presence.at([place]).here[place]] == ["Pia"]
    with moved_to(now() + timedelta(seconds=GONE_AFTER + 1)):
        assert presence.at([place]).here == {}
    assert GONE_AFTER < 30


def test_an_old_pass_is_renewed_for_whoever_is_still_signed_in(ana: User, client: Client, monkeypatch) -> None:
    ticket = make.a_ticket()
    pass_ = a_pass(ana, [ticket], is_seen=True)
    client.force_login(ana)
    later = signing.time.time() + PASS_LIVES + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    fresh = ask(pass_, client).json()["pass"]
    assert ask(fresh, Client()).status_code == 200
    assert ask(pass_, Client()).status_code == 401  # signed out
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert ask(pass_, client).status_code == 401


def test_a_pass_of_somebody_else_is_not_renewed(ana: User, pia: User, client: Client, monkeypatch) -> None:
    pass_ = a_pass(ana, [make.a_ticket()], is_seen=True)
    client.force_login(pia)
    later = signing.time.time() + PASS_LIVES + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert ask(pass_, client).status_code == 401


@pytest.mark.parametrize("forged", ["", "nonsense", "W10:1abc:xyz"])
def test_what_is_no_pass_of_ours_sees_nothing(forged: str) -> None:
    assert ask(forged).status_code == 401


def test_without_valkey_nobody_is_anywhere_and_nothing_fails(ana: User, client: Client, settings) -> None:
    settings.PRESENCE_URL = "unix:///nowhere/valkey.sock"
    ticket = make.a_ticket()
    answer = ask(a_pass(ana, [ticket], is_seen=True))
    assert (answer.status_code, answer.json()["here"]) == (200, {})
    client.force_login(ana)
    assert client.get(f"/tickets/{ticket.reference}/").status_code == 200


def test_pages_carry_a_pass_to_what_they_show(ana: User, client: Client) -> None:
    ticket = make.a_ticket()
    client.force_login(ana)
    for page in ("/desk/", f"/tickets/{ticket.reference}/"):
        shown = client.get(page).content.decode()
        pass_ = shown.split('data-pass="')[1].split('"')[0]
        assert f'data-here="{place_of(ticket.pk)}"' in shown
        assert ask(pass_).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_happens_moves_the_counter_and_others_are_told_of_it(ana: User, pia: User, client: Client) -> None:
    from tickets.actions.freshness import latest
    from tickets.actions.writing import note

    ticket = make.a_ticket()
    before, seen = presence.at([place_of(ticket.pk)]), latest(ticket)
    note(ticket, by=pia, body="Look here.")
    after = presence.at([place_of(ticket.pk)])
    assert after.news[place_of(ticket.pk)] > before.news[place_of(ticket.pk)]
    assert after.mark != before.mark
    news = f"/tickets/{ticket.reference}/news/?seen="
    client.force_login(ana)
    assert "<b>Pia</b> wrote something" in client.get(f"{news}{seen}").content.decode()
    assert client.get(f"{news}{latest(ticket)}").status_code == 204
    client.force_login(pia)
    assert client.get(f"{news}{seen}").status_code == 204  # one's own is no news
    assert {client.get(f"{news}{odd}").status_code for odd in ("", "x", "9" * 40, "-1")} == {204}
    assert Ticket.objects.count() == 1


def test_play_passes_over_what_somebody_else_has_open_and_not_what_one_has_oneself(ana: User, pia: User) -> None:
    longest, next_one = make.a_ticket(), make.a_ticket()
    ask(a_pass(pia, [longest], is_seen=True))
    ask(a_pass(ana, [next_one], is_seen=True))
    assert play(Ticket.objects.all(), by=ana) == next_one
    assert play(Ticket.objects.all(), by=pia) == longest
