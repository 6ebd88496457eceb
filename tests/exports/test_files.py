"""What stands in the file: every row once, cells of their kind, nothing that a spreadsheet would compute."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from common.clock import moved_to, now
from customers.models import Customer
from exports.sources import reading
from exports.writing import sheets
from metrics.dashboard import look
from metrics.queries import Scope
from tests import make
from tests.exports.asked import as_csv, as_rows, as_sheets, made
from tests.following import let_react
from tickets.actions import defining, filling, tagging
from tickets.models import Ticket

ODD = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "  =1"]
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝")


def test_a_ticket_goes_along_with_its_customer_tags_fields_decision_and_item(pia: User, ada: User) -> None:
    emma = make.a_customer("Emma", company="Hanbit Foods", email="emma@hanbit.example")
    Customer.objects.filter(pk=emma.pk).update(monthly_value=Decimal("77000.50"))
    ticket = make.an_accepted_ticket(customer=emma, product_area=make.an_area("Delivery"), occurred_on=date(2026, 3, 1))
    tagging.tag(ticket, by=pia, names=["late", "box"])
    fields = [defining.define(by=ada, name=name, kind=kind) for name, kind in (("Order", "text"), ("Boxes", "number"))]
    filling.fill_in(ticket, by=pia, values={fields[0].pk: "A-17", fields[1].pk: "-3.5"})
    make.a_ticket()
    [row] = as_rows(made(pia, "tickets", tag="late", stage="accepted"))
    assert row["ticket"] == ticket.reference
    assert (row["stage"], row["channel"], row["area"], row["company"]) == (
        "accepted",
        "phone",
        "Delivery",
        "Hanbit Foods",
    )
    assert (row["occurred_on"], row["monthly_value"], row["tags"]) == (
        date(2026, 3, 1),
        Decimal("77000.5000"),
        ["box", "late"],
    )
    assert row["received_at"] == ticket.received_at
    assert (row["outcome"], row["reason"], row["told"]) == ("accepted", None, "We will.")
    assert row["items"] == [f"PB-{ticket.voices.get().item_id}"]
    assert (row[f"field_{fields[0].pk}"], row[f"field_{fields[1].pk}"]) == ("A-17", Decimal("-3.5000"))


def test_no_cell_is_taken_for_a_formula_and_numbers_stay_numbers(pia: User, ada: User) -> None:
    field = defining.define(by=ada, name="=1 boxes", kind="number")
    for n, odd in enumerate(ODD):
        customer = make.a_customer(f"{odd}{n}")
        ticket = make.a_ticket(verbatim=odd, customer=customer, product_area=make.an_area(f"{odd}{n}"))
        filling.fill_in(ticket, by=pia, values={field.pk: "-3.5"})
    head, *rows = as_sheets(made(pia, "tickets", "xlsx"))[0]
    lines = as_csv(made(pia, "tickets", "csv"))
    for cells in (*(line.values() for line in lines), *rows, head):
        texts = [cell for cell in cells if isinstance(cell, str) and cell != "-3.5"]
        assert not [cell for cell in texts if cell.lstrip(" \u3000\xa0").startswith(FORMULAS)]
    assert {row[head.index("'=1 boxes")] for row in rows} == {-3.5}
    assert {line["'=1 boxes"] for line in lines} == {"-3.5"}
    assert [line["The customer’s own words"] for line in lines] == [f"'{odd}" for odd in ODD]


def test_a_sheet_has_days_moments_and_numbers_of_their_own_kind_by_our_clock(pia: User, settings: Any) -> None:
    with moved_to(datetime(2026, 3, 1, 15, 30, tzinfo=UTC)):  # half past midnight of the second in Seoul
        make.a_ticket(occurred_on=date(2026, 3, 1))
    head, row = as_sheets(made(pia, "tickets", "xlsx"))[0]
    said = dict(zip(head, row, strict=True))
    assert said["Received"] == datetime(2026, 3, 2, 0, 30)
    assert said["When it happened"] == datetime(2026, 3, 1)
    assert said["Stage"] == "To listen"
    [line] = as_csv(made(pia, "tickets", "csv"))
    assert (line["Received"], line["When it happened"]) == ("2026-03-02 00:30:00", "2026-03-01")


def test_headings_and_labels_are_in_the_language_of_whoever_asked(pia: User) -> None:
    pia.language = "ko"
    pia.save()
    make.a_ticket(product_area=make.an_area("Delivery"))
    Ticket.objects.get().product_area.__class__.objects.update(name_ko="배송")
    [row] = as_csv(made(pia, "tickets", "csv"))
    assert (row["단계"], row["제품 영역"]) == ("듣기 대기", "배송")
    assert as_rows(made(pia, "tickets"))[0]["stage"] == "to_listen"


def test_what_is_read_in_many_portions_is_whole_and_each_row_is_there_once(
    pia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PORTION", 2)
    tickets = [make.a_ticket().reference for _ in range(5)]
    assert [row["ticket"] for row in as_rows(made(pia, "tickets"))] == tickets
    assert [row["Ticket"] for row in as_csv(made(pia, "tickets", "csv"))] == tickets
    monkeypatch.setattr(sheets, "ROWS", 3)
    found = as_sheets(made(pia, "tickets", "xlsx"))
    assert [[row[0] for row in sheet] for sheet in found] == [
        ["Ticket", *tickets[:2]],
        ["Ticket", *tickets[2:4]],
        ["Ticket", tickets[4]],
    ]


def test_a_text_longer_than_a_cell_is_cut_in_a_sheet_and_whole_elsewhere(pia: User) -> None:
    make.a_ticket(verbatim="late " * 10_000)
    cell = next(text for text in as_sheets(made(pia, "tickets", "xlsx"))[0][1] if str(text).startswith("late"))
    assert (len(cell), cell[-1]) == (sheets.CHARACTERS, "…")
    assert len(as_csv(made(pia, "tickets", "csv"))[0]["The customer’s own words"]) == 50_000


def test_a_stage_open_ones_and_every_filter_of_the_desk_narrow(pia: User) -> None:
    mine, other = make.a_ticket(channel="chat"), make.a_declined_ticket()
    for filters, expected in (
        ({}, {mine, other}),
        ({"stage": "open"}, {mine}),
        ({"stage": "declined"}, {other}),
        ({"channel": "chat"}, {mine}),
        ({"owner": "me"}, set()),
    ):
        assert {row["ticket"] for row in as_rows(made(pia, "tickets", **filters))} == {
            ticket.reference for ticket in expected
        }


def test_decisions_of_a_period_say_whether_they_stand(pia: User) -> None:
    with moved_to(now() - timedelta(days=40)):
        make.a_declined_ticket()
    ticket = make.an_accepted_ticket()
    [row] = as_rows(made(pia, "decisions", first=(now() - timedelta(days=2)).date()))
    assert (row["ticket"], row["outcome"], row["stands"], row["decided_by"]) == (
        ticket.reference,
        "accepted",
        True,
        make.someone().name,
    )
    assert {row["outcome"] for row in as_rows(made(pia, "decisions"))} == {"accepted", "declined"}


def test_items_go_along_with_who_spoke_for_them(vic: User) -> None:
    ticket = make.an_accepted_ticket()
    [row] = as_rows(made(vic, "items"))
    assert (row["item"], row["voices"], row["customers"], row["companies"], row["stage"]) == (
        f"PB-{ticket.voices.get().item_id}",
        1,
        1,
        0,
        "proposed",
    )


def test_the_sums_of_exported_counts_are_the_numbers_of_the_dashboard(vic: User) -> None:
    make.an_accepted_ticket(product_area=make.an_area("Delivery"))
    make.a_declined_ticket(channel="chat")
    let_react()
    rows = as_rows(made(vic, "counts"))
    days = [row["day"] for row in rows]
    totals = look(Scope(first=min(days), last=max(days))).totals
    for measure in ("received", "heard", "assessed", "accepted", "declined"):
        assert sum(row[measure] for row in rows) == totals[measure] > 0
    assert {row["area"] for row in rows} == {"Delivery", None}
