"""It came back: who already had it complains again, and the item opens; who was late opens nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from backlog.actions import recurring
from backlog.actions.keeping import retire
from backlog.actions.measuring import measure
from backlog.actions.moving import move
from backlog.actions.promotion import question
from backlog.actions.verifying import verify
from backlog.models import Item, Voice
from common.clock import moved_to, now
from customers.models import Customer
from journal.actors import SYSTEM
from journal.models import Delivery, Entry
from notifications.models import CapturedMail, Mail
from tests import make
from tests.backlog.shipped import a_shipped_item, complain, days_ago, ship
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS, APIClient
from tests.following import kinds, let_follow
from tests.tickets.test_races import at_once
from tickets.actions.listening import listen
from tickets.models import Ticket


def standing(ticket: Ticket) -> str:
    return Voice.objects.get(ticket=ticket).standing


def stage(item: Item) -> str:
    item.refresh_from_db()
    return item.stage


def told(colleague: User) -> list[str]:
    return list(CapturedMail.objects.filter(to=colleague.email).values_list("subject", flat=True))


@pytest.mark.parametrize("was", ["shipped", "verified"])
def test_a_recurrence_opens_the_item_again(pia: User, was: str) -> None:
    item = a_shipped_item(20)
    if was == "verified":
        verify(item, by=pia, reason="We asked.")
    ticket = complain(item, at=days_ago(3))
    assert (stage(item), standing(ticket)) == ("in_progress", "came_back")
    assert kinds(item)[-4:] == ["VoiceJoined", "ComplaintCameBack", "ItemMoved", "ItemCameBack"]
    entry = Entry.objects.about(item).get(kind="ItemCameBack")
    assert (entry.plain["ticket_id"], entry.plain["source"], entry.actor_role) == (ticket.pk, was, "system")


def test_the_same_hour_is_enough(pia: User) -> None:
    item = an_item_of("shipped")
    let_follow()
    ticket = make.an_accepted_ticket(item)
    let_follow()
    assert (stage(item), standing(ticket)) == ("in_progress", "came_back")


def test_what_happened_before_the_release_is_a_late_report(db: None) -> None:
    item = a_shipped_item(20)
    ticket = complain(item, at=days_ago(3), met=days_ago(25))
    assert (stage(item), standing(ticket)) == ("shipped", "late")
    assert kinds(item)[-1] == "LateReportJoined"


def test_who_does_not_have_it_yet_reports_late(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    item, lucky, waiting = a_shipped_item(20), make.a_customer(), make.a_customer()
    only_for(monkeypatch, lucky)
    assert standing(complain(item, at=days_ago(3), customer=waiting)) == "late"
    assert stage(item) == "shipped"
    assert standing(complain(item, at=days_ago(2), customer=lucky)) == "came_back"
    assert stage(item) == "in_progress"


def only_for(monkeypatch: pytest.MonkeyPatch, *lucky: Customer) -> None:
    """Only these customers have what was shipped."""
    numbers = {customer.pk for customer in lucky}
    for module in ("recurring", "counting"):
        monkeypatch.setattr(
            f"backlog.actions.{module}.has_it_since",
            lambda item, customer: item.shipped_at if customer and customer.pk in numbers else None,
        )
    monkeypatch.setattr(
        "backlog.actions.counting.have_it_since",
        lambda item, customers: {c.pk: item.shipped_at for c in customers if c.pk in numbers},
    )


def test_what_reached_us_before_the_release_and_was_accepted_after_it_says_neither(pia: User) -> None:
    with moved_to(days_ago(30)):
        ticket = make.an_assessed_ticket()
    item = a_shipped_item(20)
    from backlog.actions.promotion import accept

    accept(ticket, by=pia, message="We did.", item=item)
    let_follow()
    assert (stage(item), standing(ticket)) == ("shipped", "")


@pytest.mark.parametrize("was", ["proposed", "ready", "in_progress"])
def test_what_was_never_shipped_cannot_come_back(was: str, db: None) -> None:
    item = an_item_of(was)
    ticket = make.an_accepted_ticket(item)
    let_follow()
    assert (stage(item), standing(ticket)) == (was, "")


def test_another_recurrence_is_marked_but_opens_nothing_twice(db: None) -> None:
    item = a_shipped_item(20, since=[10, 12])
    assert stage(item) == "in_progress"
    assert list(Voice.objects.values_list("standing", flat=True)) == ["came_back", "came_back"]
    assert kinds(item).count("ItemCameBack") == 1


def test_shipped_again_it_can_come_back_again(db: None) -> None:
    item = a_shipped_item(40, since=[10])
    ship(item, at=days_ago(20))
    complain(item, at=days_ago(10))
    assert (stage(item), kinds(item).count("ItemCameBack")) == ("in_progress", 2)


def test_a_retired_promise_is_not_opened_again(pia: User) -> None:
    item = a_shipped_item(20)
    with moved_to(days_ago(3)):
        ticket = make.an_accepted_ticket(item)
    retire(item, by=pia, reason="Done.")
    let_follow()
    assert (stage(item), standing(ticket)) == ("shipped", "came_back")


def test_a_voice_that_was_taken_back_meanwhile_opens_nothing(pia: User) -> None:
    item = a_shipped_item(20)
    ticket = make.an_accepted_ticket(item)
    question(ticket, by=pia, body="Really?")
    let_follow()
    assert stage(item) == "shipped"


def test_its_owner_and_the_agent_who_listened_are_told_once(pia: User, ana: User) -> None:
    item = a_shipped_item(20)
    Item.objects.filter(pk=item.pk).update(owner=pia)
    with moved_to(days_ago(3)):
        ticket = listen(make.a_ticket(), by=ana, restatement="Late.")
        _accepted(ticket, item)
        let_follow()
        let_follow()
    for colleague in (pia, ana):
        assert told(colleague) == [f"[{item.reference}] It came back: Tell people"]
    mail = CapturedMail.objects.get(to=pia.email)
    assert f"/backlog/{item.reference}/" in mail.text
    assert make.WORDS in mail.text
    assert "/follow/" not in mail.text + mail.html


def _accepted(ticket: Ticket, item: Item) -> None:
    from backlog.actions.promotion import accept
    from tickets.actions import assessing

    assessing.assess(ticket, by=make.someone(), weighing=make.answers(), finding="sustainable", rationale="So.")
    accept(ticket, by=make.someone(), message="We will.", item=item)


def test_who_is_both_is_told_once(pia: User) -> None:
    item = a_shipped_item(20)
    Item.objects.filter(pk=item.pk).update(owner=pia)
    with moved_to(days_ago(3)):
        _accepted(listen(make.a_ticket(), by=pia, restatement="Late."), item)
        let_follow()
    assert len(told(pia)) == 1


def test_who_left_and_an_item_of_nobody_are_told_nothing(pia: User) -> None:
    item = a_shipped_item(20)
    User.objects.filter(pk=pia.pk).update(is_active=False)
    Item.objects.filter(pk=item.pk).update(owner=pia)
    complain(item, at=days_ago(3))
    assert told(pia) == []


def test_the_owner_hears_it_in_their_language(pia: User) -> None:
    item = a_shipped_item(20)
    User.objects.filter(pk=pia.pk).update(language="ko")
    Item.objects.filter(pk=item.pk).update(owner=pia)
    complain(item, at=days_ago(3))
    let_follow()
    assert CapturedMail.objects.get(to=pia.email).language == "ko"


def test_a_delivery_that_is_repeated_says_nothing_twice(db: None) -> None:
    item = a_shipped_item(20, since=[10])
    before = (Entry.objects.count(), Mail.objects.count())
    Delivery.objects.update(done_at=None)
    for pk in Delivery.objects.filter(reaction__contains="came_back").values_list("pk", flat=True):
        from journal.actions import deliver

        deliver(pk)
    assert (Entry.objects.count(), Mail.objects.count()) == before
    assert stage(item) == "in_progress"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_open_it_once() -> None:
    item = a_shipped_item(20)
    with moved_to(days_ago(3)):
        tickets = [make.an_accepted_ticket(item) for _ in range(2)]
    voices = list(Voice.objects.filter(ticket__in=tickets).values_list("pk", flat=True))
    deeds = [lambda pk=pk: recurring.judge(Voice.objects.get(pk=pk), by=SYSTEM) for pk in [*voices, *voices]]
    at_once(*deeds)
    assert kinds(item).count("ItemCameBack") == 1
    assert kinds(item).count("ComplaintCameBack") == 2


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("exposed", [True, False])
def test_through_every_door_only_an_exposed_customer_opens_it(
    door: Any, pia: User, exposed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, customer = a_shipped_item(20), make.a_customer()
    only_for(monkeypatch, *[customer] * exposed)
    ticket = make.an_assessed_ticket(customer=customer)
    assert door(pia, ticket, "acceptance", {"item": item.reference, "message": "Again? Sorry."}) == 201
    let_follow()
    assert stage(item) == ("in_progress" if exposed else "shipped")


@pytest.mark.parametrize(("met", "said"), [(0, "This came back"), (30, "A late report")])
def test_the_tickets_page_says_it_with_the_link(pia: User, client: Client, met: int, said: str) -> None:
    item = a_shipped_item(20)
    ticket = complain(item, at=days_ago(3), met=days_ago(met) if met else None)
    client.force_login(pia)
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    assert said in page
    assert f"/backlog/{item.reference}/#outcome" in page
    assert said in client.get(f"/backlog/{item.reference}/").content.decode()


def test_the_history_tells_it(pia: User, client: Client) -> None:
    item = a_shipped_item(20)
    late = complain(item, at=days_ago(5), met=days_ago(30))
    again = complain(item, at=days_ago(3))
    client.force_login(pia)
    page = client.get(f"/backlog/{item.reference}/").content.decode()
    assert "It came back with" in page
    assert "is a late report" in page
    assert late.reference in page
    assert again.reference in page


def test_the_api_names_the_standing_of_a_voice(pia: User) -> None:
    item = a_shipped_item(20, since=[10])
    client = APIClient()
    client.force_authenticate(pia)
    rows = client.get(f"/api/v1/items/{item.reference}/voices/").json()["results"]
    assert [row["standing"] for row in rows] == ["came_back"]


def test_it_is_measured_soon_after(db: None) -> None:
    item = a_shipped_item(20)
    with moved_to(now() + timedelta(minutes=1)):
        complain(item, at=now())
        assert item.measurement.due_at <= now()
        assert measure(item, by=SYSTEM).came_back_at is not None


def test_opened_again_by_hand_it_came_back_too(pia: User) -> None:
    item = a_shipped_item(20)
    assert measure(item, by=SYSTEM).came_back_at is None
    move(item, by=pia, stage="in_progress")
    assert measure(item, by=SYSTEM).came_back_at is not None
