"""Reply to many: each customer reads a text of their own, nobody reads it before it can be taken back no longer."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from common.refusals import Invalid
from journal.models import Entry
from notifications.models import Mail
from tests import make
from tests.following import let_follow, mails_to
from tests.tickets.test_together import answers, ask
from tickets.actions import batching, keeping, writing
from tickets.actions.batching import do_together, stop_together, undo_together
from tickets.models import Message, Ticket, Unsent

BODY = "Dear {name}, we look into {reference}.\n\nWe understood: {understood}"


@pytest.fixture(autouse=True)
def _a_moment(settings: Any) -> None:
    settings.UNDO_SECONDS = 15


def said_on(ticket: Ticket) -> list[str]:
    return list(Message.objects.filter(ticket=ticket, undone_at=None).values_list("body", flat=True))


def test_each_gets_words_of_their_own_and_what_is_not_known_is_left_out(ana: User, settings: Any) -> None:
    settings.UNDO_SECONDS = 0
    emma, noah = make.a_ticket(), make.a_heard_ticket(customer=make.a_customer("Noah"))
    batch = do_together([emma, noah, make.a_ticket(anonymous=True)], by=ana, act="reply", value=BODY)
    assert answers(batch) == [201, 201, 409]
    assert said_on(emma) == [f"Dear Emma Whitfield, we look into {emma.reference}."]
    assert said_on(noah)[0].endswith("We understood: Late, and nobody said so.")
    let_follow()
    assert "Dear Noah" in mails_to(noah)[-1].text


def test_taking_it_back_in_time_tells_nobody_and_leaves_what_one_had_begun(ana: User) -> None:
    ticket = make.a_ticket()
    keeping.keep(ticket, by=ana, kind="note", body="She called at nine")
    batch = do_together([ticket], by=ana, act="reply", value="Dear {name}, soon.")
    assert answers(undo_together(batch, by=ana)) == [201]
    let_follow()
    assert (said_on(ticket), Mail.objects.filter(kind="reply").exists()) == ([], False)
    assert Unsent.objects.get().body == "She called at nine"


def test_what_has_left_is_not_taken_back(ana: User) -> None:
    ticket = make.a_ticket()
    batch = do_together([ticket], by=ana, act="reply", value="Soon.")
    writing.let_leave(Message.objects.get().pk)
    assert answers(undo_together(batch, by=ana)) == [409]
    assert said_on(ticket) == ["Soon."]


def test_whom_somebody_else_wrote_to_since_the_preview_is_left_out(ana: User, pia: User) -> None:
    theirs, free = make.a_ticket(), make.a_ticket()
    newest = Entry.objects.order_by("pk").last()
    assert newest
    writing.reply(theirs, by=pia, body="I called you back.")
    seen = {theirs.pk: newest.pk, free.pk: newest.pk}
    assert answers(do_together([theirs, free], by=ana, act="reply", value="Soon.", seen=seen)) == [409, 201]


def test_words_that_cannot_be_filled_in_are_refused_at_both_doors(ana: User, client: Client) -> None:
    ticket = make.a_ticket()
    client.force_login(ana)
    for body in ("Dear {nmae}", " ", "From now on {promise}"):
        with pytest.raises(Invalid):
            do_together([ticket], by=ana, act="reply", value=body)
        assert ask(ana, "tickets/together/replies", {"tickets": [ticket.reference], "body": body}).status_code == 422
        page = client.post("/tickets/together/replies/", {"ticket": ticket.reference, "body": body})
        assert page.status_code == 422


def test_the_page_shows_the_text_of_each_sends_it_and_takes_it_back(ana: User, client: Client) -> None:
    client.force_login(ana)
    ticket, place = make.a_ticket(), "/tickets/together/replies/"
    asked = {"ticket": ticket.reference, "body": "Dear {name},\n\nunfortunately late."}
    page = client.post(place, asked | {"show": 1}).content.decode()
    assert "Dear Emma Whitfield," in page
    assert "1 phrase in it excuses or blames." in page
    done = client.post(place, asked, follow=True)
    assert "It has not left yet." in done.content.decode()
    client.post(f"{done.redirect_chain[0][0]}undoing/")
    assert said_on(ticket) == []


def test_what_is_still_to_do_can_be_stopped(ana: User, pia: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "AT_ONCE", 1)
    monkeypatch.setattr(batching, "ring", lambda _batch: None)
    tickets = [make.a_ticket(), make.a_ticket()]
    batch = do_together(tickets, by=ana, act="reply", value="Soon.")
    batching.go_on(batch.pk)
    assert ask(pia, f"batches/{batch.pk}/stopping", {}).status_code == 404
    stop_together(batch, by=ana)
    assert answers(batch) == [201, 409]
    assert ask(ana, f"batches/{batch.pk}/stopping", {}).status_code == 409
    assert answers(undo_together(batch, by=ana)) == [201]
