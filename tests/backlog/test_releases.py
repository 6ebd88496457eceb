"""Releases: planned, filled, shipped together or not at all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from backlog.actions.moving import drop, ship
from backlog.actions.releasing import edit, plan, put_in, take_out
from backlog.actions.shipping import draft_notes, ship_together
from backlog.models import Item, Release, Share, Shipment
from common.clock import moved_to, now, today
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.backlog.releases import DOORS, an_item_in_work
from tests.backlog.test_move import an_item_of
from tests.doors import APIClient
from tests.following import kinds


def stages(release: Release) -> list[str]:
    return list(Item.objects.filter(shipments__release=release).order_by("pk").values_list("stage", flat=True))


# ---- plan and edit -------------------------------------------------------------------------------------------------------


def test_a_release_is_planned_with_a_name_and_a_day(pia: User) -> None:
    release = plan(by=pia, name=" Spring ", planned_on=today() + timedelta(days=9))
    assert (release.name, release.shipped_at, kinds(release)) == ("Spring", None, ["ReleasePlanned"])


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 121, "a\x00b"])
def test_a_release_needs_a_name(pia: User, name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        plan(by=pia, name=name)
    assert "name" in refusal.value.fields


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_keepers_plan(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        plan(by=make.a_colleague("X", role), name="Spring")


def test_both_doors_plan(pia: User, client: Client) -> None:
    client.force_login(pia)
    assert client.post("/releases/", {"name": "Spring"}).url == f"/releases/{Release.objects.get().pk}/"
    caller = APIClient()
    caller.force_authenticate(pia)
    answer = caller.post("/api/v1/releases/", {"name": "Summer", "planned_on": "2027-06-01"}, format="json")
    assert (answer.status_code, answer.json()["planned_on"], answer.json()["items"]) == (201, "2027-06-01", [])


def test_both_doors_say_what_is_wrong_with_a_plan_and_keep_what_was_typed(pia: User, client: Client) -> None:
    client.force_login(pia)
    answer = client.post("/releases/", {"name": "", "version": "2.4"})
    assert answer.status_code == 422
    assert 'value="2.4"' in answer.content.decode()
    caller = APIClient()
    caller.force_authenticate(pia)
    assert caller.post("/api/v1/releases/", {"name": ""}, format="json").json()["errors"].keys() == {"name"}


def test_what_it_says_may_be_changed_and_only_changes_are_history(pia: User) -> None:
    release = make.a_release()
    edit(release, by=pia, name=release.name, version="2.4")
    edit(release, by=pia, version="2.4")
    assert kinds(release) == ["ReleasePlanned", "ReleaseEdited"]
    assert Entry.objects.about(release).last().plain["fields"] == ["version"]


def test_what_was_shipped_keeps_its_version_and_its_day(pia: User) -> None:
    release = make.a_shipped_release()
    for said in ({"version": "9"}, {"planned_on": today()}):
        with pytest.raises(Conflict):
            edit(Release.objects.get(pk=release.pk), by=pia, **said)
    assert edit(release, by=pia, notes_en="Better words.").notes_en == "Better words."


@pytest.mark.parametrize("door", DOORS)
def test_every_door_writes_the_notes(door, pia: User) -> None:
    release = make.a_release()
    assert door(pia, release, "notes", {"notes_ko": "바뀝니다", "notes_en": "It changes."}) == 201
    release.refresh_from_db()
    assert (release.notes("ko"), release.notes("en")) == ("바뀝니다", "It changes.")


# ---- put in and take out -------------------------------------------------------------------------------------------------


def test_an_item_is_put_in_and_taken_out(pia: User) -> None:
    release, item = make.a_release(), an_item_in_work()
    put_in(release, by=pia, item=item)
    take_out(release, by=pia, item=item)
    assert kinds(release) == ["ReleasePlanned", "ItemPutIn", "ItemTakenOut"]
    assert not Shipment.objects.exists()


def test_an_item_waits_in_one_release(pia: User) -> None:
    item = an_item_in_work()
    first = make.a_release(item, name="First")
    with pytest.raises(Conflict, match="First"):
        put_in(make.a_release(), by=pia, item=item)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shipment.objects.create(release=make.a_release(), item=item)
    assert list(first.shipments.values_list("item", flat=True)) == [item.pk]


@pytest.mark.parametrize("stage", ["shipped", "verified", "dropped"])
def test_what_is_over_is_not_put_in(pia: User, stage: str) -> None:
    with pytest.raises(Conflict):
        put_in(make.a_release(), by=pia, item=an_item_of(stage))


def test_what_is_not_in_cannot_be_taken_out(pia: User) -> None:
    with pytest.raises(Conflict):
        take_out(make.a_release(), by=pia, item=an_item_in_work())


@pytest.mark.parametrize("verb", ["ship", "drop"])
def test_what_is_shipped_or_dropped_on_its_own_leaves_what_is_planned(pia: User, verb: str) -> None:
    item = an_item_in_work()
    release = make.a_release(item)
    if verb == "ship":
        ship(item, by=pia)
    else:
        drop(item, by=pia, reason="not_ours", message="Sorry.")
    assert not release.shipments.exists()


@pytest.mark.parametrize("door", DOORS)
def test_every_door_puts_in_and_takes_out(door, pia: User) -> None:
    release, item = make.a_release(), an_item_in_work()
    assert door(pia, release, "items", {"item": item.reference}) == 201
    assert release.shipments.count() == 1
    assert door(pia, release, "items", {"item": item.reference}) == 409
    assert door(pia, release, "items/removal", {"item": item.reference}) == 201
    assert door(pia, release, "items/removal", {"item": item.reference}) == 409
    assert door(pia, release, "items", {"item": "PB-987654"}) == 422
    assert door(make.a_colleague("V", "viewer"), release, "items", {"item": item.reference}) == 403


# ---- ship together -------------------------------------------------------------------------------------------------------


def test_all_of_it_ships_in_one_moment_by_the_verb_of_the_items(pia: User) -> None:
    items = [an_item_in_work(), an_item_of("ready")]
    release, moment = make.a_release(*items), now()
    with moved_to(moment):
        ship_together(release, by=pia, version="2.4")
    assert stages(release) == ["shipped", "shipped"]
    assert set(Item.objects.values_list("shipped_at", flat=True)) == {moment}
    assert kinds(release)[-1] == "ReleaseShipped"
    for item in items:
        assert kinds(item)[-1] == "ItemShipped"
        assert Entry.objects.about(item).last().plain["release_id"] == release.pk


def test_without_another_word_everyone_has_it(pia: User) -> None:
    release = make.a_shipped_release()
    share = Share.objects.get(release=release)
    assert (share.percent, share.since) == (100, release.shipped_at)


def test_a_day_that_was_may_be_named(pia: User) -> None:
    with moved_to(now() - timedelta(days=9)):
        release = make.a_release(an_item_in_work())
    day = today() - timedelta(days=3)
    ship_together(release, by=pia, version="1", on=day)
    assert timezone.localdate(release.shipped_at, timezone.get_default_timezone()) == day
    assert release.recorded_at > release.shipped_at


def test_a_day_to_come_was_not_shipped(pia: User) -> None:
    release = make.a_release(an_item_in_work())
    with pytest.raises(Invalid) as refusal:
        ship_together(release, by=pia, version="1", on=today() + timedelta(days=1))
    assert refusal.value.fields.keys() == {"on"}


def test_nothing_ships_before_it_was_proposed(pia: User) -> None:
    with pytest.raises(Invalid) as refusal:
        ship_together(make.a_release(an_item_in_work()), by=pia, version="1", on=today() - timedelta(days=400))
    assert refusal.value.fields.keys() == {"on"}


def test_an_empty_release_does_not_ship_and_everything_wrong_is_said_at_once(pia: User) -> None:
    with pytest.raises(Invalid) as refusal:
        ship_together(make.a_release(), by=pia, on=today() + timedelta(days=1))
    assert refusal.value.fields.keys() == {"version", "", "on"}


def test_a_version_ships_once(pia: User) -> None:
    make.a_shipped_release(version="2.4-Beta")
    release = make.a_release(an_item_in_work())
    with pytest.raises(Invalid, match="already"):
        ship_together(release, by=pia, version="2.4-BETA")


def test_one_item_that_cannot_ship_keeps_all_of_it_back(pia: User) -> None:
    able, unable = an_item_in_work(), make.an_item()
    release = make.a_release(able, unable)
    with pytest.raises(Conflict, match=unable.reference):
        ship_together(release, by=pia, version="2.4")
    able.refresh_from_db()
    assert (able.stage, Release.objects.get(pk=release.pk).shipped_at) == ("in_progress", None)


def test_it_ships_once(pia: User) -> None:
    release = make.a_shipped_release()
    with pytest.raises(Conflict, match="already"):
        ship_together(release, by=pia, version="3")


@pytest.mark.parametrize("door", DOORS)
def test_every_door_ships_a_release(door, pia: User) -> None:
    release = make.a_release(an_item_in_work())
    assert door(make.a_colleague("A", "agent"), release, "shipment", {"version": "2.4"}) == 403
    assert door(pia, release, "shipment", {"version": ""}) == 422
    assert door(pia, release, "shipment", {"version": "2.4", "on": f"{today() + timedelta(days=2)}"}) == 422
    assert door(pia, release, "shipment", {"version": "2.4"}) == 201
    assert door(pia, release, "shipment", {"version": "2.5"}) == 409
    assert stages(release) == ["shipped"]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_that_it_is_empty(door, pia: User) -> None:
    assert door(pia, make.a_release(), "shipment", {"version": "2.4"}) == 422


# ---- notes and pages -----------------------------------------------------------------------------------------------------


def test_the_notes_begin_with_the_promises_in_both_languages(pia: User) -> None:
    release = make.a_release(an_item_in_work(promise="From now on we\ntell you."), an_item_in_work(promise="And more."))
    assert "• From now on we tell you.\n• And more." in draft_notes(release, "en")
    assert draft_notes(release, "ko").endswith("• And more.")


def test_the_notes_of_a_language_promise_in_it(pia: User) -> None:
    release = make.a_release(make.an_item(promise_other="앞으로는 먼저 알려 드릴게요."))
    assert draft_notes(release, "ko").endswith("• 앞으로는 먼저 알려 드릴게요.")
    assert draft_notes(release, "en").endswith("• From now on we tell you.")


def test_what_was_written_stays_and_what_was_not_is_drafted_on_shipping(pia: User) -> None:
    release = make.a_release(an_item_in_work())
    edit(release, by=pia, notes_en="Our own words.")
    ship_together(release, by=pia, version="1")
    assert (release.notes_en, "From now on" in release.notes_ko) == ("Our own words.", True)


def test_the_list_shows_what_was_shipped_and_what_is_planned(pia: User, client: Client) -> None:
    client.force_login(pia)
    shipped, planned = make.a_shipped_release(), make.a_release()
    for show, release in (("shipped", shipped), ("planned", planned)):
        assert [row.pk for row in client.get("/releases/", {"show": show}).context["page"].rows] == [release.pk]
    caller = APIClient()
    caller.force_authenticate(pia)
    for show, names in (("shipped", [shipped.name]), ("planned", [planned.name]), ("", [planned.name, shipped.name])):
        found = caller.get("/api/v1/releases/", {"show": show}).json()["results"]
        assert [row["name"] for row in found] == names


@pytest.mark.parametrize("role", ["agent", "product", "viewer"])
@pytest.mark.parametrize("is_shipped", [False, True])
def test_everyone_sees_a_release_but_only_keepers_are_offered_deeds(
    client: Client, db: None, role: str, is_shipped: bool
) -> None:
    release = make.a_shipped_release() if is_shipped else make.a_release(an_item_in_work())
    client.force_login(make.a_colleague("Someone", role))
    page = client.get(f"/releases/{release.pk}/").content.decode()
    assert "From now on we tell you." in page
    assert (f"/releases/{release.pk}/edit/" in page) == (role == "product")


@pytest.mark.parametrize("many", [1, 8])
def test_the_pages_cost_the_same_however_much_is_in_them(
    pia: User, client: Client, django_assert_max_num_queries, many: int
) -> None:
    client.force_login(pia)
    for _ in range(many):
        make.a_shipped_release(an_item_in_work())
        make.a_release(an_item_in_work())
    release = make.a_shipped_release(*(an_item_in_work() for _ in range(many)))
    planned = make.a_release(*(an_item_in_work() for _ in range(many)))
    client.get("/releases/")
    for path in ("", f"{release.pk}/", f"{planned.pk}/", f"{release.pk}/told/"):
        with django_assert_max_num_queries(12):
            client.get(f"/releases/{path}")


@pytest.mark.parametrize("stage", ["in_progress", "shipped"])
def test_an_item_names_its_release(pia: User, client: Client, stage: str) -> None:
    item = an_item_in_work()
    release = make.a_release(item, name="Spring")
    if stage == "shipped":
        ship_together(release, by=pia, version="1")
    client.force_login(pia)
    page = client.get(f"/backlog/{item.reference}/").content.decode()
    assert f'href="/releases/{release.pk}/"' in page
