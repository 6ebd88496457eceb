"""Move: along the board, and within a column by hand."""

import pytest

from accounts.models import User
from backlog.actions import moving
from backlog.actions.moving import drop, move
from backlog.actions.verifying import verify
from backlog.models import Item
from backlog.workflow import ITEM_WORKFLOW, ItemStage, reachable
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS, ask_api
from tests.following import kinds

TABLE: dict[str, set[str]] = {  # from where one may move to where, dropping and verifying apart
    "proposed": {"ready", "in_progress"},
    "ready": {"proposed", "in_progress", "shipped"},
    "in_progress": {"proposed", "ready", "shipped"},
    "shipped": {"in_progress"},
    "verified": {"in_progress"},
    "dropped": set(),
}


def an_item_of(stage: str, **said) -> Item:
    """An item of any stage, brought there by verbs."""
    item, boss = make.an_item(**said), make.someone()
    ways = {
        "proposed": [],
        "ready": ["ready"],
        "in_progress": ["in_progress"],
        "shipped": ["ready", "shipped"],
        "verified": ["ready", "shipped"],
        "dropped": [],
    }
    for step in ways[stage]:
        move(item, by=boss, stage=step)
    if stage == "verified":
        return verify(item, by=boss, reason="We asked them.")
    return drop(item, by=boss, reason="not_ours", message="Sorry.") if stage == "dropped" else item


def column(stage: str) -> list[str]:
    return [item.title for item in Item.objects.column(stage)]


@pytest.mark.parametrize("source", ItemStage.values)
@pytest.mark.parametrize("target", [s for s in ItemStage.values if s != "dropped"])
def test_only_along_the_table(pia: User, source: str, target: str) -> None:
    item = an_item_of(source)
    if target in TABLE[source] or (target == source != "dropped"):
        assert move(item, by=pia, stage=target).stage == target
    else:
        with pytest.raises(Invalid if (source, target) == ("shipped", "verified") else Conflict):
            move(item, by=pia, stage=target)


@pytest.mark.parametrize("source", ItemStage.values)
def test_the_targets_on_the_page_are_the_table(source: str) -> None:
    assert {str(target) for target in reachable(source, "product")} == TABLE[source]
    assert reachable(source, "agent") == []


def test_every_verb_is_for_keepers(db: None) -> None:
    for line in ITEM_WORKFLOW.values():
        assert {"product", "manager"} <= line.roles <= {"product", "manager", "system"}


def test_a_move_is_one_entry_that_says_from_where_to_where(pia: User) -> None:
    item = move(make.an_item(), by=pia, stage="ready")
    entry = Entry.objects.about(item).last()
    assert kinds(item) == ["ItemProposed", "ItemMoved"]
    assert (entry.plain["source"], entry.plain["target"], entry.actor) == ("proposed", "ready", pia)


def test_a_moved_item_comes_last_unless_a_place_is_named(pia: User) -> None:
    for title in "ABC":
        make.an_item(title=title)
    item = an_item_of("ready", title="X")
    move(item, by=pia, stage="proposed")
    assert column("proposed") == ["A", "B", "C", "X"]


@pytest.mark.parametrize(
    ("place", "order"),
    [({"after": 0}, "ADBC"), ({"after": 2}, "ABCD"), ({"before": 0}, "DABC"), ({"before": 2}, "ABDC"), ({}, "ABCD")],
)
def test_the_order_in_a_column_is_by_hand(pia: User, place: dict[str, int], order: str) -> None:
    items = [make.an_item(title=title) for title in "ABCD"]
    move(items[3], by=pia, **{side: items[at] for side, at in place.items()})
    assert "".join(column("proposed")) == order


def test_a_place_in_another_column_is_no_place(pia: User) -> None:
    make.an_item(title="A")
    item = make.an_item(title="B")
    move(item, by=pia, after=an_item_of("ready", title="R"))
    assert column("proposed") == ["A", "B"]


