"""The desk: what waits, longest past its hour first."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now
from tests import make
from tests.following import let_react
from tickets.actions.writing import take
from tickets.models import Ticket
from tickets.views import desk


@pytest.fixture
def anas(ana: User, client: Client) -> Client:
    """Ana's browser."""
    client.force_login(ana)
    return client


def ago(**time: int):
    return moved_to(now() - timedelta(**time))


def a_waiting_ticket(hours: int = 0, **said) -> Ticket:
    with ago(hours=hours):
        return make.a_ticket(**said)


def shown(answer) -> list[str]:
    return [ticket.reference for group in answer.context["groups"] for ticket in group.rows]


def test_the_longest_past_its_hour_comes_first(anas: Client) -> None:
    late, later, fresh = a_waiting_ticket(10), a_waiting_ticket(20), a_waiting_ticket(0)
    assert shown(anas.get("/desk/")) == [later.reference, late.reference, fresh.reference]


def test_all_that_is_open_is_shown_unless_a_stage_is_chosen(anas: Client) -> None:
    whole = {
        stage: make.a_ticket_of(stage).reference
        for stage in ("to_listen", "to_assess", "to_decide", "accepted", "declined", "set_aside")
    }
    assert set(shown(anas.get("/desk/"))) == {whole["to_listen"], whole["to_assess"], whole["to_decide"]}
    for stage, reference in whole.items():
        assert shown(anas.get("/desk/", {"stage": stage})) == [reference]


def test_what_is_done_comes_newest_first(anas: Client) -> None:
    with ago(days=2):
        old = make.a_declined_ticket()
    new = make.a_declined_ticket()
    assert shown(anas.get("/desk/", {"stage": "declined"})) == [new.reference, old.reference]


def test_the_rows_stand_in_groups(ana: User, anas: Client) -> None:
    from tickets.actions.receiving import receive

    a_waiting_ticket(30)
    make.a_ticket()
    receive(by=ana, verbatim="Mine.", channel="phone", customer=None)
    with ago(days=2):
        make.an_assessed_ticket()
    titles = [group.title for group in anas.get("/desk/").context["groups"]]
    assert titles == ["Just logged by you", "Past their hour", "Today", "Earlier"]


def test_what_i_just_logged_is_on_top_and_shown_once(ana: User, anas: Client) -> None:
    from tickets.actions.receiving import receive

    a_waiting_ticket(30)
    mine = receive(by=ana, verbatim="Mine.", channel="phone", customer=None)
    seen = shown(anas.get("/desk/"))
    assert (seen[0], seen.count(mine.reference)) == (mine.reference, 1)
    assert shown(anas.get("/desk/", {"stage": "to_listen"}))[0] == mine.reference


def test_a_quarter_of_an_hour_later_it_is_no_longer_on_top(ana: User, anas: Client) -> None:
    from tickets.actions.receiving import receive

    with ago(minutes=16):
        receive(by=ana, verbatim="Mine.", channel="phone", customer=None)
    assert "Just logged by you" not in [group.title for group in anas.get("/desk/").context["groups"]]


def test_what_i_just_logged_stays_away_from_a_list_that_does_not_ask_for_it(ana: User, anas: Client) -> None:
    from tickets.actions.receiving import receive

    mine = receive(by=ana, verbatim="Mine.", channel="phone", customer=None)
    assert shown(anas.get("/desk/", {"channel": "chat"})) == []
    assert shown(anas.get("/desk/", {"channel": "phone"})) == [mine.reference]
    assert anas.get("/desk/", {"channel": "phone"}).context["groups"][0].title == "Just logged by you"


def test_only_the_area_and_its_parts(anas: Client) -> None:
    delivery, billing = make.an_area("Delivery"), make.an_area("Billing")
    part = make.an_area("Dawn", parent=delivery)
    whole, inner, _other = (make.a_ticket(product_area=area) for area in (delivery, part, billing))
    assert set(shown(anas.get("/desk/", {"area": delivery.pk}))) == {whole.reference, inner.reference}
    assert shown(anas.get("/desk/", {"area": part.pk})) == [inner.reference]


def test_only_the_channel(anas: Client) -> None:
    make.a_ticket(channel="phone")
    chat = make.a_ticket(channel="chat")
    assert shown(anas.get("/desk/", {"channel": "chat"})) == [chat.reference]


def test_only_mine_or_nobodys(ana: User, pia: User, anas: Client) -> None:
    mine, theirs, nobodys = make.a_ticket(), make.a_ticket(), make.a_ticket()
    take(mine, by=ana)
    take(theirs, by=pia)
    assert shown(anas.get("/desk/", {"owner": "me"})) == [mine.reference]
    assert shown(anas.get("/desk/", {"owner": "nobody"})) == [nobodys.reference]


@pytest.mark.parametrize(
    "words", ["FRIDGE", "fridge leaks", "fridg", "leaking fridges", '"my fridge"', "fridge -parcel"]
)
def test_only_those_that_say_these_words(anas: Client, words: str) -> None:
    make.a_ticket()
    fridge = make.a_ticket(verbatim="My fridge leaks.")
    let_react()
    assert shown(anas.get("/desk/", {"q": words})) == [fridge.reference]


