"""What may never be true of blockers, comments, files and of voices that are carried: the database refuses it."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from backlog.models import Blocker, Comment, Item, ItemFile, Regrouping, Voice
from common.clock import now
from tests import make
from tests.refusing import refused


def test_a_blocker_is_an_item_or_a_capability(db: None) -> None:
    item = make.an_item()
    both = {"by_item": make.an_item(), "by_capability": make.a_capability()}
    for what in ({}, both):
        refused(Blocker(item=item, **what).save, because="a_blocker_is_an_item_or_a_capability")


def test_nothing_blocks_itself(db: None) -> None:
    item = make.an_item()
    refused(Blocker(item=item, by_item=item).save, because="nothing_blocks_itself")


@pytest.mark.parametrize(
    ("by", "make_it", "rule"),
    [
        ("by_item", make.an_item, "an_item_is_blocked_by_another_once"),
        ("by_capability", make.a_capability, "an_item_waits_for_a_capability_once"),
    ],
)
def test_an_item_waits_for_a_thing_once(db: None, by: str, make_it: Callable[[], Any], rule: str) -> None:
    said = {"item": make.an_item(), by: make_it()}
    Blocker.objects.create(**said)
    refused(lambda: Blocker.objects.create(**said), because=rule)


def test_a_comment_says_something(pia: User) -> None:
    comment = Comment(item=make.an_item(), body=" \n", by=pia, at=now())
    refused(comment.save, because="a_comment_says_something")


def test_a_file_is_not_empty(pia: User) -> None:
    file = ItemFile(item=make.an_item(), key="k", name="a", content_type="image/png", size=0, by=pia, at=now())
    refused(file.save, because="a_file_is_not_empty")


def test_voices_are_carried_elsewhere(pia: User) -> None:
    item = make.an_item()
    refused(Regrouping(source=item, target=item, by=pia, at=now()).save, because="voices_are_carried_elsewhere")


def test_what_was_taken_away_is_withdrawn(pia: User) -> None:
    voice = make.an_accepted_ticket().voices.get()
    carried = Regrouping.objects.create(source=voice.item, target=make.an_item(), by=pia, at=now())
    refused(lambda: Voice.objects.update(taken_by=carried), because="what_was_taken_away_is_withdrawn")


def test_what_is_joined_is_dropped_for_another(db: None) -> None:
    one, other = make.an_item(), make.an_item()
    dropped = {"stage": "dropped", "drop_reason": "not_ours", "drop_message": "Sorry."}
    for said in ({"joined_into": other}, dropped | {"joined_into": one}):
        change = lambda said=said: Item.objects.filter(pk=one.pk).update(**said)  # noqa: E731
        refused(change, because="what_is_joined_is_dropped_for_another")
