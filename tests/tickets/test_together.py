"""The same with many tickets: previewed, done each on its own, reported each, undone."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tests.following import kinds
from tickets.actions import assigning, batching, filing, setting_aside, tagging
from tickets.actions.batching import do_together, go_on, undo_together
from tickets.models import Batch, Share, Tag, Ticket


def answers(batch: Batch) -> list[int | None]:
    return list(batch.shares.order_by("pk").values_list("status", flat=True))


def owners(tickets: list[Ticket]) -> list[User | None]:
    return [Ticket.objects.get(pk=one.pk).owner for one in tickets]


def ask(who: User, noun: str, body: dict[str, Any], **headers: str) -> Any:
    client = APIClient()
    client.force_authenticate(who)
    return client.post(f"/api/v1/{noun}/", body, format="json", headers=headers)


def test_who_moved_meanwhile_is_reported_and_the_rest_is_done(ana: User, pia: User, max_: User) -> None:
    moved, theirs, free = make.a_ticket(), make.a_ticket(), make.a_ticket()
    assigning.assign(theirs, by=ana, to=pia)
    assigning.assign(moved, by=ana, to=max_)
    seen = {moved.pk: None, theirs.pk: pia.pk, free.pk: None}
    batch = do_together([moved, theirs, free], by=ana, act="assign", value=pia.pk, seen=seen)
    assert answers(batch) == [409, 200, 201]
    assert "It is with Max now." in batch.shares.get(ticket=moved).sentence
    assert owners([moved, theirs, free]) == [max_, pia, pia]
    assert kinds(theirs).count("TicketTaken") == 1


def test_undoing_puts_back_what_nobody_changed_since_and_only_once(ana: User, pia: User, max_: User) -> None:
    had_one, had_none, given_on = make.a_ticket(), make.a_ticket(), make.a_ticket()
    assigning.assign(had_one, by=ana, to=max_)
    batch = do_together([had_one, had_none, given_on], by=ana, act="assign", value=pia.pk)
    assigning.assign(given_on, by=pia, to=ana)
    with pytest.raises(Forbidden):
        undo_together(batch, by=pia)
    assert answers(undo_together(batch, by=ana)) == [201, 201, 409]
    assert owners([had_one, had_none, given_on]) == [max_, None, ana]
    with pytest.raises(Conflict, match="undone already"):
        undo_together(batch, by=ana)


def test_the_answer_says_when_it_shows_only_some(ana: User, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = do_together([make.a_ticket(), make.a_ticket()], by=ana, act="tag", value=["late"])
    client.force_login(ana)
    assert "of them stand here" not in client.get(f"/batches/{batch.pk}/").content.decode()
    monkeypatch.setattr("tickets.views.together.AT_ONCE", 1)
    assert "1 of them stand here" in client.get(f"/batches/{batch.pk}/").content.decode()


def test_what_comes_in_while_one_looks_at_all_that_a_list_finds_is_left_for_the_next_time(
    ana: User, client: Client
) -> None:
    tickets = [make.a_ticket(channel="chat") for _ in range(2)]
    client.force_login(ana)
    asked = {"all": "1", "in": "channel=chat", "names": "late"}
    page = client.get("/tickets/together/tags/", asked | {"show": "1"}).content.decode()
    said = dict(re.findall(r'name="(found|upto|once)" value="([^"]+)"', page))
    late = make.a_ticket(channel="chat")
    assert client.post("/tickets/together/tags/", asked | said).status_code == 302
    assert set(Ticket.objects.tagged("late")) == set(tickets)
    setting_aside.set_aside(tickets[1], by=ana, reason="spam")
    gone = client.post("/tickets/together/tags/", asked | said | {"once": "another", "names": "later"})
    assert (gone.status_code, late in Ticket.objects.tagged("later")) == (409, False)


def test_every_page_and_door_says_with_what_it_is_done(ana: User, pia: User, client: Client) -> None:
    area, item, ticket = make.an_area("Delivery"), make.an_item(), make.a_ticket()
    client.force_login(ana)
    for noun, field, value, said in (
        ("tags", "names", "late, wet", "Tag: late, wet"),
        ("assignment", "owner", pia.pk, "Assign: Pia"),
        ("assignment", "owner", "", "Assign: Nobody"),
        ("area", "area", area.pk, "Set area: Delivery"),
        ("voices", "item", item.reference, f"Link to an item: {item.reference} · {item.title}"),
        ("replies", "body", "Thank you, {name}.", "Reply: Thank you, {name}."),
        ("setting-aside", "reason", "spam", "Set aside: Spam"),
    ):
        asked = {"ticket": ticket.reference, field: value}
        preview = client.get(f"/tickets/together/{noun}/", asked | {"show": "1"}).content.decode()
        assert f"<h1>{said} <" in preview
        is_idle = "there is nothing to do" in preview
        assert is_idle is ("Left out:" in preview)
        assert is_idle or f'data-default><span class="clip">{said}</span>' in preview
        done = client.post(f"/tickets/together/{noun}/", asked, follow=True)
        assert f"<h1>{said}</h1>" in done.content.decode()
        batch = Batch.objects.latest("pk")
        assert client.get(f"/api/v1/batches/{batch.pk}/").json()["words"] == said
        if batch.shares.changed().exists():
            undone = client.post(f"/batches/{batch.pk}/undoing/", follow=True)
            assert f"<h1>Undo of “{said}”</h1>" in undone.content.decode()
            first = client.get(f"/batches/{batch.pk}/").content.decode()
            assert "This was undone later." in first
            assert f'href="{undone.redirect_chain[0][0]}"' in first


def test_where_all_are_left_out_there_is_nothing_to_press(ana: User, client: Client) -> None:
    asked = {"ticket": [make.a_declined_ticket().reference], "reason": "spam", "show": "1"}
    client.force_login(ana)
    page = client.get("/tickets/together/setting-aside/", asked).content.decode()
    assert "there is nothing to do" in page
    assert "data-default" not in page
    asked["ticket"].append(make.a_ticket().reference)
    assert "data-default" in client.get("/tickets/together/setting-aside/", asked).content.decode()


def test_tags_that_were_there_before_stay_when_it_is_undone(ana: User) -> None:
    one = make.a_ticket()
    tagging.tag(one, by=ana, names=["late"])
    batch = do_together([one, make.a_ticket()], by=ana, act="tag", value=["late", "wet"])
    assert {tag.name for tag in Tag.objects.on(one)} == {"late", "wet"}
    undo_together(batch, by=ana)
    assert {tag.name for tag in Tag.objects.on(one)} == {"late"}


def test_the_area_is_set_and_put_back(ana: User) -> None:
    area, ticket = make.an_area(), make.a_ticket()
    batch = do_together([ticket], by=ana, act="file", value=area.pk)
    ticket.refresh_from_db()
    assert (ticket.product_area, kinds(ticket)[-1]) == (area, "TicketFiled")
    undo_together(batch, by=ana)
    ticket.refresh_from_db()
    assert ticket.product_area is None
    with pytest.raises(Conflict, match="is under no area now"):
        filing.file_under(ticket, by=ana, area=area, seen=area.pk)


def test_what_is_decided_is_not_set_aside_with_the_others(ana: User) -> None:
    decided, spam = make.a_declined_ticket(), make.a_ticket()
    batch = do_together([decided, spam], by=ana, act="set_aside", value="spam")
    assert answers(batch) == [409, 201]
    undo_together(batch, by=ana)
    spam.refresh_from_db()
    assert spam.stage == "to_listen"


def test_what_no_ticket_allows_is_refused_at_once(ana: User, vic: User) -> None:
    ticket = make.a_ticket()
    for act, value in (("assign", ana.pk), ("tag", ["late"]), ("file", None), ("set_aside", "spam")):
        with pytest.raises(Forbidden):
            do_together([ticket], by=vic, act=act, value=value)
    for act, wrong in (("assign", vic.pk), ("tag", [""]), ("file", 10**9), ("set_aside", "sent_twice")):
        with pytest.raises(Invalid):
            do_together([ticket], by=ana, act=act, value=wrong)
    assert not Batch.objects.exists()


def test_many_are_worked_off_in_portions_each_once(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr(batching, "AT_ONCE", 2)
    monkeypatch.setattr(batching, "ring", rung.append)
    tickets = [make.a_ticket() for _ in range(5)]
    batch = do_together(tickets, by=ana, act="assign", value=ana.pk)
    assert answers(batch) == [None] * 5
    with pytest.raises(Conflict, match="still at work"):
        undo_together(batch, by=ana)
    go_on(batch.pk)
    assert (answers(batch), rung[-1:]) == ([201, 201, None, None, None], [batch.pk])
    Batch.objects.update(due_at=batch.at)
    rung.clear()
    batching.go_on_with_all()  # the worker died: the clock rings, and once
    batching.go_on_with_all()
    assert rung == [batch.pk]
    for _ in range(3):
        go_on(batch.pk)
    assert answers(batch) == [201] * 5
    assert all(kinds(one).count("TicketTaken") == 1 for one in tickets)


def test_one_that_breaks_keeps_no_other_waiting(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, fine = make.a_ticket(), make.a_ticket()
    give = assigning.give

    def breaks(ticket: Ticket, **more: Any) -> Ticket:
        if ticket.pk == broken.pk:
            raise ZeroDivisionError
        return give(ticket, **more)

    monkeypatch.setattr(assigning, "give", breaks)
    assert answers(do_together([broken, fine], by=ana, act="assign", value=ana.pk)) == [500, 201]


def test_the_api_answers_for_each_and_begins_nothing_twice(ana: User, pia: User) -> None:
    tickets = [make.a_ticket(), make.a_ticket()]
    body = {"tickets": [*(one.reference for one in tickets), "CS-1000000000"], "owner": pia.email}
    first, again = (ask(ana, "tickets/together/assignment", body, **{"Idempotency-Key": "k"}).json() for _ in range(2))
    assert [one["status"] for one in first["tickets"]] == [201, 201, 422]
    assert (again["id"], Share.objects.count()) == (first["id"], 2)
    assert ask(pia, f"batches/{first['id']}/undoing", {}).status_code == 404
    assert ask(ana, f"batches/{first['id']}/undoing", {}).json()["undoes"] == first["id"]
    area = make.an_area()
    for noun, said in (
        ("tags", {"names": ["wet"]}),
        ("area", {"area": area.pk}),
        ("setting-aside", {"reason": "spam"}),
    ):
        answer = ask(ana, f"tickets/together/{noun}", {"tickets": [tickets[0].reference], **said})
        assert (answer.status_code, answer.json()["tickets"][0]["status"]) == (201, 201)


def test_the_page_previews_does_shows_and_undoes(ana: User, pia: User, client: Client) -> None:
    client.force_login(ana)
    theirs, free = make.a_ticket(), make.a_ticket()
    assigning.assign(theirs, by=ana, to=pia)
    place, asked = "/tickets/together/assignment/", {"ticket": [theirs.reference, free.reference], "owner": pia.pk}
    page = client.get(place, asked | {"show": 1}).content.decode()
    assert "It is so already." in page
    assert "→ <b>Pia</b>" in page
    done = client.post(place, asked | {"seen": [pia.pk, ""], "once": "a"}, follow=True)
    assert "1 done" in (shown := done.content.decode())
    assert "1 was so already" in shown
    assert (
        client.post(place, asked | {"seen": [pia.pk, ""], "once": "a"}, follow=True).redirect_chain
        == done.redirect_chain
    )
    undone = client.post(f"{done.redirect_chain[0][0]}undoing/", follow=True).content.decode()
    assert "Undo of “Assign: Pia”" in undone
    assert owners([theirs, free]) == [pia, None]


def test_all_that_the_list_finds_and_not_what_came_since(ana: User, client: Client) -> None:
    client.force_login(ana)
    mine = [make.a_ticket(channel="chat") for _ in range(2)]
    other, asked = make.a_ticket(channel="phone"), {"all": 1, "in": "channel=chat", "names": "wet"}
    assert "2 tickets" in client.get("/tickets/together/tags/", asked | {"show": 1}).content.decode()
    mine.append(make.a_ticket(channel="chat"))
    assert client.post("/tickets/together/tags/", asked | {"found": "2"}).status_code == 409
    assert client.post("/tickets/together/tags/", asked | {"found": "3"}).status_code == 302
    assert [Tag.objects.on(one).count() for one in [*mine, other]] == [1, 1, 1, 0]


def test_more_than_can_be_done_at_once_is_said_before_anything_is_typed(
    ana: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("chosen", "together"):
        monkeypatch.setattr(f"tickets.views.{room}.MOST", 2)
    client.force_login(ana)
    for _ in range(4):
        make.a_ticket(channel="chat")
    page = client.get("/tickets/together/tags/", {"all": 1, "in": "channel=chat"}).content.decode()
    assert "more than 2 tickets" in page
    assert "/desk/?channel=chat" in page
    assert 'name="names"' not in page


def test_the_preview_costs_the_same_for_many(ana: User, client: Client) -> None:
    client.force_login(ana)
    tickets, area = [make.a_ticket() for _ in range(6)], make.an_area()
    for noun, said in (("assignment", {"owner": ana.pk}), ("tags", {"names": "wet"}), ("area", {"area": area.pk})):

        def cost(some: list[Ticket], noun: str = noun, said: dict[str, Any] = said) -> int:
            with CaptureQueriesContext(connection) as caught:
                client.get(f"/tickets/together/{noun}/", {"ticket": [one.reference for one in some], "show": 1, **said})
            return len(caught)

        cost(tickets)
        assert cost(tickets[:1]) == cost(tickets) <= 12, noun
