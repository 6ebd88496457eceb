"""Weigh: a formula that people can read, figures that come from the voices, a number that is kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from backlog.actions.exposing import open_to_customers
from backlog.actions.promotion import question
from backlog.actions.shaping import edit
from backlog.actions.shipping import ship_together
from backlog.actions.weighing import change_formula, due_before, weigh, weigh_all
from backlog.models import Item, Voice
from backlog.queries import figures_of
from backlog.tasks import weigh_what_is_due
from backlog.weight import DEFAULT, FIGURES, TEMPLATES, need_a_formula
from backlog.weight import weigh as by_formula
from common.clock import moved_to, now
from common.refusals import Invalid
from tests import make
from tests.backlog.test_move import an_item_of
from tests.doors import APIClient
from tests.following import let_react

THREE = dict.fromkeys(FIGURES, Decimal(3))


def figures(item: Item) -> dict[str, Decimal]:
    return figures_of([item.pk], now())[item.pk]


@pytest.mark.parametrize("formula", [DEFAULT, *(template for _name, template in TEMPLATES.values())])
def test_our_own_formulas_can_be_counted(formula: str) -> None:
    need_a_formula(formula)
    assert by_formula(formula, THREE) is not None


@pytest.mark.parametrize(
    ("formula", "weight"),
    [
        ("customers * importance / estimate", "3.00"),
        ("-customers + 2 ** 3 - (1 - 0.5)", "4.50"),
        ("max(1, customers, 5) + min(voices, 2)", "7.00"),
        ("sqrt(customers + 1) + log(customers + 7)", "3.00"),
        ("customers / 9", "0.33"),
        ("customers ** 3 * 99999999999 * 99999999999", "99999999999.99"),
    ],
)
def test_a_formula_is_a_sum(formula: str, weight: str) -> None:
    assert by_formula(formula, THREE) == Decimal(weight)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("", "Write a formula"),
        ("1 + 1", "names no figure"),
        ("customers / 0", "Place 13: nothing can be divided by zero"),
        ("value / recurrence", "divides by a figure that can be zero"),
        ("customers + fame", "Place 13: there is no figure called “fame”"),
        ("__import__('os')", "Place 1: only min, max, sqrt, log"),
        ("customers.__class__", "Place 1: only figures, numbers"),
        ("customers ** 99", "Place 14: only the powers"),
        ("log(value)", "no result"),
        ("min(customers)", "Place 1: “min” takes"),
        ("customers +", "cannot be read"),
        ("customers if 1 else 2", "only figures"),
        ("True * customers", "only figures"),
        ("'a' * customers", "only figures"),
        ("[customers for _ in value]", "only figures"),
        ("(" * 250 + "customers" + ")" * 250, "300 characters at most"),
        ("1e400 * customers", "only figures"),
        ("\x00customers", "cannot be read"),
        ("고객", "no figure called “고객”"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_a_sentence(formula: str, words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        need_a_formula(formula)
    assert words in str(refusal.value.fields["formula"])


def test_what_divides_by_zero_for_one_item_only_has_no_result() -> None:
    need_a_formula("customers / (customers - 3)")
    assert by_formula("customers / (customers - 3)", THREE) is None


def test_a_company_is_counted_once_and_everyone_else_each(db: None) -> None:
    item = make.an_item()
    for name in ("Emma", "Noah"):
        make.an_accepted_ticket(item, customer=make.a_customer(name, company="Acme"))
    lone = make.a_customer("Lee")
    for customer in (lone, lone):
        make.an_accepted_ticket(item, customer=customer)
    make.an_accepted_ticket(item, anonymous=True)
    found = figures(item)
    assert (found["customers"], found["voices"], found["reach"]) == (3, 5, 3)


def test_the_most_important_word_of_each_counts(db: None) -> None:
    item, lone = make.an_item(), make.a_customer()
    tickets = [make.an_accepted_ticket(item, customer=lone) for _ in range(2)] + [make.an_accepted_ticket(item)]
    for ticket, importance in zip(tickets, (1, 3, 1), strict=True):
        Voice.objects.filter(ticket=ticket).update(importance=importance)
    assert figures(item)["importance"] == 2


def test_money_is_counted_once_per_customer_and_stays_exact(db: None) -> None:
    item, rich = make.an_item(monthly_cost=Decimal("0.10")), make.a_customer()
    type(rich).objects.filter(pk=rich.pk).update(monthly_value=Decimal("100.10"))
    for _ in range(2):
        make.an_accepted_ticket(item, customer=rich)
    found = figures(item)
    assert (found["value"], found["cost"]) == (Decimal("100.10"), Decimal("0.10"))


def test_waiting_counts_days_since_the_first_word(db: None) -> None:
    item = make.an_item()
    with moved_to(now() - timedelta(days=10, hours=1)):
        make.an_accepted_ticket(item)
    make.an_accepted_ticket(item)
    assert figures(item)["waiting"] == 10


def test_a_recurrence_is_what_whoever_already_had_it_met_again(pia: User) -> None:
    item, emma, ben = an_item_of("ready"), make.a_customer("Emma"), make.a_customer("Ben")
    with moved_to(now() - timedelta(days=9)):
        release = make.a_release(item)
        open_to_customers(release, by=pia, names=[emma.email])
        ship_together(release, by=pia, version="4.2")
    make.an_accepted_ticket(item, customer=emma)
    make.an_accepted_ticket(item, customer=ben)
    let_react()
    item.refresh_from_db()
    assert figures(item)["recurrence"] == 1, "Ben did not have it yet"
    assert item.workings["figures"]["recurrence"] == "1"


def test_nothing_said_is_assumed_and_says_so(pia: User) -> None:
    item = make.an_item()
    weigh([item.pk])
    item.refresh_from_db()
    assert item.workings["figures"]["estimate"] == "5"
    assert item.workings["assumed"] == ["estimate", "confidence"]


def test_a_voice_changes_the_weight_and_taking_it_back_changes_it_again(pia: User) -> None:
    item = make.an_item(estimate=Decimal(2))
    let_react()
    item.refresh_from_db()
    assert item.weight == 0
    ticket = make.an_accepted_ticket(item)
    let_react()
    item.refresh_from_db()
    assert (item.weight, item.heard_count) == (1, 1)
    question(ticket, by=pia, body="Really?")
    let_react()
    item.refresh_from_db()
    assert (item.weight, item.heard_count) == (0, 0)


def test_an_edit_changes_the_weight(pia: User) -> None:
    item = make.an_item()
    make.an_accepted_ticket(item)
    edit(item, by=pia, estimate=Decimal("0.5"))
    let_react()
    item.refresh_from_db()
    assert item.weight == 4


def test_weighing_twice_is_as_weighing_once_and_changes_no_version(db: None) -> None:
    item = make.an_item()
    make.an_accepted_ticket(item)
    assert weigh([item.pk]) == 1
    assert weigh([item.pk]) == 0
    item.refresh_from_db()
    assert item.version == 1


def test_another_formula_weighs_everything_anew(ada: User) -> None:
    items = [make.an_item(monthly_cost=n) for n in range(3)]
    let_react()
    change_formula("cost * 2", by=ada)
    weigh_what_is_due()
    assert [Item.objects.get(pk=item.pk).weight for item in items] == [0, 2, 4]
    assert not Item.objects.weighed_before(due_before()).exists()


def test_weighing_goes_on_where_it_was_stopped(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backlog.actions.weighing.BATCH", 2)
    for _ in range(5):
        make.an_item()
    assert not weigh_all(before=now(), until=now() - timedelta(seconds=1))
    assert Item.objects.filter(weighed_at=None).count() == 3
    assert weigh_all(before=now())
    assert Item.objects.filter(weighed_at=None).count() == 0


def test_the_hand_order_stays_when_weights_change(ada: User) -> None:
    items = [make.an_item(monthly_cost=n) for n in range(3)]
    change_formula("cost", by=ada)
    weigh_all(before=now())
    assert list(Item.objects.column("proposed")) == items


def test_rebuilding_finds_what_is_wrong_and_mends_it(db: None, capsys) -> None:
    item = make.an_item()
    Item.objects.update(weight=7)
    with pytest.raises(CommandError):
        call_command("rebuild_weights", check=True)
    assert f"{item.reference}: 7.00 is kept, 0.00 is right." in capsys.readouterr().out
    call_command("rebuild_weights")
    call_command("rebuild_weights", check=True)


def test_the_items_page_shows_how_the_number_came_about(pia: User, client: Client) -> None:
    item = make.an_item()
    make.an_accepted_ticket(item)
    client.force_login(pia)
    assert "being weighed" in client.get(f"/backlog/{item.reference}/").content.decode()
    let_react()
    page = client.get(f"/backlog/{item.reference}/").content.decode()
    for words in (DEFAULT, "a company counted once", "assumed", "5 where there is none"):
        assert words in page


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"estimate": Decimal(0)}, "estimate"),
        ({"estimate": Decimal("0.25")}, "estimate"),
        ({"estimate": Decimal(10_001)}, "estimate"),
        ({"estimate": Decimal("NaN")}, "estimate"),
        ({"confidence": 0}, "confidence"),
        ({"confidence": 101}, "confidence"),
    ],
)
def test_an_estimate_that_makes_no_sense_is_refused_beside_its_field(pia: User, said: dict, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        edit(make.an_item(), by=pia, **said)
    assert set(refusal.value.fields) == {field}


def test_both_doors_take_an_estimate(pia: User, client: Client) -> None:
    item, api = make.an_item(), APIClient()
    api.force_authenticate(pia)
    assert api.patch(f"/api/v1/items/{item.reference}/", {"estimate": "2.5"}, format="json").status_code == 200
    client.force_login(pia)
    form = {"title": "T", "problem": "P", "promise": "We.", "monthly_cost": "0", "estimate": "3", "confidence": "60"}
    assert client.post(f"/backlog/{item.reference}/edit/", form).status_code == 302
    item.refresh_from_db()
    assert (item.estimate, item.confidence) == (3, 60)
    bad = client.post(f"/backlog/{item.reference}/edit/", form | {"estimate": "0"})
    assert bad.status_code == 422
    assert "Between 0.1 and 10,000" in bad.content.decode()
