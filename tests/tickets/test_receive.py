"""Receive: a complaint comes in."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from accounts.models import User
from common.clock import moved_to, now, today
from common.refusals import Invalid
from journal.actors import SYSTEM
from journal.models import Entry
from tests import make
from tests.complaints import ENTRANCES, ask_api, ask_html, the_newest
from tests.following import let_follow, mails_to
from tickets.actions.receiving import receive
from tickets.models import Likeness, Ticket

ROLES = ["agent", "product", "manager", "admin", "viewer"]


def test_a_complaint_waits_to_be_heard_within_its_hours(ana: User) -> None:
    moment = now()
    with moved_to(moment):
        ticket = receive(by=ana, verbatim="Late again.", channel="phone", customer=make.a_customer())
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.waiting_since, ticket.received_at) == ("to_listen", moment, moment)
    assert ticket.due_at == moment + timedelta(hours=settings.HOURS_TO["to_listen"])


def test_receiving_is_one_entry_with_area_and_channel(ana: User) -> None:
    area = make.an_area()
    ticket = receive(by=ana, verbatim="Late.", channel="chat", customer=make.a_customer(), product_area=area)
    entry = Entry.objects.about(ticket).get()
    assert (entry.kind, entry.actor) == ("TicketReceived", ana)
    assert ticket.facts.items() <= entry.plain.items()
    assert (entry.plain["area_id"], entry.plain["channel"]) == (area.pk, "chat")


def test_the_day_it_happened_is_today_unless_said(ana: User) -> None:
    assert make.a_ticket().occurred_on == today()
    assert make.a_ticket(occurred_on=date(2024, 2, 29)).occurred_on == date(2024, 2, 29)


def test_without_a_customer_it_is_anonymous(ana: User) -> None:
    ticket = make.a_ticket(anonymous=True)
    assert (ticket.customer, ticket.is_anonymous) == (None, True)


def test_it_remembers_who_wrote_it_down(ana: User) -> None:
    ticket = receive(by=ana, verbatim="Late.", channel="phone", customer=None)
    assert ticket.received_by == ana


def test_what_a_customer_or_the_system_brings_was_written_down_by_nobody(db: None) -> None:
    emma = make.a_customer()
    for who in (emma, SYSTEM):
        assert receive(by=who, verbatim="Late.", channel="portal", customer=emma).received_by is None


@pytest.mark.parametrize(
    ("words", "language"),
    [("택배가 사흘 늦었어요.", "ko"), ("The parcel was late.", "en"), ("OK 택배 late", "ko"), ("!?", "en")],
)
def test_it_knows_the_language_of_the_words(db: None, words: str, language: str) -> None:
    assert make.a_ticket(verbatim=words).language == language


def test_it_is_known_by_its_words_at_once(db: None) -> None:
    assert Likeness.objects.get(ticket=make.a_ticket()).terms


def test_the_customer_hears_that_we_received_it(db: None) -> None:
    ticket = make.a_ticket()
    let_follow()
    (mail,) = mails_to(ticket)
    assert ticket.reference in mail.subject
    assert make.WORDS in mail.text


def test_nobody_is_written_to_about_an_anonymous_complaint(db: None) -> None:
    from notifications.models import Mail

    make.a_ticket(anonymous=True)
    let_follow()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("words", ["", "   ", "\n\t", "\u200b\u200c\ufeff", "\u00ad \u3164"])
def test_nothing_to_read_is_refused(ana: User, words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        receive(by=ana, verbatim=words, channel="phone", customer=None)
    assert set(refusal.value.fields) == {"verbatim"}


def test_an_unknown_channel_is_refused(ana: User) -> None:
    with pytest.raises(Invalid) as refusal:
        receive(by=ana, verbatim="Late.", channel="pigeon", customer=None)
    assert set(refusal.value.fields) == {"channel"}


@pytest.mark.parametrize("days", [1, 400])
def test_a_day_still_to_come_is_refused(ana: User, days: int) -> None:
    with pytest.raises(Invalid) as refusal:
        receive(by=ana, verbatim="x", channel="phone", customer=None, occurred_on=today() + timedelta(days=days))
    assert set(refusal.value.fields) == {"occurred_on"}


def test_a_day_in_another_century_is_refused(ana: User) -> None:
    with pytest.raises(Invalid):
        receive(by=ana, verbatim="x", channel="phone", customer=None, occurred_on=date(1999, 12, 31))


def test_a_refusal_leaves_nothing(ana: User) -> None:
    with pytest.raises(Invalid):
        receive(by=ana, verbatim="", channel="phone", customer=None)
    assert not Ticket.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("enter", ENTRANCES)
@pytest.mark.parametrize("role", ROLES)
def test_everyone_who_works_here_may_receive(enter, role: str, db: None) -> None:
    assert enter(make.a_colleague("Someone", role)) == 201
    assert the_newest().customer.name == "Emma Whitfield"


@pytest.mark.parametrize("enter", ENTRANCES)
def test_a_new_customer_is_met_on_the_way(enter, ana: User) -> None:
    enter(ana, company="Acme", phone="010-1234-5678")
    emma = the_newest().customer
    assert (emma.email, emma.phone, str(emma.company), emma.language) == (
        "emma@example.com",
        "010-1234-5678",
        "Acme",
        "en",
    )


@pytest.mark.parametrize("enter", ENTRANCES)
def test_a_known_address_is_the_known_customer(enter, ana: User) -> None:
    emma = make.a_customer(email="EMMA@example.com")
    enter(ana)
    assert the_newest().customer == emma


@pytest.mark.parametrize("enter", ENTRANCES)
def test_a_customer_without_a_name_is_refused(enter, ana: User) -> None:
    assert enter(ana, name=" ") == 422
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("enter", ENTRANCES)
@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "pigeon"},
        {"email": "not an address"},
        {"occurred_on": "yesterday"},
        {"product_area": 987654321},
        {"language": "de"},
        {"verbatim": " "},
        {"phone": "1" * 41},
        {"company": "x" * 161},
        {"name": "x" * 121},
    ],
)
def test_every_entrance_says_what_does_not_fit(enter, ana: User, wrong: dict[str, object]) -> None:
    assert enter(ana, **wrong) == 422
    assert not Ticket.objects.exists()


def test_a_form_may_choose_a_known_customer(ana: User) -> None:
    emma = make.a_customer()
    ask_html(ana, customer=emma.pk, name="", email="")
    assert the_newest().customer == emma


def test_a_form_may_leave_the_name_out(ana: User) -> None:
    ask_html(ana, is_anonymous="on")
    assert the_newest().is_anonymous


def test_the_form_goes_back_to_the_desk_or_to_the_next_complaint(ana: User) -> None:
    assert ask_html(ana).url == "/desk/"
    assert ask_html(ana, and_next="1").url == "/tickets/new/"


def test_the_form_begins_with_today(ana: User, client) -> None:
    client.force_login(ana)
    answer = client.get("/tickets/new/")
    assert today().isoformat() in answer.content.decode()


def test_the_form_may_begin_with_a_customer(ana: User, client) -> None:
    client.force_login(ana)
    emma = make.a_customer("Emma of Acme")
    assert "Emma of Acme" in client.get("/tickets/new/", {"customer": emma.pk}).content.decode()


@pytest.mark.parametrize("odd", ["abc", "", "-1", "9" * 30, "\x00"])
def test_an_odd_customer_in_the_address_is_nobody(ana: User, client, odd: str) -> None:
    client.force_login(ana)
    assert client.get("/tickets/new/", {"customer": odd}).status_code in {200, 422}


@pytest.mark.parametrize("odd", ["abc", "-1", "9" * 30])
def test_an_odd_customer_in_the_form_is_refused(ana: User, odd: str) -> None:
    assert ask_html(ana, customer=odd).status_code == 422


def test_the_api_answers_with_the_ticket(ana: User) -> None:
    answer = ask_api(ana)
    assert answer.status_code == 201
    assert answer.json()["reference"] == the_newest().reference
    assert (answer.json()["stage"], answer.json()["verbatim"]) == ("to_listen", make.WORDS)


def test_the_api_takes_a_known_customer_by_number(ana: User) -> None:
    emma = make.a_customer()
    assert ask_api(ana, customer={"id": emma.pk}).status_code == 201
    assert the_newest().customer == emma


def test_the_api_takes_null_for_anonymous(ana: User) -> None:
    assert ask_api(ana, customer=None).status_code == 201
    assert the_newest().is_anonymous


@pytest.mark.parametrize("customer", [{"id": 987654321}, {"id": "x"}, {"id": 10**30}, {}, "Emma", [], 7])
def test_the_api_refuses_a_customer_who_is_nobody(ana: User, customer: object) -> None:
    assert ask_api(ana, customer=customer).status_code == 422


def test_while_typing_known_customers_are_offered(ana: User, client) -> None:
    make.a_customer("Emma Whitfield")
    client.force_login(ana)
    assert "Emma Whitfield" in client.get("/tickets/new/customers/", {"name": "whit"}).content.decode()


def test_while_typing_what_is_alike_is_shown(ana: User, client) -> None:
    near = make.a_ticket()
    client.force_login(ana)
    assert near.reference in client.post("/tickets/new/alike/", {"verbatim": make.WORDS}).content.decode()
