"""Edit: what an item says is changed, and nobody writes over another unseen."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from backlog.actions.shaping import edit
from backlog.models import Item
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.backlog.test_move import an_item_of
from tests.doors import APIClient, html
from tests.following import kinds

AN_EDIT = {"title": "Tell people sooner", "problem": "Nobody tells them.", "promise": "At once.", "monthly_cost": "5"}


def patch(user: User, item: Item, said: Any, **headers: str) -> Any:
    client = APIClient()
    client.force_authenticate(user)
    return client.patch(f"/api/v1/items/{item.reference}/", said, format="json", headers=headers)


def test_an_edit_names_the_fields_that_changed_and_counts_the_version(pia: User) -> None:
    item = edit(make.an_item(), by=pia, title="Other", problem="Nobody tells them")
    item.refresh_from_db()
    entry = Entry.objects.about(item).last()
    assert (item.title, item.version, entry.kind, entry.plain["fields"]) == ("Other", 2, "ItemEdited", ["title"])


def test_an_edit_that_changes_nothing_is_none(pia: User) -> None:
    item = make.an_item()
    edit(item, by=pia, title=item.title)
    assert (item.version, kinds(item)) == (1, ["ItemProposed"])


def test_who_edits_what_someone_else_changed_is_told(pia: User, max_: User) -> None:
    item = make.an_item()
    edit(item, by=max_, title="Theirs", version=1)
    with pytest.raises(Conflict):
        edit(item, by=pia, title="Mine", version=1)
    item.refresh_from_db()
    assert item.title == "Theirs"


def test_a_promise_in_work_is_not_taken_out(pia: User) -> None:
    with pytest.raises(Invalid) as refusal:
        edit(an_item_of("ready"), by=pia, promise=" ")
    assert set(refusal.value.fields) == {"promise"}
    assert edit(make.an_item(), by=pia, promise="").promise == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"problem": ""},
        {"monthly_cost": Decimal(-1)},
        {"monthly_cost": Decimal(10) ** 14},
        {"hypothesis_percent": 0},
    ],
)
def test_nonsense_is_refused_beside_its_field(pia: User, wrong: dict[str, Any]) -> None:
    item = make.an_item()
    with pytest.raises(Invalid) as refusal:
        edit(item, by=pia, **wrong)
    assert set(refusal.value.fields) == set(wrong)
    assert Item.objects.get().version == 1


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_only_keepers_edit(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        edit(make.an_item(), by=make.a_colleague("X", role), title="Mine")


@pytest.mark.parametrize("role", ["product", "manager"])
def test_both_doors_edit(role: str, db: None) -> None:
    who = make.a_colleague("Someone", role)
    one, other = make.an_item(), make.an_item()
    assert html(who, one, "edit", AN_EDIT | {"version": "1"}) == 201
    assert patch(who, other, {"title": "Tell people sooner"}).status_code == 200
    assert set(Item.objects.values_list("title", flat=True)) == {"Tell people sooner"}


@pytest.mark.parametrize("role", ["agent", "admin", "viewer"])
def test_both_doors_say_whose_it_is(role: str, db: None) -> None:
    who, item = make.a_colleague("X", role), make.an_item()
    assert html(who, item, "edit", AN_EDIT) == 403
    assert patch(who, item, {"title": "Mine"}).status_code == 403


def test_the_form_says_when_it_is_too_late_and_keeps_what_was_typed(pia: User, client: Client) -> None:
    client.force_login(pia)
    item = edit(make.an_item(), by=pia, title="Theirs")
    answer = client.post(f"/backlog/{item.reference}/edit/", AN_EDIT | {"version": "1"})
    assert answer.status_code == 409
    assert "Tell people sooner" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"monthly_cost": "-1"},
        {"monthly_cost": "NaN"},
        {"monthly_cost": "9" * 40},
        {"hypothesis_percent": "101"},
        {"product_area": "x"},
    ],
)
def test_both_doors_say_what_does_not_fit(pia: User, wrong: dict[str, str]) -> None:
    item = make.an_item()
    assert html(pia, item, "edit", AN_EDIT | wrong) == 422
    assert patch(pia, item, wrong).status_code == 422


def test_the_api_edits_only_what_is_given(pia: User) -> None:
    item = make.an_item(monthly_cost=7, hypothesis_percent=30)
    patch(pia, item, {"title": "Other"})
    item.refresh_from_db()
    assert (item.title, item.monthly_cost, item.hypothesis_percent) == ("Other", 7, 30)


def test_the_api_edits_only_what_still_is_what_was_read(pia: User) -> None:
    item = make.an_item()
    client = APIClient()
    client.force_authenticate(pia)
    tag = client.get(f"/api/v1/items/{item.reference}/").headers["ETag"]
    assert patch(pia, item, {"title": "First"}, **{"If-Match": tag}).status_code == 200
    answer = patch(pia, item, {"title": "Second"}, **{"If-Match": tag})
    assert (answer.status_code, answer.json()["title"]) == (412, "Changed meanwhile")
    assert patch(pia, item, {"title": "Third"}, **{"If-Match": "*"}).status_code == 200


@pytest.mark.parametrize("said", [[], "words", {"stage": "shipped"}, {"rank": 1}, {"version": 9}])
def test_the_api_edits_nothing_else(pia: User, said: Any) -> None:
    item = make.an_item()
    patch(pia, item, said)
    item.refresh_from_db()
    assert (item.stage, item.version, kinds(item)) == ("proposed", 1, ["ItemProposed"])
