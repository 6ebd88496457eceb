"""Join and part: two records of one person become one, and within a day two again."""

import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from backlog.actions import exposing, moving, shipping
from backlog.exposure import has_it_since
from backlog.models import Item
from backlog.queries.weights import figures_of
from common.clock import moved_to, now
from common.refusals import Conflict, Invalid
from customers.actions import correct, meet
from customers.models import Customer
from journal.models import Entry
from notifications.actions.telling import approve
from notifications.models import Telling
from tests import make
from tests.doors import APIClient
from tests.following import let_follow
from tickets.actions import joining, tagging
from tickets.actions.following import issue_link
from tickets.models import Tag


def html(user: User, kept: Customer, gone: Customer, **choices: str) -> int:
    client = Client()
    client.force_login(user)
    status = client.post(f"/customers/{kept.pk}/joining/", {"gone": gone.pk} | choices).status_code
    return 201 if status == 302 else status


def api(user: User, kept: Customer, gone: Customer, **choices: str) -> int:
    client = APIClient()
    client.force_authenticate(user)
    said = {"gone": gone.pk, "choices": choices}
    return client.post(f"/api/v1/customers/{kept.pk}/joining/", said, format="json").status_code


def again(customer: Customer) -> Customer:
    return Customer.objects.get(pk=customer.pk)


@pytest.mark.parametrize("door", [html, api])
def test_every_door_joins_with_a_choice_per_field(door: Any, ana: User) -> None:
    kept, gone = make.a_customer("Emma", phone=""), make.a_customer("Emma W.", phone="010-1", company="Acme")
    correct(gone, by=ana, monthly_value=Decimal("120.50"), relationship="regular")
    ticket, addresses = make.a_ticket(customer=gone), {kept.email, gone.email}
    assert door(ana, kept, gone, name="gone", relationship="kept", email="gone") == 201
    kept, old = again(kept), again(gone)
    assert (kept.name, kept.phone, str(kept.company), kept.relationship) == ("Emma W.", "010-1", "Acme", "new")
    assert (kept.email, {kept.email, old.email}) == (gone.email, addresses)
    assert kept.monthly_value == Decimal("120.50")
    ticket.refresh_from_db()
    assert (ticket.customer, old.living) == (kept, kept)
    told = Entry.objects.about(kept).get(kind="CustomersJoined").plain
    assert (told["gone_id"], told["tickets"]) == (gone.pk, [ticket.pk])
    assert "010-1" not in str(told)


@pytest.mark.parametrize("door", [html, api])
def test_those_who_only_look_join_nobody(door: Any, vic: User, ada: User) -> None:
    kept, gone = make.a_customer(), make.a_customer()
    assert (door(vic, kept, gone), door(ada, kept, gone)) == (403, 403)
    assert again(gone).joined_into is None


@pytest.mark.parametrize("door", [html, api])
def test_every_door_refuses_nonsense_and_what_comes_too_late(door: Any, ana: User) -> None:
    kept, gone, third = make.a_customer(), make.a_customer(), make.a_customer()
    assert door(ana, kept, gone, email="both") == 422
    joining.join(kept, by=ana, gone=gone)
    assert door(ana, third, gone) == 409
    assert door(ana, gone, third) == 409


def test_a_record_is_not_joined_into_itself(ana: User) -> None:
    kept = make.a_customer()
    with pytest.raises(Invalid):
        joining.join(kept, by=ana, gone=again(kept))


def test_whoever_writes_from_the_old_address_is_the_one_that_stays(ana: User) -> None:
    kept, gone = make.a_customer(), make.a_customer()
    old = gone.email
    joining.join(kept, by=ana, gone=gone)
    assert meet(by=ana, name="Emma", email=old) == kept
    assert make.a_ticket(customer=again(gone)).customer == kept


def test_the_old_page_leads_to_the_new_one_and_lists_show_one(ana: User, client: Client) -> None:
    kept, gone = make.a_customer("Emma One"), make.a_customer("Emma Two")
    joining.join(kept, by=ana, gone=gone)
    client.force_login(ana)
    assert client.get(f"/customers/{gone.pk}/")["Location"] == f"/customers/{kept.pk}/"
    page = client.get("/customers/?q=Emma").content.decode()
    assert "Emma One" in page
    assert "Emma Two" not in page
    assert "Emma Two" not in client.get("/tickets/new/customers/?name=Emma").content.decode()


