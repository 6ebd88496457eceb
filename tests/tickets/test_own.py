"""Of which team is a complaint?"""

from accounts.models import User
from tests import make
from tickets.actions.assigning import assign
from tickets.actions.listening import listen


def test_it_is_of_the_team_of_whoever_received_it_then_of_whoever_looks_after_it(ana: User, pia: User) -> None:
    front, back = make.a_team(ana), make.a_team(pia)
    ticket = make.a_ticket(by=ana)
    assert (ticket.team_id, ticket.facts["team_id"]) == (front.pk, front.pk)
    listen(ticket, by=pia, restatement="The bill came twice.")
    ticket.refresh_from_db()
    assert (ticket.team_id, ticket.facts["team_id"]) == (back.pk, back.pk)


def test_who_is_in_two_teams_works_in_the_one_it_is_of_else_in_their_oldest(ana: User, pia: User, max_: User) -> None:
    oldest, newest = make.a_team(pia), make.a_team(ana, pia)
    theirs = make.a_ticket(by=ana)
    assert assign(theirs, by=max_, to=pia).team_id == newest.pk
    assert assign(make.a_ticket(by=max_), by=max_, to=pia).team_id == oldest.pk


def test_who_is_in_no_team_and_nobody_leave_it_where_it_is(ana: User, max_: User) -> None:
    front = make.a_team(ana)
    ticket = make.a_ticket(by=ana)
    assert assign(ticket, by=max_, to=max_).team_id == front.pk
    assert assign(ticket, by=max_, to=None).team_id == front.pk


def test_what_is_decided_stays_with_the_team_that_decided(ana: User, pia: User, max_: User) -> None:
    front, _back = make.a_team(ana), make.a_team(pia)
    ticket = make.a_declined_ticket(by=ana)
    assert assign(ticket, by=max_, to=pia).team_id == front.pk
