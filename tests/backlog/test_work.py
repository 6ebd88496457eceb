"""Beside an item: what it waits for, comments, files, what it is done by, and a metric of its own."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from backlog.actions import moving, working
from backlog.actions.measuring import measure
from backlog.actions.shaping import edit
from backlog.models import Item, ItemFile
from common.clock import moved_to, now
from common.refusals import Conflict, Forbidden, Invalid
from journal.actors import SYSTEM
from journal.models import Entry
from tests import make
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS
from tests.following import kinds
from tests.tickets.test_bad_input import PNG

OWN = {"hypothesis_metric": "Refund calls a week", "hypothesis_percent": 30, "hypothesis_days": 14}


def test_an_item_waits_for_another_and_for_a_capability(pia: User, client: Client) -> None:
    item, other, capability = make.an_item(), make.an_item(title="First this"), make.a_capability("Own drivers")
    working.block(item, by=pia, item_before=other)
    working.block(item, by=pia, item_before=other)
    blocker = working.block(item, by=pia, capability=capability)
    assert (item.blockers.count(), kinds(item)[-2:]) == (2, ["ItemBlocked", "ItemBlocked"])
    client.force_login(pia)
    page = client.get(f"/backlog/{item.reference}/").content.decode()
    assert "First this" in page
    assert "Own drivers" in page
    client.post(f"/blockers/{blocker.pk}/removal/")
    assert (item.blockers.get().by_item, kinds(item)[-1]) == (other, "ItemUnblocked")


def test_a_circle_of_waiting_is_refused_at_both_doors(pia: User) -> None:
    first, second, third = make.an_item(), make.an_item(), make.an_item()
    working.block(first, by=pia, item_before=second)
    working.block(second, by=pia, item_before=third)
    for blocker in (first, third):
        assert [door(pia, third, "blockers", {"blocker": blocker.reference}) for door in DOORS] == [422, 422]
    assert [door(pia, third, "blockers", {}) for door in DOORS] == [422, 422]
    assert not third.blockers.exists()


def test_colleagues_comment_and_customers_never_see_it(ana: User, vic: User) -> None:
    item = make.an_item()
    assert [door(ana, item, "comments", {"body": "Look at <b>CS-1</b>."}) for door in DOORS] == [201, 201]
    assert [door(ana, item, "comments", {"body": " "}) for door in DOORS] == [422, 422]
    assert [door(vic, item, "comments", {"body": "Hm."}) for door in DOORS] == [403, 403]
    client = Client()
    client.force_login(vic)
    assert "&lt;b&gt;" in client.get(f"/backlog/{item.reference}/").content.decode()


def test_whom_a_comment_mentions_is_told(ana: User, pia: User) -> None:
    item = make.an_item()
    said = working.comment(item, by=ana, body="@Pia, is this one yours? See CS-1.")
    told = Entry.objects.get(kind="ColleagueMentioned")
    assert (told.about_id, told.plain["about_type"], told.plain["source"]) == (pia.pk, "backlog.item", said.pk)
    client = Client()
    client.force_login(pia)
    assert '<b class="mention">@Pia</b>' in client.get(f"/backlog/{item.reference}/").content.decode()


def test_files_are_kept_by_the_rules_of_complaints(ana: User, client: Client) -> None:
    item = make.an_item()
    client.force_login(ana)
    sent = client.post(f"/backlog/{item.reference}/files/", {"files": SimpleUploadedFile("a.png", PNG)})
    bad = client.post(f"/backlog/{item.reference}/files/", {"files": SimpleUploadedFile("a.html", b"<script>")})
    none = client.post(f"/backlog/{item.reference}/files/", {})
    assert [sent.status_code, bad.status_code, none.status_code] == [302, 422, 422]
    kept = ItemFile.objects.get(item=item)
    answer = client.get(f"/backlog/files/{kept.key}/")
    assert (b"".join(answer.streaming_content), answer["Content-Disposition"]) == (PNG, 'attachment; filename="a.png"')
    assert client.get(f"/backlog/files/{kept.key}/preview/")["Content-Type"] == "image/webp"
    assert Client().get(f"/backlog/files/{kept.key}/").status_code == 302


def test_who_owns_it_and_when_it_is_done_are_said_with_the_rest(pia: User, max_: User) -> None:
    item = edit(make.an_item(), by=pia, owner=max_, acceptance="A message within a minute.")
    item.refresh_from_db()
    assert (item.owner, item.acceptance) == (max_, "A message within a minute.")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"hypothesis_percent": None}, "hypothesis_percent"),
        ({"hypothesis_percent": 101}, "hypothesis_percent"),
        ({"hypothesis_metric": "", "hypothesis_rises": True}, "hypothesis_rises"),
        ({"hypothesis_metric": "x" * 121}, "hypothesis_metric"),
    ],
)
def test_a_hypothesis_needs_its_number(pia: User, said: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        edit(make.an_item(), by=pia, **OWN | said)
    assert set(refused.value.fields) == {field}


def shipped_long_ago(pia: User, **more: object) -> Item:
    with moved_to(now() - timedelta(days=20)):
        item = make.an_item(**OWN | more)
        moving.move(item, by=pia, stage="ready")
        return moving.ship(item, by=pia)


@pytest.mark.parametrize(
    ("found", "rises", "result"), [("60", False, "held"), ("80", False, "not_held"), ("140", True, "held")]
)
def test_a_metric_of_its_own_is_read_by_a_person_on_its_day(pia: User, found: str, rises: bool, result: str) -> None:
    item = shipped_long_ago(pia, hypothesis_rises=rises)
    assert measure(item, by=SYSTEM).hypothesis == ""
    assert [door(pia, item, "metric", {"before": "100", "found": found}) for door in DOORS] == [201, 201]
    item.refresh_from_db()
    measured = measure(item, by=SYSTEM)
    assert (measured.hypothesis, measured.verdict) == (result, "too_early")
    edit(item, by=pia, hypothesis_percent=31)
    assert item.hypothesis_found is None


def test_nobody_reads_it_before_its_day_from_zero_or_in_words(pia: User, ana: User) -> None:
    early = an_item_of("shipped", **OWN)
    with pytest.raises(Conflict):
        working.read_metric(early, by=pia, before=Decimal(1), found=Decimal(1))
    item = shipped_long_ago(pia)
    assert [door(pia, item, "metric", {"before": "0", "found": "1"}) for door in DOORS] == [422, 422]
    assert [door(pia, item, "metric", {"before": "many", "found": "1"}) for door in DOORS] == [422, 422]
    with pytest.raises(Forbidden):
        working.read_metric(item, by=ana, before=Decimal(1), found=Decimal(1))