def test_their_item_counts_them_once(ana: User) -> None:
    first = make.an_accepted_ticket()
    item = Item.objects.get(voices__ticket=first)
    second = make.an_accepted_ticket(item)
    assert first.customer is not None
    assert second.customer is not None
    Item.objects.update(weighed_at=None)

    def counted() -> int:
        let_follow()
        assert Item.objects.get().weighed_at is not None
        return int(figures_of([item.pk], now())[item.pk]["customers"])

    assert counted() == 2
    made = joining.join(first.customer, by=ana, gone=second.customer)
    Item.objects.update(weighed_at=None)
    assert counted() == 1
    joining.part(made, by=ana)
    Item.objects.update(weighed_at=None)
    assert counted() == 2


def test_two_again_each_has_the_release_it_was_given(ana: User) -> None:
    kept, gone = make.a_customer("Emma"), make.a_customer("Emil")
    item, other = make.an_item(), make.an_item()
    releases = [make.a_release(one) for one in (item, other)]
    for n, release in enumerate(releases):
        exposing.open_to_customers(release, by=make.someone(), names=[gone.email])
        moving.move((item, other)[n], by=make.someone(), stage="ready")
        shipping.ship_together(release, by=make.someone(), version=f"{n}.0")
    let_follow()
    item.refresh_from_db()
    other.refresh_from_db()
    made = joining.join(kept, by=ana, gone=gone)
    let_follow()
    assert [has_it_since(one, kept) is not None for one in (item, other)] == [True, True]
    exposing.open_to_customers(releases[1], by=make.someone(), names=[kept.email])
    joining.part(made, by=ana)
    let_follow()
    assert [has_it_since(one, kept) is not None for one in (item, other)] == [False, True]
    assert [has_it_since(one, gone) is not None for one in (item, other)] == [True, True]


def test_one_is_told_once_that_something_is_there(ana: User) -> None:
    item = make.an_item()
    first, second = make.an_accepted_ticket(item), make.an_accepted_ticket(item)
    make.a_shipped_release(item)
    let_follow()
    assert first.customer is not None
    assert second.customer is not None
    assert Telling.objects.filter(item=item).count() == 2
    made = joining.join(first.customer, by=ana, gone=second.customer)
    let_follow()
    assert [one.customer for one in Telling.objects.filter(item=item)] == [first.customer]
    joining.part(made, by=ana)
    let_follow()
    assert {one.customer for one in Telling.objects.filter(item=item)} == {first.customer, second.customer}


@pytest.mark.parametrize("told_is_kept", [True, False])
def test_whoever_heard_it_under_one_of_two_records_hears_it_under_neither_again(
    ana: User, pia: User, told_is_kept: bool
) -> None:
    item = make.an_item()
    for _ in range(2):
        make.an_accepted_ticket(item)
    make.a_shipped_release(item)
    let_follow()
    told, waiting = Telling.objects.filter(item=item)
    approve(told, by=pia)
    let_follow()
    kept, gone = (told, waiting) if told_is_kept else (waiting, told)
    joining.join(again(kept.customer), by=ana, gone=again(gone.customer))
    let_follow()
    left = Telling.objects.get(item=item)
    assert (left.pk, left.state, left.customer) == (told.pk, "sent", kept.customer)


def test_a_tracking_link_of_the_merged_record_goes_on_to_open_that_thread(ana: User, client: Client) -> None:
    ticket, other = make.a_ticket(), make.a_ticket()
    assert ticket.customer is not None
    assert other.customer is not None
    secret = issue_link(ticket)
    joining.join(other.customer, by=ana, gone=ticket.customer)
    assert client.get(f"/follow/{secret}/", follow=True).status_code == 200
    assert client.get(f"/my/{other.reference}/").status_code == 404


