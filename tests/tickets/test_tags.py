"""Tags: put on and taken off at both doors, spelled one way, renamed, joined and removed by administrators."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from common.refusals import Conflict
from journal.models import Entry
from tests import make
from tests.doors import DOORS, APIClient, ask_api
from tickets.actions import tagging
from tickets.models import Tag, Ticket


def names_on(subject: Any) -> list[str]:
    return [tag.name for tag in Tag.objects.on(subject)]


def as_browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def as_program(user: User) -> Any:
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_both_doors_put_tags_on_and_take_them_off_and_history_says_so(ana: User) -> None:
    for door, ticket in (("html", make.a_ticket()), ("api", make.a_ticket())):
        if door == "html":
            client = as_browser(ana)
            client.post(f"/tickets/{ticket.reference}/tags/", {"names": "#Wrong  Size, late,"})
            client.post(f"/tickets/{ticket.reference}/tags/removal/", {"name": "late"})
        else:
            ask_api(ana, ticket, "tags", {"names": ["Wrong size", "LATE", "late"]})
            assert ask_api(ana, ticket, "tags/removal", {"name": "Late"}).json() == {"tags": ["wrong size"]}
        assert names_on(ticket) == ["wrong size"]
        told = [(entry.kind, entry.plain["tags"]) for entry in Entry.objects.about(ticket) if "tags" in entry.plain]
        assert told == [("TicketTagged", ["wrong size", "late"]), ("TicketUntagged", ["late"])]
    assert "wrong size" in as_browser(ana).get(f"/tickets/{ticket.reference}/").content.decode()


def test_a_tag_that_is_on_already_makes_no_second_entry(ana: User) -> None:
    ticket = make.a_ticket()
    for _ in range(2):
        tagging.tag(ticket, by=ana, names=["배송"])
    assert Entry.objects.about(ticket).filter(kind="TicketTagged").count() == 1


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_what_is_no_tag(door: Any, ana: User, vic: User) -> None:
    ticket = make.a_ticket()
    for wrong in ("", "x" * 41, "a\x00b"):
        assert door(ana, ticket, "tags", {"names": [wrong] if door.__name__ == "api" else wrong}) == 422
    assert door(vic, ticket, "tags", {"names": ["late"]}) == 403
    assert not Tag.objects.exists()


def test_only_so_many_fit_on_one_thing(ana: User) -> None:
    ticket = make.a_ticket()
    assert ask_api(ana, ticket, "tags", {"names": [f"t{n}" for n in range(31)]}).status_code == 422
    assert names_on(ticket) == []


def test_a_complaint_is_logged_with_its_tags(ana: User) -> None:
    form = {"name": "Emma", "language": "en", "channel": "phone", "verbatim": "Late.", "tags": "late, VIP"}
    assert as_browser(ana).post("/tickets/new/", form).status_code == 302
    assert names_on(Ticket.objects.get()) == ["late", "vip"]
    said = {"verbatim": "Late.", "customer": None, "tags": ["late"]}
    assert as_program(ana).post("/api/v1/tickets/", said, format="json").json()["tags"] == ["late"]


def test_a_complaint_with_a_tag_that_does_not_fit_is_kept_as_typed(ana: User) -> None:
    form = {"name": "Emma", "language": "en", "channel": "phone", "verbatim": "Late.", "tags": "x" * 50}
    answer = as_browser(ana).post("/tickets/new/", form)
    assert (answer.status_code, "tags" in answer.context["form"].errors) == (422, True)
    assert not Ticket.objects.exists()


def test_known_tags_are_offered_after_the_last_comma(ana: User) -> None:
    tagging.tag(make.a_ticket(), by=ana, names=["late", "large", "vip"])
    page = as_browser(ana).get("/tags/?names=vip, la").content.decode()
    assert 'value="vip, late"' in page
    assert 'value="vip, vip"' not in page


def test_tickets_are_found_by_tag(ana: User) -> None:
    ticket = make.a_ticket()
    make.a_ticket()
    tagging.tag(ticket, by=ana, names=["late"])
    found = as_program(ana).get("/api/v1/tickets/?tag=Late").json()["results"]
    assert [one["reference"] for one in found] == [ticket.reference]


def test_customers_carry_tags_too(ana: User) -> None:
    emma = make.a_customer()
    as_browser(ana).post(f"/customers/{emma.pk}/tags/", {"names": "press, vip"})
    place = f"/api/v1/customers/{emma.pk}/tags/"
    assert as_program(ana).post(place, {"names": ["loud"]}, format="json").json() == {"tags": ["loud", "press", "vip"]}
    as_browser(ana).post(f"/customers/{emma.pk}/tags/removal/", {"name": "vip"})
    assert names_on(emma) == ["loud", "press"]


def test_an_administrator_renames_joins_and_removes_at_both_doors(ana: User, ada: User) -> None:
    ticket, other = make.a_ticket(), make.a_ticket()
    tagging.tag(ticket, by=ana, names=["delay", "late"])
    tagging.tag(other, by=ana, names=["delay"])
    delay, late = Tag.objects.get(name="delay"), Tag.objects.get(name="late")
    browser, program = as_browser(ada), as_program(ada)

    assert browser.post(f"/settings/tags/{delay.pk}/", {"name": "Late"}).status_code == 422
    assert program.put(f"/api/v1/tags/{delay.pk}/", {"name": "Too slow"}, format="json").json()["name"] == "too slow"
    assert browser.post(f"/settings/tags/{delay.pk}/joining/", {"into": "late"}).status_code == 302
    assert (names_on(ticket), names_on(other)) == (["late"], ["late"])
    assert program.post(f"/api/v1/tags/{late.pk}/removal/", {}, format="json").status_code == 201
    assert names_on(ticket) == []
    assert [entry.kind for entry in Entry.objects.filter(about_type="tickets.tag")] == [
        "TagRenamed",
        "TagsJoined",
        "TagRemoved",
    ]


def test_nobody_else_looks_after_tags(ana: User, max_: User) -> None:
    tagging.tag(make.a_ticket(), by=ana, names=["late"])
    late = Tag.objects.get()
    for who in (ana, max_):
        assert as_browser(who).post(f"/settings/tags/{late.pk}/removal/").status_code == 403
        assert as_program(who).put(f"/api/v1/tags/{late.pk}/", {"name": "x"}, format="json").status_code == 403


def test_a_tag_that_is_gone_meanwhile_is_too_late(ada: User, ana: User) -> None:
    tagging.tag(make.a_ticket(), by=ana, names=["a", "b"])
    first, second = Tag.objects.order_by("name")
    again = Tag.objects.get(pk=first.pk)
    tagging.join_tags(first, by=ada, into=second)
    with pytest.raises(Conflict):
        tagging.remove_tag(again, by=ada)


@pytest.mark.django_db(transaction=True)
def test_what_is_tagged_while_two_tags_are_joined_is_tagged_in_the_end() -> None:
    ada, ana, ticket = make.someone("admin"), make.someone("agent"), make.a_ticket()
    tagging.tag(make.a_ticket(), by=ana, names=["a", "b"])
    first, second = Tag.objects.order_by("name")

    def tag_it() -> None:
        tagging.tag(Ticket.objects.get(pk=ticket.pk), by=ana, names=["a"])
        connection.close()

    other = threading.Thread(target=tag_it)
    other.start()
    tagging.join_tags(first, by=ada, into=second)
    other.join()
    assert names_on(ticket) in (["a"], ["b"])
