"""Outcomes: which changes worked, on the item's page, on one page over all of them, and in the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from backlog.actions.moving import drop
from backlog.actions.shaping import edit, propose
from backlog.models import Item, Measurement
from backlog.tasks import measure_outcomes
from common.clock import now
from common.refusals import Invalid
from tests import make
from tests.backlog.shipped import a_shipped_item, complain, days_ago
from tests.backlog.test_move import an_item_of
from tests.doors import DOORS, APIClient
from tests.following import let_follow


@pytest.fixture
def pias(pia: User, client: Client) -> Client:
    client.force_login(pia)
    return client


@pytest.fixture
def api(pia: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(pia)
    return client


def an_outcome(verdict: str, n: int = 0, **said: Any) -> Measurement:
    """A shipped item of which the numbers say this."""
    area = said.pop("product_area", None)
    item = an_item_of("shipped", title=f"{verdict} {n}", product_area=area)
    found = Measurement.objects.create(
        item=item, shipped_at=item.shipped_at, due_at=now() + timedelta(days=1), measured_at=now(), verdict=verdict
    )
    Measurement.objects.filter(pk=found.pk).update(**said)
    return found


def test_a_card_shows_the_weeks_before_and_since_and_what_they_say(pias: Client) -> None:
    pias.cookies["folded"] = ""
    a_shipped_item(30, before=24)
    make.an_item(title="Not out yet")
    measure_outcomes()
    page = pias.get("/backlog/").content.decode()
    assert page.count('class="wave"') == 1
    assert 'aria-label="0, 0, 0, 0, 3, 7, 7, 7 a week before, 0, 0, 0, 0, 0 a week after"' in page
    assert ">Gone<" in page


def test_a_card_that_came_back_says_so_instead(pias: Client) -> None:
    a_shipped_item(30, before=8, since=[20])
    measure_outcomes()
    page = pias.get("/backlog/").content.decode()
    assert ('class="wave"' in page, ">Came back<" in page) == (False, True)


def titles(answer: Any) -> list[str]:
    return [row.item.title for row in answer.context["page"].rows]


def test_the_items_page_shows_how_the_verdict_came_about(pias: Client) -> None:
    item = a_shipped_item(30, before=24, hypothesis_percent=60)
    complain(item, at=days_ago(3), met=days_ago(40))
    measure_outcomes()
    page = pias.get(f"/backlog/{item.reference}/").content.decode()
    for words in (
        "Did it work?",
        "Gone",
        "24 complaints in the 8 weeks before",
        "0 complaints in the 4.3 weeks since",
        "100 percent fewer a week",
        "Rate ratio",
        "0.00 to 0.31",
        "Nobody complained since, and the whole interval lies below 1.",
        'data-chart="bars"',
        "data-cut",
        "Held",
        "Late reports",
    ):
        assert words in page, words


def test_every_rule_stands_on_the_page_and_one_is_marked(pias: Client) -> None:
    from backlog.verdicts import VERDICTS

    item = a_shipped_item(20, before=24)
    measure_outcomes()
    page = pias.get(f"/backlog/{item.reference}/").content.decode()
    assert page.split('id="rules"')[1].split("</details>")[0].count('aria-current="true"') == 1
    for rule in VERDICTS:
        assert str(rule.sentence) in page


def test_what_was_shipped_just_now_says_that_numbers_will_come(pias: Client) -> None:
    page = pias.get(f"/backlog/{an_item_of('shipped').reference}/").content.decode()
    assert "The first numbers will stand here" in page


def test_nothing_is_divided_by_no_time_at_all(pias: Client) -> None:
    fresh = an_outcome("too_early", before=4, days_before=56)
    an_outcome("gone", before=4, days_before=56, days_after=56, ratio=0)
    page, of_one = (pias.get(url).content.decode() for url in ("/outcomes/", f"/backlog/{fresh.item.reference}/"))
    assert page.count('<td class="num">–</td>') == 1
    assert page.count('<td class="num">0.00</td>') == 1
    assert "<dd>–</dd>" in of_one


@pytest.mark.parametrize("stage", ["proposed", "ready", "dropped"])
def test_what_is_not_out_has_no_outcome(pias: Client, api: APIClient, stage: str) -> None:
    item = an_item_of(stage)
    assert "Did it work?" not in pias.get(f"/backlog/{item.reference}/").content.decode()
    assert api.get(f"/api/v1/items/{item.reference}/verdict/").status_code == 404


def test_the_verdict_of_one_item(api: APIClient) -> None:
    item = a_shipped_item(30, before=24, since=[20], hypothesis_percent=60)
    measure_outcomes()
    told = api.get(f"/api/v1/items/{item.reference}/verdict/").json()
    assert (told["item"], told["verdict"], told["rule"]) == (item.reference, "less", "surely_fewer")
    assert (told["before"], told["after"], told["late"], told["days_before"]) == (24, 1, 0, 56)
    assert told["low"] < told["ratio"] < told["high"] < 1
    assert told["p"] < 0.05
    assert told["hypothesis"] == {
        "percent": 60,
        "days": 30,
        "checked_on": told["hypothesis"]["checked_on"],
        "result": "held",
        "change": told["hypothesis"]["change"],
    }
    assert sum(week["n"] for week in told["weeks"]) == 25
    assert told["came_back_at"]


def test_what_has_no_end_is_null(api: APIClient) -> None:
    item = a_shipped_item(20)
    measure_outcomes()
    told = api.get(f"/api/v1/items/{item.reference}/verdict/").json()
    assert (told["ratio"], told["high"], told["hypothesis"]) == (None, None, None)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["c", "b", "a"]),
        ({"sort": "newest"}, ["c", "b", "a"]),
        ({"sort": "best"}, ["a", "c", "b"]),
        ({"sort": "worst"}, ["b", "c", "a"]),
        ({"sort": "recurrences"}, ["b", "c", "a"]),
        ({"sort": "nonsense"}, ["c", "b", "a"]),
        ({"verdict": "gone"}, ["a"]),
        ({"verdict": "came_back"}, ["b"]),
        ({"verdict": "same"}, []),
    ],
)
def test_sorted_and_filtered(pias: Client, api: APIClient, asked: dict[str, str], expected: list[str]) -> None:
    for title, verdict, ratio, after in (("a", "gone", 0, 0), ("b", "worse", float("inf"), 9), ("c", "less", 0.4, 3)):
        one = an_outcome(verdict, ratio=ratio, after=after)
        Item.objects.filter(pk=one.item_id).update(title=title)
    Measurement.objects.filter(verdict="worse").update(came_back_at=now())
    assert titles(pias.get("/outcomes/", asked)) == expected
    assert [row["title"] for row in api.get("/api/v1/outcomes/", asked).json()["results"]] == expected


def test_of_one_area_and_its_parts(pias: Client, api: APIClient) -> None:
    area = make.an_area()
    part = make.an_area(parent=area)
    for n, where in enumerate((area, part, make.an_area(), None)):
        an_outcome("gone", n, product_area=where)
    assert titles(pias.get("/outcomes/", {"area": area.pk})) == ["gone 1", "gone 0"]
    assert titles(pias.get("/outcomes/", {"area": part.pk})) == ["gone 1"]
    found = api.get("/api/v1/outcomes/", {"area": area.pk}).json()["results"]
    assert [row["title"] for row in found] == ["gone 1", "gone 0"]


@pytest.mark.parametrize("asked", [{"area": "x"}, {"area": "9" * 30}, {"verdict": "a\x00b"}, {"cursor": "nonsense"}])
def test_what_makes_no_sense_is_passed_over(pias: Client, api: APIClient, asked: dict[str, str]) -> None:
    an_outcome("gone")
    assert pias.get("/outcomes/", asked).status_code == 200
    assert api.get("/api/v1/outcomes/", asked).status_code == 200


def test_it_comes_page_by_page(pias: Client, api: APIClient) -> None:
    for n in range(33):
        an_outcome("gone", n, ratio=float("inf") if n % 7 == 0 else n % 5, after=n % 4)
    for sort in ("newest", "best", "worst", "recurrences"):
        first = pias.get("/outcomes/", {"sort": sort})
        second = pias.get("/outcomes/", {"sort": sort, "cursor": first.context["page"].next})
        assert len(set(titles(first) + titles(second))) == 33, sort
        back = pias.get("/outcomes/", {"sort": sort, "cursor": second.context["page"].previous})
        assert titles(back) == titles(first), sort
        rows = api.get("/api/v1/outcomes/", {"sort": sort, "limit": 20}).json()
        rest = api.get("/api/v1/outcomes/", {"sort": sort, "limit": 20, "cursor": rows["next"]}).json()
        assert len({row["item"] for row in rows["results"] + rest["results"]}) == 33, sort


def test_the_cost_does_not_grow_with_the_outcomes(pias: Client) -> None:
    an_outcome("gone", product_area=make.an_area(parent=make.an_area()))
    pias.get("/outcomes/")
    with CaptureQueriesContext(connection) as few:
        pias.get("/outcomes/")
    for n in range(12):
        an_outcome("less", n, product_area=make.an_area(parent=make.an_area()))
    with CaptureQueriesContext(connection) as many:
        pias.get("/outcomes/")
    assert len(many) == len(few)
    assert len(many) <= 12


def test_the_item_costs_no_question_more(pias: Client) -> None:
    item = a_shipped_item(20, before=3, product_area=make.an_area(parent=make.an_area(budget=10**6)))
    measure_outcomes()
    pias.get(f"/backlog/{item.reference}/")
    with CaptureQueriesContext(connection) as asked:
        pias.get(f"/backlog/{item.reference}/")
    assert len(asked) <= 12, "\n".join(query["sql"] for query in asked)


def test_what_was_dropped_is_not_among_them(pias: Client, pia: User) -> None:
    one = an_outcome("gone")
    drop(one.item, by=pia, reason="not_ours", message="Sorry.")
    assert titles(pias.get("/outcomes/")) == []


def test_without_anything_it_says_what_will_be_here(pias: Client) -> None:
    assert "What became of each change will stand here" in pias.get("/outcomes/").content.decode()
    assert "Nothing that we shipped is like this." in pias.get("/outcomes/", {"verdict": "gone"}).content.decode()


def test_a_viewer_sees_it_and_may_not_verify(vic: User, client: Client) -> None:
    item = a_shipped_item(20)
    client.force_login(vic)
    page = client.get(f"/backlog/{item.reference}/").content.decode()
    assert "Did it work?" in page
    assert "verification" not in page


# ---- the hypothesis ------------------------------------------------------------------------------------------------------


def test_a_hypothesis_has_thirty_days_unless_said_otherwise(pia: User) -> None:
    said = {"title": "T", "problem": "P"}
    assert propose(by=pia, hypothesis_percent=60, **said).hypothesis_days == 30
    assert propose(by=pia, hypothesis_percent=60, hypothesis_days=90, **said).hypothesis_days == 90
    assert propose(by=pia, **said).hypothesis_days is None


def test_a_changed_number_keeps_its_days_and_none_takes_them_away(pia: User) -> None:
    item = make.an_item(hypothesis_percent=60, hypothesis_days=90)
    assert edit(item, by=pia, hypothesis_percent=50).hypothesis_days == 90
    assert edit(item, by=pia, hypothesis_days=None).hypothesis_days == 30
    assert edit(item, by=pia, hypothesis_percent=None).hypothesis_days is None


@pytest.mark.parametrize("days", [0, -1, 365, 100_000])
def test_a_hypothesis_has_possible_days(pia: User, days: int) -> None:
    with pytest.raises(Invalid) as refusal:
        make.an_item(hypothesis_percent=60, hypothesis_days=days)
    assert set(refusal.value.fields) == {"hypothesis_days"}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("said", [{"hypothesis_days": 30}, {"hypothesis_days": 30, "hypothesis_percent": ""}])
def test_a_hypothesis_without_a_number_is_refused(door: Any, said: dict[str, Any], pia: User) -> None:
    item = make.an_item()
    if door is DOORS[0]:
        body = {"title": item.title, "problem": item.problem, "promise": item.promise, "monthly_cost": "0", **said}
        assert door(pia, item, "edit", body) == 422
        client = Client()
        client.force_login(pia)
        answer = client.post("/backlog/new/", body)
    else:
        client = APIClient()
        client.force_authenticate(pia)
        said = {name: value or None for name, value in said.items()}
        assert client.patch(f"/api/v1/items/{item.reference}/", said, format="json").status_code == 422
        answer = client.post("/api/v1/items/", {"title": "T", "problem": "P", **said}, format="json")
    assert answer.status_code == 422
    assert "A hypothesis needs a number" in answer.content.decode()


def test_nothing_is_measured_while_a_page_is_drawn(pias: Client) -> None:
    item = a_shipped_item(20)
    let_follow()
    pias.get(f"/backlog/{item.reference}/")
    pias.get("/outcomes/")
    assert item.measurement.measured_at is None
