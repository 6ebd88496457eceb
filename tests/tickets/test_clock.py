"""The one clock: since when a customer waits for a word of ours, and by when we promised the next."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now
from common.hours import Hours, public_holidays
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tickets.actions.assessing import assess
from tickets.actions.listening import hear_more, listen, mishear
from tickets.actions.promising import reckon_anew, set_targets
from tickets.actions.writing import note, reply
from tickets.models import Targets, Ticket
from tickets.templatetags.hours import why_here

SEOUL = ZoneInfo("Asia/Seoul")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OFFICE = {"to_listen": 8, "to_assess": 16, "to_decide": 40, "weekdays": [0, 1, 2, 3, 4]} | {
    "opens_at": time(9), "closes_at": time(18), "holidays_of": "KR"
}  # fmt: skip


def seoul(*when: int) -> datetime:
    return datetime(*when, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (seoul(2026, 11, 26, 10), 8, seoul(2026, 11, 26, 18)),
        (seoul(2026, 11, 26, 10), 9, seoul(2026, 11, 27, 10)),
        (seoul(2026, 11, 27, 17), 2, seoul(2026, 11, 30, 10)),
        (seoul(2026, 11, 28, 12), 1, seoul(2026, 11, 30, 10)),
        (seoul(2026, 9, 23, 17), 2, seoul(2026, 9, 28, 10)),
        (seoul(2026, 2, 27, 17), 2, seoul(2026, 3, 3, 10)),
        (seoul(2026, 12, 23, 17), 2, seoul(2026, 12, 28, 10)),
    ],
    ids=[
        "same day",
        "over night",
        "over a week-end",
        "at a week-end",
        "Chuseok",
        "a substitute day",
        "our own day off",
    ],
)
def test_hours_are_counted_while_we_work(start: datetime, hours: int, end: datetime) -> None:
    is_public = public_holidays("KR")
    office = Hours(frozenset(range(5)), time(9), time(18), lambda day: is_public(day) or day == date(2026, 12, 24))
    assert office.after(start, hours) == end


def test_who_works_always_or_never_counts_every_hour() -> None:
    start = seoul(2026, 11, 28, 12)
    assert Hours().after(start, 8) == Hours(frozenset()).after(start, 8) == start + 8 * HOUR


def test_the_clock_runs_from_the_first_unanswered_word(ana: User) -> None:
    begun = now() - 5 * DAY
    with moved_to(begun):
        ticket = make.a_ticket()
    with moved_to(begun + HOUR):
        hear_more(ticket, by=ticket.customer, body="Hello?")
    assert (ticket.waiting_since, ticket.unanswered_since, ticket.due_at) == (begun, begun, begun + 8 * HOUR)
    with moved_to(begun + DAY):
        listen(ticket, by=ana, restatement="Late.")
    assert (ticket.waiting_since, ticket.unanswered_since) == (begun + DAY, None)
    with moved_to(begun + 2 * DAY):
        assess(ticket, by=ana, weighing=make.answers(), finding="sustainable", rationale="So.")
        note(ticket, by=ana, body="Among us.")
    assert ticket.waiting_since == begun + DAY, "the customer heard nothing of it"
    with moved_to(begun + 3 * DAY):
        hear_more(ticket, by=ticket.customer, body="And?")
    assert (ticket.waiting_since, ticket.due_at) == (begun + DAY, begun + 3 * DAY + 8 * HOUR)
    assert why_here(ticket) == "the customer wrote again"
    due = ticket.due_at
    with moved_to(begun + 3 * DAY + HOUR):
        hear_more(ticket, by=ticket.customer, body="Still there?")
    assert ticket.due_at == due, "chasing never moves it down"
    with moved_to(begun + 4 * DAY):
        reply(ticket, by=ana, body="We are at it.")
    ticket.refresh_from_db()
    assert (ticket.waiting_since, ticket.due_at) == (begun + 4 * DAY, begun + 7 * DAY)
    assert why_here(ticket) == "assessed, to be decided"


def test_not_quite_is_an_unanswered_word_and_a_colleagues_doubt_is_none(pia: User) -> None:
    theirs, ours = make.a_heard_ticket(), make.a_heard_ticket()
    since = ours.waiting_since
    mishear(ours, by=pia, missed="The date.")
    assert (ours.unanswered_since, ours.waiting_since) == (None, since)
    with moved_to(since + HOUR):
        hear_more(theirs, by=theirs.customer, body="And?")
    with moved_to(since + 2 * HOUR):
        mishear(theirs, by=theirs.customer, missed="The date.")
    assert theirs.unanswered_since == since + HOUR, "the first word that nobody answered counts"


def test_whose_word_waits_for_an_answer_is_found_also_when_it_was_decided(client: Client, ana: User) -> None:
    declined = make.a_declined_ticket()
    make.a_declined_ticket()
    hear_more(declined, by=declined.customer, body="Why?")
    client.force_login(ana)
    page = client.get("/desk/", {"stage": "declined", "answer": "due"})
    assert [ticket.reference for group in page.context["groups"] for ticket in group.rows] == [declined.reference]
    reply(declined, by=ana, body="Because.")
    declined.refresh_from_db()
    assert (declined.unanswered_since, declined.due_at) == (None, None)


def test_what_waits_already_follows_new_targets_in_batches(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tickets.actions.promising.BATCH", 2)
    with moved_to(seoul(2026, 11, 27, 17)):
        tickets = [make.a_ticket() for _ in range(3)]
    decided = make.a_declined_ticket()
    set_targets(by=ada, **OFFICE | {"to_listen": 2})
    assert [reckon_anew() for _ in range(3)] == [2, 1, 0]
    for ticket in tickets:
        ticket.refresh_from_db()
        assert ticket.due_at == seoul(2026, 11, 30, 10)
    decided.refresh_from_db()
    assert decided.due_at is None
    with moved_to(seoul(2026, 11, 28, 12)):
        assert make.a_ticket().due_at == seoul(2026, 11, 30, 11)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to_listen": 0}, "to_listen"),
        ({"to_decide": 2001}, "to_decide"),
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [7]}, "weekdays"),
        ({"closes_at": None}, "closes_at"),
        ({"closes_at": time(9)}, "closes_at"),
        ({"holidays_of": "XX"}, "holidays_of"),
    ],
)
def test_what_cannot_be_targets(ada: User, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        set_targets(by=ada, **OFFICE | wrong)
    assert set(refusal.value.fields) == {field}
    assert not Targets.objects.exists()


def test_both_doors_set_them_for_administrators(client: Client, ada: User, ana: User) -> None:
    api = APIClient()
    api.force_authenticate(ada)
    typed = {"to_listen": 4, "to_assess": 8, "to_decide": 16, "weekdays": [0, 1], "opens_at": "09:00"}
    typed |= {"closes_at": "18:00", "holidays_of": "KR", "days_off": "2026-12-24, 2026-12-25\n2026-12-31", "version": 0}
    client.force_login(ada)
    assert "24" in client.get("/settings/hours/").content.decode()
    assert client.post("/settings/hours/", typed | {"days_off": "soon"}).status_code == 422
    assert client.post("/settings/hours/", typed).status_code == 302
    assert client.post("/settings/hours/", typed).status_code == 409
    said = api.get("/api/v1/targets/").json()
    assert (said["to_listen"], said["days_off"], said["version"]) == (4, ["2026-12-24", "2026-12-25", "2026-12-31"], 1)
    assert api.put("/api/v1/targets/", said | {"to_listen": 3}, format="json").json()["version"] == 2
    assert api.put("/api/v1/targets/", said, format="json").status_code == 409
    with pytest.raises(Forbidden):
        set_targets(by=ana, **OFFICE)
    with pytest.raises(Conflict):
        set_targets(by=ada, **OFFICE, version=1)


def test_a_ticket_says_what_brought_it_here(db: None) -> None:
    assert [why_here(make.a_ticket_of(stage)) for stage in ("to_listen", "to_assess", "to_decide")] == [
        "new", "heard, to be assessed", "assessed, to be decided"
    ]  # fmt: skip
    assert Ticket.objects.filter(here_by="").count() == 0
