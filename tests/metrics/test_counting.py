"""Counts are a function of entries: each entry once, and the same whenever, however and by whomever they are counted."""

from collections import Counter
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from backlog.actions import moving
from backlog.actions.moving import drop
from common.clock import moved_to, now, today
from customers.models import Customer
from journal import gathering
from journal.actions import deliver
from journal.models import Delivery
from metrics.actions import upkeep
from metrics.actions.comparing import check_everything
from metrics.actions.counting import COLUMNS, FILLED, PLACE, Cell, put
from metrics.actions.rebuilding import rebuild
from metrics.actions.recounting import REACTION
from metrics.models import Count, Reckoning
from tests import make
from tests.following import let_be_counted, let_follow, let_react
from tickets.actions.deciding import resurface
from tickets.actions.listening import confirm, listen, mishear


def counted(**where: object) -> dict[tuple[str, str], int]:
    """(measure, detail) → how many, without what came to nothing, durations and hours."""
    sums: Counter[tuple[str, str]] = Counter()
    for row in Count.objects.filter(**({"grain": "d", "cut": "each"} | where)):
        sums.update({(name, ""): getattr(row, name) for name in COLUMNS})
        for key, n in zip(row.keys, row.numbers, strict=True):
            measure, _colon, detail = key.partition(":")
            sums[measure, detail] += n
    return {key: n for key, n in sums.items() if n}


def kept() -> list[tuple[object, ...]]:
    """Every count that is one."""
    names = [*PLACE, *FILLED]
    rows = Count.objects.values_list(*names).order_by(*PLACE)
    return [row for row in rows if any(row[len(PLACE) :])]


def all_differences() -> list[str]:
    return list(check_everything())


def a_little_of_everything(customer: Customer | None = None) -> None:
    """Tickets at every stage, over some days, areas and channels; one promise dropped, one decline taken back."""
    boss, van, area, whose = (
        make.someone(),
        make.a_capability(),
        make.an_area(),
        {"customer": customer} if customer else {},
    )
    for days, channel in ((9, "phone"), (2, "chat"), (0, "phone")):
        with moved_to(now() - timedelta(days=days)):
            for stage in ("to_listen", "to_assess", "to_decide", "accepted", "declined", "set_aside"):
                make.a_ticket_of(stage, channel=channel, product_area=area if days else None, **whose)
            resurface(make.a_declined_ticket(waiting_for=van, **whose), by=boss, why="demand_grew")
            make.a_declined_ticket(waiting_for=van, channel=channel, **whose)
    dropped = make.an_accepted_ticket(product_area=area, **whose).voices.get().item
    drop(dropped, by=boss, reason="not_ours", message="Sorry.")
    shipped = make.an_accepted_ticket(channel="chat", **whose).voices.get().item
    moving.move(shipped, by=boss, stage="ready")
    moving.ship(shipped, by=boss)


def test_every_step_is_counted_once(db: None) -> None:
    for stage in ("to_listen", "to_assess", "to_decide", "accepted", "declined", "set_aside"):
        make.a_ticket_of(stage)
    let_be_counted()
    let_be_counted()
    told = counted()
    assert {name: told[name, ""] for name in ("received", "heard", "assessed", "accepted", "declined", "set_aside")} == {
        "received": 6, "heard": 4, "assessed": 3, "accepted": 1, "declined": 1, "set_aside": 1,
    }  # fmt: skip
    assert (told["declined", "not_sustainable"], told["set_aside", "spam"], told["sent", "manager"]) == (1, 1, 2)
    assert (told["promoted", ""], told["proposed", ""], told["from_complaint", ""], told["lasting", ""]) == (1, 1, 1, 1)
    assert (told["in_time", ""], ("late", "") in told) == (6, False)


