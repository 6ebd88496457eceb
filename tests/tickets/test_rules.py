"""Rules: what comes in is given in turn, by area and language, to each no more than so many."""

import pytest
from django.test import Client

from accounts.actions.teams import dissolve_team
from accounts.models import User
from common.refusals import Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tests.following import kinds, let_react
from tickets.actions.assigning import assign
from tickets.actions.ruling import make_rule, remove_rule
from tickets.models import AssignmentRule, Ticket


def owners(*tickets: Ticket) -> list[User | None]:
    let_react()
    for ticket in tickets:
        ticket.refresh_from_db()
    return [ticket.owner for ticket in tickets]


def test_members_get_it_in_turn_until_each_has_enough(ada: User, ana: User, pia: User, vic: User) -> None:
    make_rule(by=ada, team=make.a_team(ana, pia, vic), most_open=2)
    first = [make.a_ticket() for _ in range(5)]
    assert owners(*first) == [ana, pia, ana, pia, None]
    assert kinds(first[0]) == ["TicketReceived", "TicketTaken"]
    assign(first[1], by=ana, to=None)
    assert owners(make.a_ticket()) == [pia]


def test_area_and_language_say_whose_it_is_and_the_first_rule_with_room_gives(
    ada: User, ana: User, pia: User, max_: User
) -> None:
    delivery = make.an_area("Delivery")
    dawn = make.an_area("Dawn", parent=delivery)
    make_rule(by=ada, team=make.a_team(ana), most_open=1, area=delivery)
    make_rule(by=ada, team=make.a_team(pia), most_open=9, language="ko")
    make_rule(by=ada, team=make.a_team(max_), most_open=9, area=delivery)
    korean = make.a_ticket(verbatim="배송이 늦었어요.")
    within, full, other = make.a_ticket(product_area=dawn), make.a_ticket(product_area=dawn), make.a_ticket()
    assert owners(korean, within, full, other) == [pia, ana, max_, None]


def test_what_somebody_has_or_what_was_done_is_given_to_nobody_else(ada: User, ana: User, pia: User) -> None:
    taken, aside = assign(make.a_ticket(), by=ana, to=ana), make.a_ticket_set_aside()
    team = make.a_team(pia)
    rule = make_rule(by=ada, team=team, most_open=9)
    assert owners(taken, aside) == [ana, None]
    dissolve_team(team, by=ada)
    assert owners(make.a_ticket()) == [None]
    remove_rule(rule, by=ada)
    assert not AssignmentRule.objects.exists()


def test_both_doors_make_and_remove_rules_for_administrators(client: Client, ada: User, ana: User) -> None:
    team, api, agent = make.a_team(ana, name="Parcels"), APIClient(), APIClient()
    api.force_authenticate(ada)
    agent.force_authenticate(ana)
    client.force_login(ada)
    assert client.post("/settings/assignment/", {"team": team.pk, "most_open": 3, "language": "ko"}).status_code == 302
    assert "Parcels" in client.get("/settings/assignment/").content.decode()
    assert client.post("/settings/assignment/", {"team": team.pk, "most_open": 0}).status_code == 422
    made = api.post("/api/v1/assignment-rules/", {"team": team.pk, "most_open": 3}, format="json")
    assert (made.status_code, len(agent.get("/api/v1/assignment-rules/").json()["results"])) == (201, 2)
    one = f"/api/v1/assignment-rules/{made.json()['id']}/removal/"
    assert (agent.post(one).status_code, api.post(one).status_code) == (403, 201)
    assert client.post(f"/settings/assignment/{AssignmentRule.objects.get().pk}/removal/").status_code == 302
    with pytest.raises(Forbidden):
        make_rule(by=ana, team=team, most_open=3)
    with pytest.raises(Invalid):
        make_rule(by=ada, team=team, most_open=1001)