def test_undone_within_a_day_everything_is_as_before_but_what_was_changed_since(ana: User) -> None:
    kept, gone = make.a_customer("Emma", phone="1"), make.a_customer("Emil", phone="2")
    tagging.tag(gone, by=ana, names=["vip"])
    mine, theirs = make.a_ticket(customer=kept), make.a_ticket(customer=gone)
    addresses = (kept.email, gone.email)
    made = joining.join(kept, by=ana, gone=gone, choices={"name": "gone", "email": "gone", "phone": "gone"})
    correct(kept, by=ana, relationship="at_risk")
    assert [tag.name for tag in Tag.objects.on(kept)] == ["vip"]
    joining.part(made, by=ana)
    kept, gone = again(kept), again(gone)
    assert (kept.name, kept.phone, gone.name, gone.phone) == ("Emma", "1", "Emil", "2")
    assert (kept.email, gone.email, kept.relationship) == (*addresses, "at_risk")
    assert (mine.__class__.objects.get(pk=mine.pk).customer, theirs.__class__.objects.get(pk=theirs.pk).customer) == (
        kept,
        gone,
    )
    assert [list(Tag.objects.on(one)) for one in (kept, gone)] == [[], [Tag.objects.get()]]
    with pytest.raises(Conflict):
        joining.part(made, by=ana)


def test_after_a_day_it_stays(ana: User, client: Client) -> None:
    made = joining.join(make.a_customer(), by=ana, gone=make.a_customer())
    client.force_login(ana)
    assert "/undoing/" in client.get(f"/customers/{made.kept_id}/").content.decode()
    with moved_to(now() + timedelta(hours=25)):
        assert "/undoing/" not in client.get(f"/customers/{made.kept_id}/").content.decode()
        assert client.post(f"/joinings/{made.pk}/undoing/").status_code == 409


def test_the_other_record_is_looked_for_and_compared(ana: User, client: Client) -> None:
    kept, gone = make.a_customer("Emma", phone="010-7"), make.a_customer("E. Whitfield", phone="010-7")
    client.force_login(ana)
    assert "E. Whitfield" in client.get(f"/customers/{kept.pk}/joining/").content.decode()
    assert "E. Whitfield" in client.get(f"/customers/{kept.pk}/joining/?q={gone.email}").content.decode()
    form = client.get(f"/customers/{kept.pk}/joining/?gone={gone.pk}").context["form"]
    assert {field.name for field in form.asked()} == {"name", "email"}


def test_whoever_comes_second_sees_who_was_quicker_and_no_button_to_do_it_again(
    ana: User, pia: User, client: Client
) -> None:
    kept, gone, third = make.a_customer("Emma"), make.a_customer("Emil"), make.a_customer("E. W.")
    joining.join(kept, by=pia, gone=gone)
    client.force_login(ana)
    for door, loser, other, goes_on in (
        (client.post, gone, kept, ""),
        (client.post, kept, gone, ""),
        (client.get, kept, gone, ""),
        (client.post, third, gone, f"/customers/{third.pk}/joining/?gone={kept.pk}"),
        (client.get, gone, third, f"/customers/{kept.pk}/joining/?gone={third.pk}"),
    ):
        page = door(f"/customers/{loser.pk}/joining/", {"gone": other.pk})
        said = page.content.decode()
        assert page.status_code == (409 if door == client.post else 200)
        assert "Pia put “Emil” together with “Emma” already." in said
        assert "They are one person <kbd>" not in said
        assert ("Compare with" in said) == bool(goes_on)
        assert goes_on in said
    assert "They are one person <kbd>" in client.get(f"/customers/{kept.pk}/joining/?gone={third.pk}").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_joining_the_same_pair_one_is_too_late() -> None:
    ana, kept, gone = make.someone("agent"), make.a_customer(), make.a_customer()
    said: list[str] = []

    def act(first: Customer, second: Customer) -> None:
        try:
            joining.join(again(first), by=ana, gone=again(second))
            said.append("joined")
        except Conflict:
            said.append("too late")
        connection.close()

    threads = [threading.Thread(target=act, args=pair) for pair in ((kept, gone), (gone, kept))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["joined", "too late"]
