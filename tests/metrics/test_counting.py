"""Counts are a function of entries: each entry once, and the same whenever they are counted again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from backlog.actions.moving import drop
from common.clock import moved_to, now, today
from journal.models import Delivery
from metrics import actions
from metrics.models import DayCount, Measure
from metrics.queries import Scope
from tests import make
from tests.following import let_follow
from tickets.actions.deciding import resurface
from tickets.actions.listening import listen, mishear


def counted(**where: object) -> dict[tuple[str, str], int]:
    """(measure, detail) → how many, without what came to nothing."""
    sums: dict[tuple[str, str], int] = {}
    for row in DayCount.objects.filter(**where):
        sums[(row.measure, row.detail)] = sums.get((row.measure, row.detail), 0) + row.n
    return {key: n for key, n in sums.items() if n}


def kept() -> list[tuple[object, ...]]:
    """Every count that is one."""
    rows = [row for row in DayCount.objects.all() if row.n or row.seconds]
    return sorted((r.measure, str(r.day), r.area_id, r.channel, r.detail, r.n, tuple(sorted(r.seconds))) for r in rows)


def a_little_of_everything() -> None:
    """Tickets at every stage, over some days, areas and channels; one promise dropped, one decline taken back."""
    boss, van, area = make.someone(), make.a_capability(), make.an_area()
    for days, channel in ((9, "phone"), (2, "chat"), (0, "phone")):
        with moved_to(now() - timedelta(days=days)):
            for stage in ("to_listen", "to_assess", "to_decide", "accepted", "declined", "set_aside"):
                make.a_ticket_of(stage, channel=channel, product_area=area if days else None)
            resurface(make.a_declined_ticket(waiting_for=van), by=boss, why="demand_grew")
            make.a_declined_ticket(waiting_for=van, channel=channel)
    dropped = make.an_accepted_ticket(product_area=area).voices.get().item
    drop(dropped, by=boss, reason="not_ours", message="Sorry.")


@pytest.mark.parametrize(
    ("stage", "counts"),
    [
        ("to_listen", {("received", ""): 1}),
        ("to_assess", {("received", ""): 1, ("heard", ""): 1}),
        ("to_decide", {("received", ""): 1, ("heard", ""): 1, ("assessed", "sustainable"): 1}),
        (
            "accepted",
            {
                ("received", ""): 1,
                ("heard", ""): 1,
                ("assessed", "sustainable"): 1,
                ("accepted", ""): 1,
                ("sent", "manager"): 1,
            },
        ),
        (
            "declined",
            {
                ("received", ""): 1,
                ("heard", ""): 1,
                ("assessed", "sustainable"): 1,
                ("declined", "not_sustainable"): 1,
                ("sent", "manager"): 1,
            },
        ),
        ("set_aside", {("received", ""): 1}),
    ],
)
def test_every_step_is_counted_once(db: None, stage: str, counts: dict[tuple[str, str], int]) -> None:
    make.a_ticket_of(stage)
    let_follow()
    let_follow()
    assert counted() == counts


def test_a_count_knows_day_area_and_channel(db: None) -> None:
    area = make.an_area()
    with moved_to(now() - timedelta(days=3)):
        make.a_ticket(product_area=area, channel="chat")
    let_follow()
    row = DayCount.objects.get()
    assert (row.day, row.area_id, row.channel, row.n) == (today() - timedelta(days=3), area.pk, "chat", 1)


def test_the_day_is_the_firms_day(db: None, settings) -> None:
    noon = timezone.datetime(2025, 3, 1, 15, 30, tzinfo=timezone.get_fixed_timezone(0))  # half past midnight in Seoul
    with moved_to(noon):
        make.a_ticket()
    let_follow()
    assert settings.TIME_ZONE == "Asia/Seoul"
    assert DayCount.objects.get().day.isoformat() == "2025-03-02"


def test_listening_again_is_not_counted_again(ana: User) -> None:
    ticket = make.a_heard_ticket()
    mishear(ticket, by=ana, missed="The fridge.")
    listen(ticket, by=ana, restatement="The fridge.")
    let_follow()
    assert counted()[("heard", "")] == 1


def test_waiting_goes_up_and_down(pia: User) -> None:
    from capabilities.actions import arrive

    van = make.a_capability()
    for _ in range(2):
        make.a_declined_ticket(waiting_for=van)
    let_follow()
    assert counted()[("waiting", str(van.pk))] == 2
    arrive(van, by=pia)
    let_follow()
    assert ("waiting", str(van.pk)) not in counted()


def test_a_dropped_promise_is_a_decline_by_its_reason(pia: User) -> None:
    drop(make.an_accepted_ticket().voices.get().item, by=pia, reason="not_ours", message="Sorry.")
    let_follow()
    assert (counted()[("accepted", "")], counted()[("declined", "not_ours")]) == (1, 1)


def test_how_long_it_took_is_kept_for_exact_medians(db: None) -> None:
    begun = now() - timedelta(days=1)
    for minutes in (1, 2, 9):
        with moved_to(begun):
            ticket = make.a_ticket()
        with moved_to(begun + timedelta(minutes=minutes)):
            listen(ticket, by=make.someone(), restatement="Late.")
    let_follow()
    scope = Scope(first=today() - timedelta(days=3), last=today())
    assert DayCount.objects.within(scope).medians() == {"heard": 120.0}


@pytest.mark.parametrize(("hours", "median"), [([1], 1.0), ([1, 2], 1.5), ([5, 1, 3], 3.0), ([1, 1, 1, 100], 1.0)])
def test_the_median_to_a_decision_is_exact_over_days_and_outcomes(db: None, hours: list[int], median: float) -> None:
    for n, waited in enumerate(hours):
        day = today() - timedelta(days=n)
        DayCount.objects.create(
            day=day,
            measure="accepted" if n % 2 else "declined",
            channel="phone",
            detail="" if n % 2 else "not_ours",
            n=1,
            seconds=[waited * 3600],
        )
    found = DayCount.objects.within(Scope(first=today() - timedelta(days=9), last=today())).medians()
    assert found == {"decided": median * 3600}


def test_counting_again_gives_the_same(db: None) -> None:
    a_little_of_everything()
    let_follow()
    assert actions.differences() == []
    before = kept()
    actions.rebuild()
    assert kept() == before
    assert actions.differences() == []


def test_the_order_of_deliveries_does_not_matter(db: None) -> None:
    a_little_of_everything()
    from journal.actions import deliver

    for pk in (
        Delivery.objects.filter(reaction="metrics.reactions.count_it").order_by("-pk").values_list("pk", flat=True)
    ):
        deliver(pk)
    assert actions.differences() == []


def test_check_agrees_and_changes_nothing(db: None) -> None:
    make.a_declined_ticket()
    let_follow()
    out = StringIO()
    call_command("rebuild_metrics", "--check", stdout=out)
    assert "agree" in out.getvalue()


@pytest.mark.parametrize("damage", [{"n": 7}, {"seconds": [1]}, {"channel": "chat"}])
def test_check_ends_with_one_where_counts_differ_and_changes_nothing(db: None, damage: dict[str, object]) -> None:
    make.a_heard_ticket()
    let_follow()
    row = DayCount.objects.filter(measure=Measure.HEARD)
    row.update(**damage)
    out = StringIO()
    with pytest.raises(CommandError) as end:
        call_command("rebuild_metrics", "--check", stdout=out)
    assert end.value.returncode == 1
    assert "heard" in out.getvalue()
    assert DayCount.objects.filter(measure=Measure.HEARD, **damage).exists()


@pytest.mark.parametrize("lost", ["all", "some"])
def test_rebuilding_mends_whatever_was_lost(db: None, lost: str) -> None:
    a_little_of_everything()
    let_follow()
    (DayCount.objects.all() if lost == "all" else DayCount.objects.filter(measure="received")).delete()
    assert actions.differences()
    out = StringIO()
    call_command("rebuild_metrics", stdout=out)
    assert "counts." in out.getvalue()
    call_command("rebuild_metrics", "--check", stdout=StringIO())


@given(st.sampled_from(["TicketMisheard", "TicketReopened", "MessageWritten", "HearingConfirmed", "TicketTaken"]))
def test_what_is_no_measure_ticks_nothing(kind: str) -> None:
    from journal.events import Event

    plain = {"ticket_id": 1, "owner_id": 1, "message_id": 1, "kind": "note"}
    assert list(actions.ticks(Event.read(kind, plain, timezone.now()))) == []
