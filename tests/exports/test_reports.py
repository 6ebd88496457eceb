"""The views for SQL: each answers, says what the product says, is written about, and shows nothing to who may not look."""

import re
from typing import Any

from django.db import connection

from accounts.models import User
from backlog.models import Item
from metrics.dashboard import look
from metrics.queries import Scope
from tests import make
from tests.following import let_react
from tests.house.test_house import ROOT
from tickets.actions import defining, filling, tagging
from tickets.models import StageCount, Ticket

WRITTEN = (ROOT / "docs" / "reports.md").read_text()
ABOUT_PEOPLE = {"email", "phone", "customer", "customer_name", "name"}


def asked(sql: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def views() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in asked("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'reports'"):
        found.setdefault(row["table_name"], set()).add(row["column_name"])
    return found


def test_every_view_and_every_column_of_it_is_written_about(db: None) -> None:
    parts = dict(re.findall(r"^## `reports\.(\w+)`(.*?)(?=^## )", WRITTEN, re.MULTILINE | re.DOTALL))
    told = {name: set(re.findall(r"`(\w+)`(?=[^|]*\|[^|]*\|$)", text, re.MULTILINE)) for name, text in parts.items()}
    assert told == views()
    assert {column for columns in views().values() for column in columns} & ABOUT_PEOPLE == set()


def test_every_view_says_what_the_product_says(pia: User, ada: User) -> None:
    accepted = make.an_accepted_ticket(
        product_area=make.an_area("Delivery"), customer=make.a_customer(company="Hanbit")
    )
    declined = make.a_declined_ticket(waiting_for=make.a_capability("Cold vans"))
    make.a_ticket_set_aside()
    tagging.tag(accepted, by=pia, names=["late"])
    field = defining.define(by=ada, name="Boxes", kind="number")
    filling.fill_in(accepted, by=pia, values={field.pk: "3.5"})
    let_react()
    tickets = {row["ticket_id"]: row for row in asked("SELECT * FROM reports.tickets")}
    by_stage = StageCount.objects.by_stage()
    assert {stage: n for stage, n in by_stage.items() if n} == {"accepted": 1, "declined": 1, "set_aside": 1}
    assert sorted(row["stage"] for row in tickets.values()) == ["accepted", "declined", "set_aside"]
    row = tickets[accepted.pk]
    assert (row["reference"], row["area"], row["company"], row["tags"]) == (
        accepted.reference,
        "Delivery",
        "Hanbit",
        ["late"],
    )
    assert (row["monthly_cost"], row["outcome"], row["reason"]) == (1000, "accepted", None)
    assert tickets[declined.pk]["waits_for"] == "Cold vans"
    assert {row["outcome"] for row in asked("SELECT * FROM reports.decisions WHERE stands")} == {"accepted", "declined"}
    item = Item.objects.heard().get()
    [shown] = asked("SELECT * FROM reports.items")
    assert (shown["item_id"], shown["voices"], shown["customers"], shown["companies"], shown["monthly_cost"]) == (
        item.pk,
        item.voice_count,
        item.customer_count,
        item.company_count,
        item.monthly_cost,
    )
    assert [(row["item_id"], row["ticket_id"], row["speaks"]) for row in asked("SELECT * FROM reports.voices")] == [
        (item.pk, accepted.pk, True)
    ]
    assert [(row["field"], str(row["number"])) for row in asked("SELECT * FROM reports.fields")] == [
        ("Boxes", "3.5000")
    ]
    words = {row["ticket_id"]: row for row in asked("SELECT * FROM reports.words")}
    assert (words[accepted.pk]["verbatim"], words[accepted.pk]["told"]) == (make.WORDS, "We will.")


def test_the_daily_counts_add_up_to_the_dashboard(pia: User) -> None:
    make.an_accepted_ticket(product_area=make.an_area("Delivery"))
    make.a_declined_ticket(channel="chat")
    let_react()
    [days] = asked("SELECT min(day) AS first, max(day) AS last FROM reports.daily_counts")
    totals = look(Scope(**days)).totals
    counted = set(totals) & views()["daily_counts"]
    assert {"received", "heard", "assessed", "accepted", "declined"} <= counted
    [sums] = asked(f"SELECT {', '.join(f'sum({name})::int AS {name}' for name in counted)} FROM reports.daily_counts")
    assert sums == {name: totals[name] for name in counted}
    assert sums["received"] == Ticket.objects.count() == 2


def test_a_reader_is_let_in_as_written_and_sees_nothing_else(db: None) -> None:
    written = re.search(r"```sql\n(CREATE ROLE.*?)```", WRITTEN, re.DOTALL)
    assert written
    lines = [line for line in written[1].splitlines() if not line.startswith(("CREATE ROLE", "ALTER ROLE"))]
    [me] = asked("SELECT current_user AS name")
    said = "\n".join(lines).replace("reader", "pg_monitor").replace("ROLE cs_product", f'ROLE "{me["name"]}"')
    with connection.cursor() as cursor:
        cursor.execute(said)  # to a role that is there anyway: only a superuser makes new ones
    tables = (
        "reports.tickets",
        "reports.daily_counts",
        "reports.words",
        "public.tickets_ticket",
        "public.accounts_user",
    )
    seen = ", ".join(f"has_table_privilege('pg_monitor', '{table}', 'SELECT') AS \"{table}\"" for table in tables)
    assert list(asked(f"SELECT {seen}")[0].values()) == [True, True, False, False, False]
