"""Everything that is drawn leads to the tickets behind it, and can be taken along."""

import csv
import re
from datetime import timedelta
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from backlog.tasks import measure_outcomes
from common.clock import moved_to, now, today
from metrics.histogram import bucket, longest_of
from metrics.steps import LONGER, STEPS, between
from metrics.tables import TABLES
from tests import make
from tests.backlog.shipped import a_shipped_item
from tests.following import let_be_counted, let_react
from tests.metrics.test_counting import a_little_of_everything
from tests.metrics.test_dashboard import behind
from tickets.actions.listening import listen


@pytest.fixture
def maxs(max_: User, client: Client) -> Client:
    client.force_login(max_)
    return client


def part_of(page: str, name: str) -> str:
    return page.split(f'id="{name}"')[1].split("</section>", maxsplit=1)[0]


def links(text: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="(/dashboard/[a-z_]+/\?[^"]*)"', text)]


def test_every_share_of_how_long_it_took_leads_to_exactly_those_that_took_so_long(maxs: Client, pia: User) -> None:
    with moved_to(now() - timedelta(days=3)):
        slow = [make.a_ticket(), make.a_ticket()]
    for ticket in slow:
        listen(ticket, by=pia, restatement="Late.")
    a_little_of_everything()
    let_be_counted()
    board = maxs.get("/dashboard/").context["board"]
    counted = {(name, step or LONGER): n for name, cells in board.took.items() for step, n in cells}
    assert counted["heard", 4 * 86400] == 2
    assert counted["shipped", 3600] > 0
    said = {key: len(behind(maxs, key[0], {"detail": key[1]})) for key in counted}
    assert said == counted
    found = links(part_of(maxs.get("/dashboard/").content.decode(), "took"))
    assert len(found) == sum(n > 0 for n in counted.values())
    assert "took up to" in maxs.get(found[0]).content.decode()
    assert maxs.get("/dashboard/heard/", {"detail": "7"}).context["tickets"] == []


@pytest.mark.parametrize("at", range(len(STEPS)))
def test_a_step_ends_where_its_last_bucket_does(at: int) -> None:
    seconds = between(str(STEPS[at]))
    assert seconds
    assert longest_of(bucket(seconds[1])) == seconds[1]
    assert bucket(seconds[1] + 1) > bucket(seconds[1])
    following = between(str(STEPS[at + 1]) if at + 1 < len(STEPS) else LONGER)
    assert following
    assert following[0] == seconds[1]
    assert abs(seconds[1] / STEPS[at] - 1) < 0.045


def test_the_points_of_the_days_before_and_of_a_year_before_lead_to_their_tickets(maxs: Client) -> None:
    for days, many in ((0, 1), (8, 1), (84, 2), (364, 3)):
        with moved_to(now() - timedelta(days=days)):
            for _ in range(many):
                make.a_ticket(channel="chat")
            make.a_ticket(channel="phone")
    let_be_counted()
    page = maxs.get("/dashboard/", {"drawn": "received", "channel": "chat"}).content.decode()
    found = links(part_of(page, "trend"))
    assert sorted(len(maxs.get(one).context["tickets"]) for one in found) == [1, 1, 2, 3]


def test_every_area_and_its_days_before_lead_to_their_tickets(maxs: Client) -> None:
    area = make.an_area("Delivery")
    with moved_to(now() - timedelta(days=84)):
        make.a_ticket(product_area=area)
    for _ in range(2):
        make.a_ticket(product_area=area)
    make.a_ticket()
    let_be_counted()
    found = links(part_of(maxs.get("/dashboard/").content.decode(), "areas"))
    assert sorted(len(maxs.get(one).context["tickets"]) for one in found) == [1, 2, 2]


def test_everything_that_is_drawn_has_a_table_and_is_offered_as_a_file(maxs: Client) -> None:
    a_shipped_item(20, before=24)
    measure_outcomes()
    for days in (8, 0):
        with moved_to(now() - timedelta(days=days)):
            make.a_declined_ticket(product_area=make.an_area())
            make.an_accepted_ticket(product_area=make.an_area())
    let_react()
    page = maxs.get("/dashboard/").content.decode()
    assert set(re.findall(r"/dashboard/tables/(\w+)\.csv", page)) == set(TABLES)
    for name in ("trend", "funnel", "reasons", "areas", "heat", "took", "worked"):
        assert re.search(r"<table [^>]*data-chart=.*?<caption", part_of(page, name), re.DOTALL), name
        answer = maxs.get(f"/dashboard/tables/{name}.csv")
        assert len(list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))) > 1, name


def test_an_export_from_the_dashboard_is_narrowed_as_the_dashboard_is_and_says_so(maxs: Client, max_: User) -> None:
    from exports.actions.asking import ask
    from exports.actions.building import build
    from exports.models import Export
    from tests.exports.asked import as_rows

    area = make.an_area("Delivery")
    firm, part = make.a_customer(company="Firm"), make.an_area("Vans", parent=area)
    for told in ({"product_area": part, "customer": firm}, {"product_area": area}, {"customer": firm}):
        make.a_ticket(channel="chat", **told)
    let_be_counted()
    asked: dict[str, Any] = {"area": area.pk, "channel": "chat", "company": "Firm"}
    address = re.search(r'href="(/exports/\?what=counts[^"]*)#ask"', maxs.get("/dashboard/", asked).content.decode())
    assert address
    page = maxs.get(unescape(address[1]))
    sent = {"what": "counts", "format": "csv"} | {field.name: field.value() for field in page.context["narrowing"]}
    assert (str(sent["area"]), sent["company"], sent["last"]) == (str(area.pk), "Firm", today().isoformat())
    assert "Area: Delivery · Channel: Chat · Company: Firm" in page.content.decode()
    assert maxs.post("/exports/", {name: value or "" for name, value in sent.items()}).status_code == 302
    export = Export.objects.get()
    assert "Area: Delivery · Channel: Chat · Company: Firm" in export.narrowed_to
    for filters, n in ((export.filters, 1), ({"area": str(area.pk)}, 2), ({"company": "Firm"}, 2), ({}, 3)):
        made = ask(by=max_, what="counts", ending="parquet", filters=filters)
        build(made.pk)
        made.refresh_from_db()
        assert sum(row["received"] for row in as_rows(made)) == n, filters
        made.delete()
