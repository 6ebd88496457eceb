"""A customer gets so many mails a day; what is above waits for the morning, goes in one, and is lost by no crash."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from customers.actions import choose_mail, correct
from customers.models import Customer
from journal.actors import SYSTEM
from notifications import tasks
from notifications.actions import lease_what_is_due, send
from notifications.actions.delivering import bounce, send_again
from notifications.models import CapturedMail, Mail, Priority
from tests import make
from tests.following import let_follow, let_react
from tests.refusing import refused
from tickets.actions.writing import reply
from tickets.models import Ticket


@pytest.fixture
def emma(db: None, settings) -> Customer:
    settings.CUSTOMER_MAILS_PER_DAY = 2
    return make.a_customer()


def complain(emma: Customer, times: int) -> list[Ticket]:
    tickets = [make.a_ticket(customer=emma) for _ in range(times)]
    let_follow()
    return tickets


def held() -> list[Mail]:
    return list(Mail.objects.filter(held_until__isnull=False, sent_at=None).order_by("pk"))


def let_it_be_morning(monkeypatch: pytest.MonkeyPatch) -> datetime:
    morning = held()[0].held_until
    assert morning
    monkeypatch.setattr(timezone, "now", lambda: morning + timedelta(minutes=1))
    return morning


def test_what_is_above_the_cap_waits_for_the_morning_and_goes_in_one(
    emma: Customer, ana: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_first, fourth = complain(emma, 4)
    assert CapturedMail.objects.count() == 2
    assert [mail.delivery for mail in held()] == ["held", "held"]
    client.force_login(ana)
    assert "Held until" in client.get(f"/tickets/{fourth.reference}/").content.decode()
    morning = let_it_be_morning(monkeypatch)
    local = timezone.localtime(morning, timezone.get_default_timezone())
    assert (local.hour, local.date() > timezone.localdate(_first[0].received_at)) == (9, True)
    monkeypatch.setattr("notifications.actions.ring", lambda mail_id, **_priority: tasks.send(mail_id))
    tasks.sweep()
    together = CapturedMail.objects.order_by("pk").last()
    assert (CapturedMail.objects.count(), together.subject) == (3, "2 answers from us")
    assert together.text.count("/follow/") == together.html.count("/follow/") == 2
    assert [mail.delivery for mail in Mail.objects.all()] == ["sent"] * 4
    assert lease_what_is_due() == []


def test_what_goes_together_is_of_one_customer(emma: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    otto = make.a_customer(email="otto@example.com")
    for customer in (emma, otto):
        complain(customer, 4)
    let_it_be_morning(monkeypatch)
    monkeypatch.setattr("notifications.actions.ring", lambda mail_id, **_priority: tasks.send(mail_id))
    tasks.sweep()
    together = CapturedMail.objects.filter(subject="2 answers from us")
    assert sorted(together.values_list("to", flat=True)) == sorted([emma.email, otto.email])
    assert Mail.objects.count() == 8


def test_a_customer_never_waits_behind_digests_however_long_those_waited(emma: Customer) -> None:
    for _ in range(2):
        make.a_ticket(customer=emma)
    let_react()
    digest, urgent = Mail.objects.order_by("pk")
    Mail.objects.filter(pk=digest.pk).update(priority=Priority.DIGEST, due_at=timezone.now() - timedelta(hours=3))
    Mail.objects.filter(pk=urgent.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    assert lease_what_is_due(limit=1) == [(urgent.pk, Priority.CUSTOMER)]


def test_a_second_ring_does_not_send_what_is_held(emma: Customer) -> None:
    complain(emma, 3)
    assert send(held()[0].pk) is False


def test_answers_typed_by_hand_always_go_and_do_not_count(emma: Customer, ana: User) -> None:
    tickets = complain(emma, 1)
    for _ in range(4):
        reply(tickets[0], by=ana, body="Our answer.")
    let_follow()
    complain(emma, 2)
    assert CapturedMail.objects.count() == 6
    assert len(held()) == 1


def test_each_customer_has_a_day_of_their_own_and_yesterday_does_not_count(emma: Customer) -> None:
    complain(emma, 2)
    complain(make.a_customer("Noah"), 2)
    Mail.objects.update(sent_at=timezone.now() - timedelta(days=1))
    complain(emma, 1)
    assert held() == []


def test_what_is_held_is_dropped_where_they_want_no_mail_any_more(
    emma: Customer, ana: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_others, last = complain(emma, 4)
    choose_mail(emma, by=emma, news=[], none_at_all=True)
    let_it_be_morning(monkeypatch)
    for mail in held():
        assert send(mail.pk) is False
    assert [mail.delivery for mail in Mail.objects.order_by("pk")] == ["sent", "sent", "dropped", "dropped"]
    client.force_login(ana)
    page = client.get(f"/tickets/{last.reference}/").content.decode()
    assert "They do not want such mails any more." in page


def test_a_crash_while_they_go_together_loses_none_and_they_go_under_the_same_number(
    emma: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    complain(emma, 4)
    morning = let_it_be_morning(monkeypatch)
    leader, other = held()
    with monkeypatch.context() as broken:
        broken.setattr("notifications.actions.mailing._note_that_it_went", lambda _pk: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            send(leader.pk)
    assert send(other.pk) is False
    monkeypatch.setattr(timezone, "now", lambda: morning + timedelta(minutes=10))
    assert send(leader.pk)
    assert CapturedMail.objects.get(message_id=leader.message_id).copies == 2
    assert [mail.delivery for mail in Mail.objects.all()] == ["sent"] * 4


def test_where_the_one_is_given_up_the_others_are_tried_on_their_own(
    emma: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    complain(emma, 4)
    let_it_be_morning(monkeypatch)
    leader, other = held()
    with monkeypatch.context() as broken:
        broken.setattr("notifications.mailbox.Mailbox.send_messages", lambda *_: 1 / 0)
        for _ in range(10):
            tasks.send(leader.pk)
    assert [mail.pk for mail in held() if mail.carried_by_id is None and not mail.dead_at] == [other.pk]
    assert send(other.pk)


def test_what_went_together_comes_back_and_goes_again_together(
    emma: Customer, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    complain(emma, 4)
    let_it_be_morning(monkeypatch)
    leader, other = held()
    send(leader.pk)
    bounce(leader, by=SYSTEM, reason="550")
    other.refresh_from_db()
    assert other.delivery == "bounced"
    correct(Customer.objects.get(pk=emma.pk), by=ana, email="new@example.com")
    send_again(leader, by=ana)
    assert send(leader.pk)
    assert [mail.delivery for mail in Mail.objects.all()] == ["sent"] * 4


def test_a_bounce_of_an_old_address_does_not_stop_the_new_one(emma: Customer, ana: User) -> None:
    ticket = complain(emma, 1)[0]
    mail = Mail.objects.get(ticket=ticket)
    correct(Customer.objects.get(pk=emma.pk), by=ana, email="new@example.com")
    bounce(mail, by=SYSTEM, reason="550 no such mailbox")
    emma.refresh_from_db()
    assert emma.gets_mail
    bounce(Mail.objects.get(ticket=complain(emma, 1)[0]), by=SYSTEM, reason="550 no such mailbox")
    emma.refresh_from_db()
    assert not emma.gets_mail


def test_what_may_never_be_true_of_what_does_not_go(db: None) -> None:
    moment = timezone.now()
    said = {"kind": "received", "ticket": make.a_ticket(), "source": 9, "message_id": "<9>", "made_at": moment}
    mail = Mail.objects.create(**said, due_at=moment)
    mail.dropped_at = moment
    refused(mail.save, because="a_mail_that_does_not_go_says_why")
    mail.dropped_at, mail.carried_by = None, mail
    refused(mail.save, because="a_mail_is_not_carried_by_itself")