def test_a_thousand_moves_to_the_same_place_keep_the_order(pia: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from backlog.actions import shaping

    monkeypatch.setattr(moving, "GAP", 4)
    monkeypatch.setattr(shaping, "GAP", 4)
    items = [make.an_item(title=title) for title in "ABC"]
    for n in range(12):
        move(items[2 if n % 2 else 1], by=pia, after=items[0])
        expected = "ACB" if n % 2 else "ABC"
        assert "".join(column("proposed")) == expected
    assert len(set(Item.objects.values_list("rank", flat=True))) == 3


def test_what_goes_to_work_has_a_promise(pia: User) -> None:
    item = make.an_item(promise="")
    for stage in ("ready", "in_progress"):
        with pytest.raises(Invalid) as refusal:
            move(item, by=pia, stage=stage)
        assert set(refusal.value.fields) == {"promise"}


def test_what_came_back_keeps_the_day_it_was_shipped(pia: User) -> None:
    item = an_item_of("shipped")
    day = item.shipped_at
    assert move(item, by=pia, stage="in_progress").shipped_at == day


@pytest.mark.parametrize("stage", ["dropped", "lost", "PROPOSED"])
def test_not_every_word_is_a_column(pia: User, stage: str) -> None:
    with pytest.raises(Invalid) as refusal:
        move(make.an_item(), by=pia, stage=stage)
    assert set(refusal.value.fields) == {"stage"}


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_keepers_move_to_another_column_or_within_one(db: None, role: str) -> None:
    other = make.a_colleague("X", role)
    with pytest.raises(Forbidden):
        move(make.an_item(), by=other, stage="ready")
    with pytest.raises(Forbidden):
        move(make.an_item(), by=other, after=make.an_item())


def test_a_refusal_changes_nothing(pia: User) -> None:
    item = make.an_item()
    with pytest.raises(Conflict):
        move(item, by=pia, stage="verified")
    item.refresh_from_db()
    assert (item.stage, kinds(item)) == ("proposed", ["ItemProposed"])


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["product", "manager"])
def test_every_door_moves(door, role: str, db: None) -> None:
    first, item = an_item_of("ready", title="A"), make.an_item(title="B")
    assert door(make.a_colleague("Someone", role), item, "move", {"stage": "ready", "before": first.reference}) == 201
    assert column("ready") == ["B", "A"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_every_door_says_whose_it_is(door, role: str, db: None) -> None:
    assert door(make.a_colleague("X", role), make.an_item(), "move", {"stage": "ready"}) == 403


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_when_it_is_too_late(door, pia: User) -> None:
    assert door(pia, an_item_of("verified"), "move", {"stage": "ready"}) == 409


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong",
    [{"stage": "lost"}, {"stage": "dropped"}, {"after": "PB-987654321"}, {"before": "CS-1"}, {"stage": "a\x00b"}],
)
def test_every_door_says_what_does_not_fit(door, pia: User, wrong: dict[str, str]) -> None:
    assert door(pia, make.an_item(), "move", wrong) == 422


def test_the_board_asks_by_script_and_is_answered_in_json(pia: User, client) -> None:
    client.force_login(pia)
    item, json = make.an_item(), {"accept": "application/json"}
    answer = client.post(f"/backlog/{item.reference}/move/", {"stage": "ready"}, headers=json)
    assert (answer.status_code, answer.json()["stage"]) == (200, "ready")
    answer = client.post(f"/backlog/{item.reference}/move/", {"stage": "verified"}, headers=json)
    assert answer.status_code == 409
    assert item.reference in answer.json()["detail"]


def test_the_api_answers_with_the_moved_item(pia: User) -> None:
    assert ask_api(pia, make.an_item(), "move", {"stage": "ready"}).json()["stage"] == "ready"


@pytest.mark.parametrize("door", DOORS)
def test_what_is_not_there_is_not_moved(door, pia: User) -> None:
    assert door(pia, Item(pk=987654321), "move", {"stage": "ready"}) == 404


@pytest.mark.parametrize("place", ["after", "before"])
def test_an_item_does_not_stand_beside_itself(pia: User, place: str) -> None:
    first, second = make.an_item(), make.an_item()
    with pytest.raises(Invalid) as refusal:
        move(first, by=pia, **{place: first})
    assert set(refusal.value.fields) == {place}
    assert list(Item.objects.column("proposed")) == [first, second]
