"""Whom to tell that it is there: everyone who asked, each once, and nobody before the yes."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as firm
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from backlog.actions.exposing import open_to_customers, open_to_share
from backlog.actions.moving import drop, move, ship
from backlog.actions.promotion import accept, question
from backlog.actions.releasing import start_of
from backlog.actions.shipping import ship_together
from backlog.models import Item, Release
from common.clock import moved_to, now, today
from common.refusals import Conflict, Forbidden, Invalid
from customers.actions import resume_news, stop_news
from customers.models import Customer
from journal.models import Delivery, Entry
from notifications import tasks
from notifications.actions import sending
from notifications.actions import telling as deeds
from notifications.actions.listing import list_for_release
from notifications.models import CapturedMail, Mail, Telling
from tests import make
from tests.backlog.releases import an_item_in_work
from tests.backlog.shipped import spoke
from tests.doors import APIClient
from tests.following import kinds, let_follow, mails_to
from tickets.actions.assessing import assess
from tickets.models import Ticket

IS_THERE = "What we promised you is there"


def there(ticket: Ticket) -> list[CapturedMail]:
    """The mails that told its customer that it is there."""
    return [mail for mail in mails_to(ticket) if IS_THERE in mail.subject]


def a_release_of(*items: Item, pilot: Customer | None = None) -> Release:
    """A release that was shipped, its list made; to one customer only, if one is named.

    What else followed from the complaints is not waited for.
    """
    of_complaints = ["TicketReceived", "TicketHeard", "TicketAssessed", "TicketAccepted"]
    Delivery.objects.filter(entry__kind__in=of_complaints).update(done_at=now())
    release = make.a_release(*items)
    if pilot:
        open_to_customers(release, by=make.someone(), names=[pilot.email])
    ship_together(release, by=make.someone(), version=f"v{release.pk}")
    let_follow()
    return release


def states(subject: Item | Release) -> list[str]:
    return list(Telling.objects.of(subject).order_by("pk").values_list("state", flat=True))


def approve_and_send(subject: Item | Release) -> None:
    deeds.approve_all(subject, by=make.someone())
    let_follow()


# ---- the list ------------------------------------------------------------------------------------------------------------


def test_until_the_list_is_made_nobody_reads_that_there_is_none(pia: User, client: Client) -> None:
    client.force_login(pia)
    item, silent = an_item_in_work(), an_item_in_work()
    make.an_accepted_ticket(item)
    let_follow()
    said, none = "The list of whom to tell is being made.", "Nobody spoke for it."
    release = make.a_release(item)
    ship_together(release, by=pia, version="1")
    pages = [f"/releases/{release.pk}/", f"/releases/{release.pk}/told/", f"/backlog/{item.reference}/"]
    for page in [client.get(url).content.decode() for url in pages[:2]]:
        assert (said in page, none in page) == (True, False)
    let_follow()
    assert not any(said in client.get(url).content.decode() for url in pages)
    ship(silent, by=pia)
    page = client.get(f"/backlog/{silent.reference}/").content.decode()
    assert (said in page, none in page) == (False, True)


def test_a_release_tells_nobody_before_the_yes(db: None) -> None:
    item = an_item_in_work()
    tickets = [make.an_accepted_ticket(item) for _ in range(2)]
    release = a_release_of(item)
    assert states(release) == ["to_approve", "to_approve"]
    assert not any(there(ticket) for ticket in tickets)
    approve_and_send(release)
    assert states(release) == ["sent", "sent"]
    for ticket in tickets:
        assert item.promise in there(ticket)[0].text


@pytest.mark.parametrize(
    ("setting", "alone", "together"),
    [
        ("at_once", "sent", "sent"),
        ("releases_wait", "sent", "to_approve"),
        ("all_wait", "to_approve", "to_approve"),
    ],
)
def test_the_firm_says_when(pia: User, settings, setting: str, alone: str, together: str) -> None:
    settings.TELLING = setting
    first, second = an_item_in_work(), an_item_in_work()
    for item in (first, second):
        make.an_accepted_ticket(item)
    ship(first, by=pia)
    a_release_of(second)
    assert (states(first), states(second)) == ([alone], [together])


def test_each_customer_is_on_the_list_once_with_their_newest_words(db: None) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    tickets = [make.an_accepted_ticket(item, customer=emma) for _ in range(3)]
    release = a_release_of(item)
    assert Telling.objects.of(release).get().voice.ticket == tickets[-1]
    approve_and_send(release)
    assert len(there(tickets[-1])) == 1


def test_nobody_hears_of_somebody_elses_complaint(db: None) -> None:
    item = an_item_in_work()
    mine = make.an_accepted_ticket(item, verbatim="My own words.")
    theirs = make.an_accepted_ticket(item, verbatim="Quite other words.")
    approve_and_send(a_release_of(item))
    assert "My own words." in there(mine)[0].text
    assert "Quite other words." not in there(mine)[0].text + there(mine)[0].html
    assert f"[{theirs.reference}]" in there(theirs)[0].subject


def test_a_mail_names_only_what_its_own_customer_was_promised(db: None) -> None:
    items = [an_item_in_work(promise=f"From now on we do {n}.") for n in range(2)]
    mine, _theirs = [make.an_accepted_ticket(item) for item in items]
    approve_and_send(a_release_of(*items))
    told = there(mine)[0]
    assert [item.promise in told.text + told.html for item in items] == [True, False]


def test_several_items_of_one_release_are_one_mail(db: None) -> None:
    items = [an_item_in_work(promise=f"From now on we do {n}.") for n in range(3)]
    emma = make.a_customer()
    tickets = [make.an_accepted_ticket(item, customer=emma) for item in items]
    approve_and_send(a_release_of(*items))
    told = there(tickets[0])
    assert len(told) == 1
    for item in items:
        assert told[0].text.count(item.promise) == 1
    assert Mail.objects.filter(kind="shipped").count() == 1


def test_who_wants_no_news_is_not_told_and_the_list_says_so(pia: User) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item)
    stop_news(ticket.customer, by=pia)
    release = a_release_of(item)
    assert states(release) == ["opted_out"]
    assert not there(ticket)


def test_who_wants_no_news_since_the_yes_is_not_told_either(pia: User) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item)
    release = a_release_of(item)
    deeds.approve_all(release, by=pia)
    stop_news(ticket.customer, by=pia)
    let_follow()
    assert (states(release), there(ticket)) == (["opted_out"], [])
    assert not Mail.objects.filter(kind="shipped").exists(), "it was looked at again before a mail was made"
    assert resume_news(ticket.customer, by=pia).no_news_since is None


def test_who_took_their_word_back_since_the_yes_is_not_told(pia: User) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item)
    release = a_release_of(item)
    deeds.approve_all(release, by=pia)
    question(ticket, by=pia, body="Really?")
    sending.go_on()
    assert (states(release), there(ticket)) == (["skipped"], [])


def test_who_speaks_no_more_is_off_the_list_and_who_still_speaks_otherwise_stays(pia: User) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    first, second = make.an_accepted_ticket(item, customer=emma), make.an_accepted_ticket(item, customer=emma)
    only = make.an_accepted_ticket(item)
    release = a_release_of(item)
    question(second, by=pia, body="Really?")
    question(only, by=pia, body="Really?")
    let_follow()
    assert [row.voice.ticket for row in Telling.objects.of(release)] == [first]


def test_what_is_dropped_is_told_to_nobody(pia: User) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item)
    release = a_release_of(item)
    deeds.approve_all(release, by=pia)
    drop(Item.objects.get(pk=item.pk), by=pia, reason="not_ours", message="We were wrong.")
    let_follow()
    assert (states(release), there(ticket)) == ([], [])


def test_who_has_no_address_is_to_be_called(pia: User, ana: User) -> None:
    item = an_item_in_work()
    make.an_accepted_ticket(item, customer=make.a_customer(email="", phone="010-1234"))
    release = a_release_of(item)
    row = Telling.objects.of(release).get()
    assert (row.state, row.channel) == ("call", "phone")
    deeds.note_call(row, by=ana)
    assert states(release) == ["called"]
    assert kinds(item)[-1] == "CustomerCalled"


def test_nobody_without_a_name_is_on_the_list(db: None) -> None:
    item = an_item_in_work()
    make.an_accepted_ticket(item, anonymous=True)
    assert states(a_release_of(item)) == []


def test_the_list_made_again_says_the_same(db: None) -> None:
    item = an_item_in_work()
    for _ in range(3):
        make.an_accepted_ticket(item)
    release = a_release_of(item)
    approve_and_send(release)
    list_for_release(release.pk)
    Delivery.objects.update(done_at=None)
    let_follow()
    assert states(release) == ["sent"] * 3
    assert set(CapturedMail.objects.values_list("copies", flat=True)) == {1}


def test_whoever_listened_hears_it_first(pia: User) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item)
    agent = ticket.listening.by
    release = a_release_of(item)
    mail = CapturedMail.objects.get(to=agent.email)
    assert ticket.reference in mail.text
    assert item.promise in mail.text
    approve_and_send(release)
    assert CapturedMail.objects.filter(to=agent.email).count() == 1
    assert Mail.objects.get(colleague=agent).pk < Mail.objects.get(kind="shipped").pk


def test_whoever_left_the_firm_hears_nothing(pia: User) -> None:
    item = an_item_in_work()
    agent = make.an_accepted_ticket(item).listening.by
    User.objects.filter(pk=agent.pk).update(is_active=False)
    a_release_of(item)
    assert not Mail.objects.filter(colleague__isnull=False).exists()


# ---- who gets it later ---------------------------------------------------------------------------------------------------


def test_who_does_not_have_it_yet_is_told_when_they_get_it(pia: User) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    first, second = make.an_accepted_ticket(item, customer=emma), make.an_accepted_ticket(item)
    release = a_release_of(item, pilot=emma)
    assert sorted(states(release)) == ["later", "to_approve"]
    approve_and_send(release)
    assert (len(there(first)), len(there(second))) == (1, 0)
    open_to_share(release, by=pia, percent=100)
    let_follow()
    assert (len(there(first)), len(there(second))) == (1, 1), "the yes was for everyone, whenever they get it"


def test_a_step_with_a_date_is_told_by_the_clock(pia: User) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    make.an_accepted_ticket(item, customer=emma)
    second = make.an_accepted_ticket(item)
    release = a_release_of(item, pilot=emma)
    open_to_share(release, by=pia, percent=100, on=today() + timedelta(days=3))
    let_follow()
    tasks.look_who_got_it()
    assert "later" in states(release)
    with moved_to(start_of(today() + timedelta(days=3)) + timedelta(hours=1)):
        tasks.look_who_got_it()
        assert states(release) == ["to_approve", "to_approve"]
        approve_and_send(release)
    assert len(there(second)) == 1


def test_who_speaks_up_while_it_rolls_out_is_told_when_they_get_it(pia: User) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    make.an_accepted_ticket(item, customer=emma)
    release = a_release_of(item, pilot=emma)
    late = make.an_accepted_ticket(item)
    again = make.an_accepted_ticket(item, customer=emma)
    tasks.look_who_got_it()
    assert Telling.objects.of(release).filter(voice__ticket=late).get().state == "later"
    assert not Telling.objects.filter(voice__ticket=again).exists(), "who has it already knows that it is there"


def test_what_came_back_is_told_to_nobody_until_it_is_there_again(pia: User) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item)
    release = a_release_of(item)
    item.refresh_from_db()
    move(item, by=pia, stage="in_progress")
    deeds.approve_all(release, by=pia)
    let_follow()
    assert not there(ticket)
    ship(item, by=pia)
    let_follow()
    assert len(there(ticket)) == 1


def test_who_still_waits_on_the_list_of_an_earlier_shipping_comes_on_the_next_one_instead(pia: User) -> None:
    item = an_item_in_work()
    make.an_accepted_ticket(item)
    first = a_release_of(item)
    item.refresh_from_db()
    move(item, by=pia, stage="in_progress")
    second = a_release_of(item)
    assert (states(first), states(second)) == ([], ["to_approve"])


def test_who_spoke_up_again_after_they_were_told_is_told_again(pia: User) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    make.an_accepted_ticket(item, customer=emma)
    ship(item, by=pia)
    let_follow()
    again = make.an_accepted_ticket(item, customer=emma)
    move(item, by=pia, stage="in_progress")
    ship(item, by=pia)
    let_follow()
    assert [IS_THERE in mail.subject for mail in mails_to(again)].count(True) == 2


def test_whose_ticket_was_decided_again_after_they_were_told_is_told_again(pia: User) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item)
    ship(item, by=pia)
    let_follow()
    move(item, by=pia, stage="in_progress")
    question(ticket, by=pia, body="Is it the same?")
    assess(ticket, by=pia, weighing=make.answers(), finding="sustainable", rationale="So.")
    accept(ticket, by=pia, item=item, message="We look at it once more.")
    ship(item, by=pia)
    let_follow()
    assert [IS_THERE in mail.subject for mail in mails_to(ticket)].count(True) == 2


def test_who_was_told_and_said_nothing_since_is_not_on_the_next_list(pia: User) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    make.an_accepted_ticket(item, customer=make.a_customer())
    make.an_accepted_ticket(item, customer=emma)
    approve_and_send(a_release_of(item))
    make.an_accepted_ticket(item, customer=emma)
    item.refresh_from_db()
    move(item, by=pia, stage="in_progress")
    again = a_release_of(item)
    assert [row.customer for row in Telling.objects.of(again).select_related("customer")] == [emma]


def test_who_was_told_by_newer_words_is_not_told_again_by_older_ones(pia: User) -> None:
    item, emma = an_item_in_work(), make.a_customer()
    _older, newer = (make.an_accepted_ticket(item, customer=emma) for _ in range(2))
    approve_and_send(a_release_of(item))
    question(newer, by=pia, body="Is it the same?")
    item.refresh_from_db()
    move(item, by=pia, stage="in_progress")
    assert states(a_release_of(item)) == []


# ---- batches -------------------------------------------------------------------------------------------------------------


def test_it_goes_on_where_a_crash_left_it_and_tells_nobody_twice(db: None, settings, monkeypatch) -> None:
    settings.TELL_BATCH = 2
    item = an_item_in_work()
    for _ in range(5):
        make.an_accepted_ticket(item)
    release = a_release_of(item)
    deeds.approve_all(release, by=make.someone())
    assert sending.go_on()
    with monkeypatch.context() as patched:
        patched.setattr(sending, "ring_on_commit", _die)
        with pytest.raises(RuntimeError):
            sending.go_on()
    assert Mail.objects.filter(kind="shipped").count() == 2, "the batch that died left nothing behind"
    let_follow()
    assert states(release) == ["sent"] * 5
    assert CapturedMail.objects.filter(subject__contains=IS_THERE, copies=1).count() == 5
    assert sending.go_on() is False


def test_what_is_in_the_outbox_already_is_not_put_there_again(db: None) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item)
    release = a_release_of(item)
    approve_and_send(release)
    Telling.objects.update(mail=None, state="queued")  # as if what was noted of it had been lost
    let_follow()
    assert states(release) == ["sent"]
    assert (len(there(ticket)), Mail.objects.filter(kind="shipped").count()) == (1, 1)


def test_one_customer_is_not_split_over_two_batches(db: None, settings) -> None:
    settings.TELL_BATCH = 1
    items, emma = [an_item_in_work() for _ in range(3)], make.a_customer()
    for item in items:
        make.an_accepted_ticket(item, customer=emma)
    approve_and_send(a_release_of(*items))
    assert Mail.objects.filter(kind="shipped").count() == 1


@pytest.mark.parametrize("many", [2, 20])
def test_listing_costs_the_same_for_few_and_many(db: None, many: int) -> None:
    item = an_item_in_work()
    spoke(item, at=[now()] * many)
    release = make.a_release(item)
    ship_together(release, by=make.someone(), version="1")
    with CaptureQueriesContext(connection) as asked:
        list_for_release(release.pk)
    assert len(asked) <= 34  # ten of them for the agent who hears it first


def test_what_could_not_be_delivered_is_shown_and_tried_again(pia: User, monkeypatch) -> None:
    item = an_item_in_work()
    ticket = make.an_accepted_ticket(item)
    release = a_release_of(item)
    deeds.approve_all(release, by=pia)
    sending.go_on()
    mail = Mail.objects.get(kind="shipped")
    with monkeypatch.context() as patched:
        patched.setattr("notifications.mailbox.Mailbox.send_messages", _die)
        for _ in range(10):
            tasks.send(mail.pk)
    row = Telling.objects.of(release).get()
    assert row.state == "failed"
    deeds.try_again(row, by=pia)
    let_follow()
    assert (states(release), len(there(ticket))) == (["sent"], 1)


# ---- one customer --------------------------------------------------------------------------------------------------------


@pytest.fixture
def row(db: None) -> Telling:
    """One customer on the list of a release."""
    item = an_item_in_work()
    make.an_accepted_ticket(item)
    return Telling.objects.of(a_release_of(item)).get()


def test_one_customer_may_be_told_in_other_words(row: Telling, ana: User) -> None:
    deeds.reword(row, by=ana, message="Only for you.")
    deeds.approve(row, by=ana)
    let_follow()
    told = there(row.voice.ticket)[0]
    assert "Only for you." in told.text
    assert "Only for you." in told.html
    assert "It is done." not in told.text
    assert row.item.promise in told.text


def test_one_customer_may_be_left_out(row: Telling, ana: User) -> None:
    deeds.leave_out(row, by=ana)
    with pytest.raises(Conflict):
        deeds.approve_all(row.release, by=make.someone())
    assert not there(row.voice.ticket)


def test_every_deed_is_history(row: Telling, ana: User, pia: User) -> None:
    deeds.reword(row, by=ana, message="Only for you.")
    deeds.approve(row, by=ana)
    assert kinds(row.item)[-2:] == ["TellingReworded", "TellingApproved"]
    assert Entry.objects.about(row.item).last().actor == ana


@pytest.mark.parametrize("words", ["", " ", "a\x00b", "x" * 5_001])
def test_other_words_are_words(row: Telling, ana: User, words: str) -> None:
    with pytest.raises(Invalid):
        deeds.reword(row, by=ana, message=words)


def test_what_was_told_is_not_changed_any_more(row: Telling, pia: User) -> None:
    approve_and_send(row.release)
    for deed in (deeds.approve, deeds.leave_out, deeds.note_call, deeds.try_again):
        with pytest.raises(Conflict):
            deed(Telling.objects.get(pk=row.pk), by=pia)


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_only_who_writes_to_customers_tells_them(row: Telling, role: str) -> None:
    for deed in (deeds.approve, deeds.leave_out):
        with pytest.raises(Forbidden):
            deed(row, by=make.a_colleague("X", role))


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_keepers_say_yes_for_all(row: Telling, role: str) -> None:
    with pytest.raises(Forbidden):
        deeds.approve_all(row.release, by=make.a_colleague("X", role))


# ---- the doors -----------------------------------------------------------------------------------------------------------


def html(user: User, path: str, body: dict[str, Any]) -> int:
    client = Client()
    client.force_login(user)
    status = client.post(f"/{path}", body).status_code
    return 201 if status == 302 else status


def api(user: User, path: str, body: dict[str, Any]) -> int:
    client = APIClient()
    client.force_authenticate(user)
    return client.post(f"/api/v1/{path.replace('backlog/', 'items/')}", body, format="json").status_code


DOORS = [html, api]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_approves_all(door, row: Telling, pia: User, ana: User) -> None:
    place = f"releases/{row.release_id}/told/approval/"
    assert [door(who, place, {}) for who in (ana, pia, pia)] == [403, 201, 409]
    assert door(pia, f"backlog/{row.item.reference}/told/approval/", {}) == 409


@pytest.mark.parametrize("door", DOORS)
def test_every_door_does_every_deed_about_one(door, row: Telling, ana: User, vic: User) -> None:
    assert door(vic, f"told/{row.pk}/message/", {"message": "Hello."}) == 403
    assert door(ana, f"told/{row.pk}/message/", {"message": " "}) == 422
    assert door(ana, f"told/{row.pk}/message/", {"message": "Hello."}) == 201
    assert door(ana, f"told/{row.pk}/call/", {}) == 409
    assert door(ana, f"told/{row.pk}/repetition/", {}) == 409
    assert door(ana, f"told/{row.pk}/omission/", {}) == 201
    assert door(ana, f"told/{row.pk}/approval/", {}) == 409
    assert door(ana, "told/987654321/approval/", {}) == 404


def test_refused_words_stay_beside_their_customer(row: Telling, ana: User, client: Client) -> None:
    client.force_login(ana)
    answer = client.post(f"/told/{row.pk}/message/", {"message": "x" * 5_001})
    assert answer.status_code == 422
    assert "x" * 5_001 in answer.content.decode()
    assert "1 characters over" in answer.content.decode()


@pytest.mark.parametrize("place", ["release", "item"])
def test_the_list_shows_each_state_and_the_proof(row: Telling, pia: User, client: Client, place: str) -> None:
    client.force_login(pia)
    path = f"/releases/{row.release_id}/told/" if place == "release" else f"/backlog/{row.item.reference}/told/"
    page = client.get(path).content.decode()
    assert "0 of 1 told: 0 %" in page
    assert "You told us what was wrong, and we promised to change it. It is done." in page
    approve_and_send(row.release)
    page = client.get(path).content.decode()
    assert "The one who asked was told: 100 %." in page


def test_who_only_looks_sees_no_address(row: Telling, vic: User, client: Client) -> None:
    client.force_login(vic)
    page = client.get(f"/releases/{row.release_id}/told/").content.decode()
    assert row.customer.name in page
    assert row.customer.email not in page


@pytest.mark.parametrize("odd", ["abc", "", "\x00", "🙂"])
def test_no_list_is_upset_by_an_odd_question(row: Telling, pia: User, client: Client, odd: str) -> None:
    client.force_login(pia)
    asked = {"state": odd, "cursor": odd}
    assert client.get(f"/releases/{row.release_id}/told/", asked).status_code == 200
    assert client.get(f"/api/v1/releases/{row.release_id}/told/", asked).status_code == 200


@pytest.mark.parametrize("place", ["release", "item"])
def test_a_program_reads_the_list_and_the_proof(row: Telling, pia: User, place: str) -> None:
    caller = APIClient()
    caller.force_authenticate(pia)
    base = f"releases/{row.release_id}" if place == "release" else f"items/{row.item.reference}"
    listed = caller.get(f"/api/v1/{base}/told/", {"state": "to_approve"}).json()["results"][0]
    assert (listed["ticket"], listed["state"], listed["channel"]) == (row.voice.ticket.reference, "to_approve", "email")
    assert caller.get(f"/api/v1/{base}/told/", {"state": "sent"}).json()["results"] == []
    proof = caller.get(f"/api/v1/{base}/told/proof/").json()
    assert proof == {"all": 1, "told": 0, "is_settled": False, "by_state": {"to_approve": 1}}


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_costs_the_same(pia: User, client: Client, django_assert_max_num_queries, many: int) -> None:
    item = an_item_in_work()
    spoke(item, at=[now()] * many)
    release = a_release_of(item)
    client.force_login(pia)
    places = (f"/releases/{release.pk}/told/", f"/backlog/{item.reference}/told/")
    for path in (*places, f"/api/v1/releases/{release.pk}/told/"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200


def test_shipping_says_whom_it_tells_by_the_firms_setting(pia: User, client: Client, settings) -> None:
    assert firm.TELLING == "releases_wait"
    client.force_login(pia)
    item = an_item_in_work()
    assert "Ship it and tell them" in client.get(f"/backlog/{item.reference}/").content.decode()
    settings.TELLING = "all_wait"
    assert "Ship it and tell them" not in client.get(f"/backlog/{item.reference}/").content.decode()


def _die(*_args: object) -> int:
    raise RuntimeError("killed")


def test_a_past_day_still_tells_who_spoke_until_it_was_recorded(pia: User) -> None:
    with moved_to(now() - timedelta(days=9)):
        item = an_item_in_work()
        release = make.a_release(item)
    ticket = make.an_accepted_ticket(item)
    ship_together(release, by=pia, version="1", on=today() - timedelta(days=4))
    let_follow()
    approve_and_send(release)
    assert len(there(ticket)) == 1
