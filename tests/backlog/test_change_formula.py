"""Change the formula: an administrator writes by what items weigh, and the journal knows it."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.models import User
from backlog.actions.weighing import change_formula
from backlog.models import WeightFormula
from backlog.weight import DEFAULT, TEMPLATES
from common.refusals import Conflict, Forbidden
from journal.models import Entry
from tests import make
from tests.doors import APIClient


def html(user: User, formula: str, **more: object) -> int:
    client = Client()
    client.force_login(user)
    status = client.post("/settings/weight/", {"formula": formula, **more}).status_code
    return 201 if status == 302 else status


def api(user: User, formula: str, **more: object) -> int:
    client = APIClient()
    client.force_authenticate(user)
    return client.post("/api/v1/weight-formula/", {"formula": formula, **more}, format="json").status_code


DOORS = [html, api]


def test_ours_is_in_force_until_someone_writes_another(ada: User) -> None:
    assert WeightFormula.objects.in_force() == DEFAULT
    change_formula("  customers *\n voices ", by=ada)
    assert WeightFormula.objects.in_force() == "customers * voices"


def test_a_change_is_in_the_journal(ada: User) -> None:
    change_formula("customers", by=ada)
    entry = Entry.objects.get(kind="FormulaChanged")
    assert (entry.plain["old"], entry.plain["new"], entry.actor) == (DEFAULT, "customers", ada)


def test_the_same_formula_again_changes_nothing(ada: User) -> None:
    for _ in range(2):
        change_formula("customers", by=ada)
    assert WeightFormula.objects.count() == 1


def test_what_was_in_force_stays_as_it_was(ada: User) -> None:
    change_formula("customers", by=ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        WeightFormula.objects.update(formula="voices")


@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_only_administrators_change_it(db: None, role: str) -> None:
    with pytest.raises(Forbidden):
        change_formula("customers", by=make.someone(role))
    assert [door(make.someone(role), "customers") for door in DOORS] == [403, 403]


def test_what_someone_else_changed_meanwhile_is_not_overwritten(ada: User) -> None:
    change_formula("customers", by=ada)
    with pytest.raises(Conflict):
        change_formula("voices", by=ada, seen=0)
    assert [door(ada, "voices", seen=0) for door in DOORS] == [409, 409]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("formula", [template for _name, template in TEMPLATES.values()])
def test_both_doors_take_every_formula_that_is_ready(ada: User, door, formula: str) -> None:
    assert door(ada, formula) == 201
    assert WeightFormula.objects.in_force() == formula


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("formula", ["", "1 + 1", "customers / 0", "fame", "x" * 301, "open('x')", "\x00"])
def test_both_doors_refuse_nonsense(ada: User, door, formula: str) -> None:
    assert door(ada, formula) == 422
    assert not WeightFormula.objects.exists()


def test_what_was_typed_stays_beside_its_sentence(ada: User, client: Client) -> None:
    client.force_login(ada)
    page = client.post("/settings/weight/", {"formula": "customers * fame"}).content.decode()
    assert "customers * fame" in page
    assert "Place 13: there is no figure called “fame”" in page


def test_after_a_conflict_both_formulas_are_seen(ada: User, client: Client) -> None:
    change_formula("customers + 1", by=ada)
    client.force_login(ada)
    answer = client.post("/settings/weight/", {"formula": "voices + 2", "seen": 0})
    assert answer.status_code == 409
    assert "customers + 1" in answer.content.decode()
    assert "voices + 2" in answer.content.decode()


def test_the_page_shows_figures_templates_and_history(ada: User, client: Client) -> None:
    change_formula("customers + 41", by=ada)
    client.force_login(ada)
    page = client.get("/settings/weight/").content.decode()
    for words in ("RICE", "WSJF", "a company counted once", "customers + 41", "Ada"):
        assert words in page


def test_the_api_shows_how_an_item_came_to_its_weight(pia: User) -> None:
    from tests.following import let_react

    client, item = APIClient(), make.an_item()
    client.force_authenticate(pia)
    assert client.get(f"/api/v1/items/{item.reference}/weight/").json()["weighed_at"] is None
    make.an_accepted_ticket(item)
    let_react()
    said = client.get(f"/api/v1/items/{item.reference}/weight/").json()
    assert (said["weight"], said["formula"], said["figures"]["customers"]) == ("0.40", DEFAULT, "1")
    assert client.get("/api/v1/weight-formula/").json()["formula"] == DEFAULT