@pytest.mark.parametrize("words", ["%", "_", "\\", "' --", "-", '"', "!(", "&|"])
def test_signs_are_only_signs(anas: Client, words: str) -> None:
    make.a_ticket(verbatim=f"It said: {words}!")
    let_react()
    answer = anas.get("/desk/", {"q": words})
    assert (answer.status_code, shown(answer)) == (200, [])


def test_a_number_finds_its_ticket(anas: Client) -> None:
    make.a_ticket()
    ticket = make.a_ticket()
    assert shown(anas.get("/desk/", {"q": f" cs-{ticket.pk} "})) == [ticket.reference]


def test_filters_go_together(anas: Client) -> None:
    area = make.an_area()
    make.a_ticket(product_area=area, channel="phone")
    both = make.a_ticket(product_area=area, channel="chat")
    make.a_ticket(channel="chat")
    let_react()
    assert shown(anas.get("/desk/", {"area": area.pk, "channel": "chat", "q": "parcel"})) == [both.reference]


def test_the_counts_are_of_what_was_asked_for(anas: Client) -> None:
    for stage in ("to_listen", "to_listen", "to_assess", "declined"):
        make.a_ticket_of(stage, channel="chat")
    make.a_ticket_of("to_listen", channel="phone")
    answer = anas.get("/desk/", {"channel": "chat"})
    assert answer.context["counts"].by_stage == {
        "to_listen": 2,
        "to_assess": 1,
        "to_decide": 0,
        "accepted": 0,
        "declined": 1,
        "set_aside": 0,
    }
    assert answer.context["counts"].open == 3


def test_what_is_past_its_hour_is_counted(anas: Client) -> None:
    a_waiting_ticket(10)
    a_waiting_ticket(3)
    assert anas.get("/desk/").context["late_count"] == 1


def test_counting_stops_at_a_thousand(db: None) -> None:
    for _ in range(4):
        make.a_ticket()
    assert Ticket.objects.all().counts_by_stage(most=3)["to_listen"] == 3


@pytest.mark.parametrize("stage", ["", "to_listen", "declined"])
def test_paging_forwards_and_back_loses_nothing(anas: Client, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    monkeypatch.setattr(desk, "SIZE", 3)
    moment = now() - timedelta(days=3)
    with moved_to(moment):  # many at the same moment: only the number tells them apart
        whole = {make.a_ticket_of(stage or "to_listen").reference for _ in range(8)}
    pages, cursor = [], ""
    while True:
        answer = anas.get("/desk/", {"stage": stage, "cursor": cursor})
        pages.append(shown(answer))
        cursor = answer.context["page"].next
        if not cursor:
            break
    assert [len(seen) for seen in pages] == [3, 3, 2]
    assert {reference for seen in pages for reference in seen} == whole
    back = []
    while cursor := answer.context["page"].previous:
        answer = anas.get("/desk/", {"stage": stage, "cursor": cursor})
        back.append(shown(answer))
    assert back == pages[1::-1]


def test_the_filter_stays_on_the_next_page(anas: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "SIZE", 1)
    for channel in ("chat", "phone", "chat"):
        make.a_ticket(channel=channel)
    first = anas.get("/desk/", {"channel": "chat"})
    second = anas.get("/desk/", {"channel": "chat", "cursor": first.context["page"].next})
    assert len(shown(first)) == len(shown(second)) == 1
    assert second.context["page"].next == ""
    assert second.context["query"] == "channel=chat"


@pytest.mark.parametrize("many", [5, 20])
def test_the_cost_does_not_grow_with_the_tickets(anas: Client, django_assert_max_num_queries, many: int) -> None:
    area = make.an_area(parent=make.an_area())
    for n in range(many):
        make.a_ticket(product_area=area, customer=make.a_customer(company=f"Company {n}"))
    let_react()
    for asked in ({}, {"stage": "to_listen"}, {"q": "parcel"}, {"owner": "me", "channel": "phone"}):
        with django_assert_max_num_queries(12):
            assert anas.get("/desk/", asked).status_code == 200, asked


def test_the_cost_with_an_area_does_not_grow_either(anas: Client, django_assert_max_num_queries) -> None:
    area = make.an_area()
    for _ in range(30):
        make.a_ticket(product_area=make.an_area(parent=area))
    with django_assert_max_num_queries(12):
        assert anas.get("/desk/", {"area": area.pk}).status_code == 200


@pytest.mark.parametrize("role", ["agent", "product", "manager", "admin", "viewer"])
def test_everyone_who_works_here_sees_the_desk(client: Client, db: None, role: str) -> None:
    client.force_login(make.a_colleague("Someone", role))
    assert make.a_ticket().reference in client.get("/desk/").content.decode()


def test_an_empty_desk_says_so(anas: Client) -> None:
    answer = anas.get("/desk/")
    assert (answer.status_code, answer.context["groups"]) == (200, [])