def test_a_count_knows_day_area_channel_language_and_company_in_every_cut_and_span_that_is_kept(db: None) -> None:
    area, customer = make.an_area(), make.a_customer(company="Firm")
    with moved_to(datetime(2025, 3, 14, 12, tzinfo=timezone.get_default_timezone())):
        make.a_ticket(product_area=area, channel="chat", customer=customer)
    let_be_counted()
    rows = set(Count.objects.values_list(*PLACE[:6], "company_id"))
    days = {"d": "2025-03-14", "w": "2025-03-10", "m": "2025-03-01"}
    wanted = {"all": (0, "", "", 0), "area": (area.pk, "", "", 0), "channel": (0, "chat", "", 0), "language": (0, "", "en", 0),
              "team": (0, "", "", 0), "company": (0, "", "", customer.company_id),
              "co_area": (area.pk, "", "", customer.company_id), "co_team": (0, "", "", customer.company_id), "each": (area.pk, "chat", "en", 0),
              "but_area": (0, "chat", "en", 0)}  # fmt: skip
    assert {(cut, grain, str(first), *rest) for cut, grain, first, *rest in rows} == {
        (cut, grain, first, *where)
        for cut, where in wanted.items()
        for grain, first in days.items()
        if grain != "d" or where[-1] == 0
    } | {("finest", "d", days["d"], area.pk, "chat", "en", customer.company_id)}


def test_the_day_is_the_firms_day(db: None, settings) -> None:
    noon = timezone.datetime(2025, 3, 1, 15, 30, tzinfo=timezone.get_fixed_timezone(0))  # half past midnight in Seoul
    with moved_to(noon):
        make.a_ticket()
    let_be_counted()
    row = Count.objects.get(cut="all", grain="d")
    assert (settings.TIME_ZONE, str(row.first), row.hours) == ("Asia/Seoul", "2025-03-02", [6 * 24 + 0])


def test_another_time_zone_counts_everything_again_by_its_own_days(db: None, settings) -> None:
    with moved_to(timezone.datetime(2025, 3, 1, 15, 30, tzinfo=timezone.get_fixed_timezone(0))):
        make.a_ticket()
    let_be_counted()
    assert upkeep.catch_up()
    settings.TIME_ZONE = "America/New_York"
    timezone.get_default_timezone.cache_clear()
    assert not upkeep.catch_up(within_seconds=-1)
    while not upkeep.catch_up(within_seconds=-1):
        pass
    row = Count.objects.get(cut="all", grain="d")
    assert (str(row.first), row.hours, Reckoning.objects.get().rules[-16:]) == (
        "2025-03-01",
        [5 * 24 + 10],
        "America/New_York",
    )


def test_listening_again_is_not_counted_again_and_a_customers_answer_is(ana: User) -> None:
    ticket = make.a_heard_ticket()
    mishear(ticket, by=ana, missed="The fridge.")
    listen(ticket, by=ana, restatement="The fridge.")
    confirm(ticket, by=ticket.customer)
    let_be_counted()
    told = counted()
    assert (told["heard", ""], told["misheard", ""], told["confirmed", ""]) == (1, 1, 1)


def test_what_was_answered_after_its_hour_is_late(ana: User) -> None:
    with moved_to(now() - timedelta(days=2)):
        ticket = make.a_ticket()
    listen(ticket, by=ana, restatement="Late.")
    let_be_counted()
    assert (counted()["late", ""], ("in_time", "") in counted()) == (1, False)


def test_waiting_goes_up_and_down(pia: User) -> None:
    from capabilities.actions import arrive

    van = make.a_capability()
    for _ in range(2):
        make.a_declined_ticket(waiting_for=van)
    let_react()
    assert counted()["waiting", str(van.pk)] == 2
    arrive(van, by=pia)
    let_react()
    assert ("waiting", str(van.pk)) not in counted()


def test_a_dropped_promise_is_a_decline_by_its_reason(pia: User) -> None:
    drop(make.an_accepted_ticket().voices.get().item, by=pia, reason="not_ours", message="Sorry.")
    let_be_counted()
    assert (counted()["accepted", ""], counted()["declined", "not_ours"]) == (1, 1)


def test_a_complaint_is_shipped_once_however_often_its_item_is(pia: User) -> None:
    item = make.an_accepted_ticket(channel="chat").voices.get().item
    moving.move(item, by=pia, stage="in_progress")
    moving.ship(item, by=pia)
    let_follow()
    assert counted(channel="chat")["shipped", ""] == 1
    assert counted(channel="chat")["told", ""] == 1
    make.an_accepted_ticket(item, channel="phone")
    moving.move(item, by=pia, stage="in_progress")
    moving.ship(item, by=pia)
    let_react()
    assert (counted(channel="chat")["shipped", ""], counted(channel="phone")["shipped", ""]) == (1, 1)
    assert all_differences() == []


def test_counting_again_gives_the_same(db: None) -> None:
    a_little_of_everything()
    let_be_counted()
    assert all_differences() == []
    before = kept()
    list(rebuild())
    assert kept() == before
    assert all_differences() == []


