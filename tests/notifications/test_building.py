"""Whoever asked for it hears once that we build it, and not at all when the card was put down by mistake."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from backlog.actions.moving import move
from backlog.models import Item
from customers.actions import stop_news
from journal.actions import deliver
from journal.models import Delivery
from notifications.models import Mail
from tests import make
from tests.following import let_follow, mails_to
from tickets.models import Ticket


def begun(pia: User) -> tuple[Ticket, Item]:
    """An accepted complaint whose item has just gone to work; nothing was sent yet."""
    ticket = make.an_accepted_ticket()
    let_follow()
    item = ticket.voices.get().item
    for stage in ("ready", "in_progress"):
        move(item, by=pia, stage=stage)
    while undone := list(Delivery.objects.undone().values_list("pk", flat=True)):
        for pk in undone:
            deliver(pk)
    return ticket, item


def building() -> int:
    return Mail.objects.filter(kind="being_built").count()


def test_a_customer_hears_once_however_often_the_item_goes_to_work(pia: User) -> None:
    ticket, item = begun(pia)
    assert Mail.objects.get(kind="being_built").due_at > timezone.now() + timedelta(minutes=5)
    let_follow()
    for stage in ("ready", "in_progress"):
        move(item, by=pia, stage=stage)
        let_follow()
    assert building() == 1
    assert item.promise in mails_to(ticket)[-1].text


def test_a_card_that_goes_on_in_time_tells_nobody_that_it_is_being_built(pia: User) -> None:
    _ticket, item = begun(pia)
    assert building() == 1
    move(item, by=pia, stage="ready")
    while undone := list(Delivery.objects.undone().values_list("pk", flat=True)):
        for pk in undone:
            deliver(pk)
    assert building() == 0


def test_nobody_hears_of_what_others_asked_for_twice_or_against_their_wish(pia: User) -> None:
    item, emma, quiet = make.an_item(), make.a_customer(), make.a_customer(email="quiet@example.com")
    stop_news(quiet, by=pia)
    for customer in (emma, quiet):
        make.an_accepted_ticket(item, customer=customer)
    make.an_accepted_ticket(make.an_item(title="Another"))
    let_follow()
    move(item, by=pia, stage="in_progress")
    let_follow()
    make.an_accepted_ticket(item, customer=emma)
    for stage in ("ready", "in_progress"):
        move(item, by=pia, stage=stage)
        let_follow()
    told = Mail.objects.filter(kind="being_built").values_list("ticket__customer", flat=True)
    assert list(told) == [emma.pk]


def test_a_customer_who_spoke_several_times_hears_once_by_their_newest_words(pia: User) -> None:
    item, emma = make.an_item(), make.a_customer()
    *_earlier, newest = (make.an_accepted_ticket(item, customer=emma) for _ in range(3))
    make.an_accepted_ticket(item)
    let_follow()
    for stage in ("ready", "in_progress"):
        move(item, by=pia, stage=stage)
    let_follow()
    hers = Mail.objects.filter(kind="being_built", ticket__customer=emma)
    assert [mail.ticket for mail in hers] == [newest]
    assert building() == 2