def test_gathering_counts_what_one_by_one_counts_in_any_order(db: None) -> None:
    a_little_of_everything()
    waiting = Delivery.objects.filter(reaction=REACTION).order_by("-pk").values_list("pk", flat=True)
    for pk in waiting[:20]:
        deliver(pk)
    assert gathering.gather(REACTION) == len(waiting) - 20
    assert gathering.gather(REACTION) == 0
    assert all_differences() == []
    assert counted()["received", ""] == 26


def test_what_comes_late_and_what_still_waits_is_counted_once_by_a_recount(db: None) -> None:
    with moved_to(now() - timedelta(days=40)):
        make.a_declined_ticket()
        waits = make.a_ticket()
    late = Delivery.objects.filter(reaction=REACTION, entry__about_id=waits.pk)
    early = Delivery.objects.filter(reaction=REACTION).exclude(pk__in=late)
    for pk in list(early.values_list("pk", flat=True)):
        deliver(pk)
    list(rebuild())
    assert counted()["received", ""] == 1
    deliver(late.get().pk)
    assert counted()["received", ""] == 2
    assert all_differences() == []


def test_what_was_given_up_is_counted_by_a_recount_and_then_done(db: None) -> None:
    make.a_ticket()
    given_up = Delivery.objects.filter(reaction=REACTION)
    given_up.update(dead_at=now())
    list(rebuild())
    assert (counted()["received", ""], given_up.get().dead_at, given_up.get().done_at is None) == (1, None, False)


def test_what_other_rules_counted_is_no_difference_but_counted_again_and_then_compared(db: None) -> None:
    make.a_heard_ticket()
    let_be_counted()
    assert upkeep.catch_up()
    Count.objects.filter(grain="d").update(heard=7)
    Reckoning.objects.update(rules="1 Mars/Base", differences=85, said="of before", checked_at=None)
    assert upkeep.compare_a_sample().checked_at is None, "while it is counted again most days differ"
    assert upkeep.catch_up()
    state = Reckoning.objects.get()
    assert (state.differences, state.said, state.checked_at is None) == (0, "", False)


@pytest.mark.parametrize(
    "damage",
    [
        ("day", {"heard": 7}),
        ("day", {"keys": ["declined:not_yet"], "numbers": [9]}),
        ("day", {"durations": [1], "durations_n": [9]}),
        ("month", {"hours": [1], "hours_n": [9]}),
        ("month", {"heard": 7}),
        ("day", None),
    ],
)
def test_a_difference_is_an_error_and_is_mended_by_counting_again(
    db: None, damage: tuple[str, dict[str, object] | None], caplog: pytest.LogCaptureFixture
) -> None:
    make.a_heard_ticket()
    let_be_counted()
    assert upkeep.compare_a_sample().differences == 0
    span, said = damage
    rows = Count.objects.filter(grain=span[0], cut="each" if span == "day" else "all")
    rows.update(**said) if said else rows.delete()
    with pytest.raises(CommandError) as end:
        call_command("rebuild_metrics", "--check", stdout=StringIO())
    assert end.value.returncode == 1
    assert upkeep.compare_a_sample().differences > 0
    assert "counts differ from the journal" in caplog.text
    assert Reckoning.objects.get().said
    out = StringIO()
    call_command("rebuild_metrics", hands=1, stdout=out)
    assert "2 entries counted." in out.getvalue()
    call_command("rebuild_metrics", "--check", stdout=out)
    assert "agree" in out.getvalue()


@pytest.mark.parametrize("word", ['a "said" one', "a, {b}", "back\\slash", "둘\nlines", "NULL", ""])
def test_a_word_is_kept_as_it_is(db: None, word: str) -> None:
    put({Cell("each", "d", today(), channel="", language="ko"): {"declined": 1, f"declined:{word}": 1}})
    row = Count.objects.get()
    assert (row.keys, row.numbers, row.channel, row.declined) == ([f"declined:{word}"], [1], "", 1)


@given(st.sampled_from(["TicketReopened", "MessageWritten", "TicketTaken"]))
def test_what_is_no_measure_ticks_nothing(kind: str) -> None:
    from journal.events import Event
    from metrics.actions.ticking import ticked

    plain = {"ticket_id": 1, "owner_id": 1, "message_id": 1, "kind": "note"}
    assert list(ticked(Event.read(kind, plain, timezone.now()), timezone.now())) == []
