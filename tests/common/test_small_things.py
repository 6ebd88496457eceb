"""Clock, locking, refusals, references, logs, words: small things that everyone leans on."""

import json
import logging
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from common.clock import moved_to, now, today
from common.locking import lock
from common.logs import JsonLines
from common.paging import Order, page
from common.refusals import Conflict, Forbidden, Invalid
from common.templatetags import words
from customers.models import Customer
from tests import make


def test_the_clock_can_be_moved_and_comes_back() -> None:
    then = datetime(2020, 2, 29, 20, 0, tzinfo=UTC)
    with moved_to(then):
        assert now() == then
        assert str(today()) == "2020-03-01"  # already morning in Seoul
        with moved_to(then + timedelta(days=1)):
            assert now() == then + timedelta(days=1)
        assert now() == then
    assert abs(now() - timezone.now()) < timedelta(seconds=5)


def test_a_row_is_held_only_inside_a_transaction(transactional_db: None) -> None:
    emma = Customer.objects.create(name="Emma", since=now())
    with pytest.raises(transaction.TransactionManagementError):
        lock(emma)


def test_holding_a_row_brings_it_up_to_date(db: None) -> None:
    emma = make.a_customer()
    Customer.objects.filter(pk=emma.pk).update(name="Other")
    assert lock(emma).name == "Other"


@pytest.mark.parametrize(
    ("refusal", "status"), [(Forbidden("a"), 403), (Conflict("a"), 409), (Invalid({"x": "a"}), 422)]
)
def test_a_refusal_has_its_status_and_its_sentence(refusal, status: int) -> None:
    assert (refusal.status, str(refusal)) == (status, "a")


def test_a_log_line_is_json_with_what_was_given_by_name() -> None:
    record = logging.LogRecord("a.b", logging.WARNING, "f", 1, "said %s", ("x",), None)
    record.delivery = 7
    line = json.loads(JsonLines().format(record))
    assert (line["level"], line["logger"], line["message"], line["delivery"]) == ("warning", "a.b", "said x", 7)
    assert "\n" not in JsonLines().format(record)


def test_a_log_line_keeps_a_crash_in_one_line() -> None:
    import sys

    try:
        raise ValueError("first\nsecond")
    except ValueError:
        record = logging.LogRecord("a", logging.ERROR, "f", 1, "m", (), sys.exc_info())
    assert "ValueError" in json.loads(JsonLines().format(record))["exception"]
    assert JsonLines().format(record).count("\n") == 0


def test_a_request_is_logged_without_its_words(client: Client, ana: User, caplog: pytest.LogCaptureFixture) -> None:
    client.force_login(ana)
    with caplog.at_level(logging.INFO, "requests"):
        answer = client.get("/follow/very-secret/?q=private")
    record = next(r for r in caplog.records if r.name == "requests")
    assert (record.route, record.status, record.method) == ("follow/<str:secret>/", 404, "GET")
    assert "secret/" not in JsonLines().format(record).replace("<str:secret>/", "")
    assert "private" not in JsonLines().format(record)
    assert answer["X-Request-ID"] == record.request_id


@pytest.mark.parametrize(("value", "shown"), [(171000, "₩171,000"), (Decimal("0.4"), "₩0"), (None, "–"), (-5, "−₩5")])
def test_money_is_written_as_the_firm_does(value, shown: str) -> None:
    assert words.money(value) == shown


def test_money_of_another_currency_has_its_cents(settings) -> None:
    settings.CURRENCY = "EUR"
    assert words.money(Decimal("3.5")) == "€3.50"
    settings.CURRENCY = "CHF"
    assert words.money(2) == "CHF 2.00"


@pytest.mark.parametrize(("value", "shown"), [(0.256, "26 %"), (1, "100 %"), (0, "0 %"), (None, "–")])
def test_a_share_is_whole_percent(value, shown: str) -> None:
    assert words.percent(value) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0m"),
        (59, "0m"),
        (720, "12m"),
        (3600, "1h"),
        (11520, "3h 12m"),
        (86400, "1d"),
        (190_000, "2d 4h"),
        (None, "–"),
    ],
)
def test_a_length_of_time_has_two_units_at_most(seconds, shown: str) -> None:
    assert words.span(seconds) == shown


def test_a_length_of_time_is_korean_in_korean() -> None:
    with translation.override("ko"):
        assert words.span(190_000) != "2d 4h"


def test_a_moment_is_a_time_that_browsers_understand() -> None:
    moment = now() - timedelta(days=400)
    assert f'<time datetime="{moment.isoformat()}"' in words.moment(moment)
    assert words.moment(None) == ""
    assert words.since(None) == ""
    assert words.since(now() + timedelta(hours=1)) == "0m"


@pytest.mark.parametrize(("size", "pages"), [(1, 7), (3, 3), (7, 1), (50, 1)])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_cover_a_list_exactly_and_lead_back(db: None, size: int, pages: int, descending: bool) -> None:
    for name in ("a", "b", "b", "b", "c", "c", "d"):
        make.a_customer(name)
    order, cursor, seen = Order("name", descending=descending), "", []
    while True:
        found = page(Customer.objects.all(), order=order, cursor=cursor, size=size)
        seen.append(found.rows)
        cursor = found.next
        if not cursor:
            break
    whole = list(Customer.objects.order_by(*order.names(backwards=False)))
    assert (len(seen), [row for rows in seen for row in rows]) == (pages, whole)
    back = []
    while found.previous:
        found = page(Customer.objects.all(), order=order, cursor=found.previous, size=size)
        back.append(found.rows)
    assert back == seen[-2::-1]


def test_what_was_added_meanwhile_does_not_repeat_or_hide_a_row(db: None) -> None:
    for name in "bdf":
        make.a_customer(name)
    first = page(Customer.objects.all(), order=Order("name"), size=2)
    for name in "ace":
        make.a_customer(name)
    second = page(Customer.objects.all(), order=Order("name"), cursor=first.next, size=5)
    assert [row.name for row in first.rows + second.rows] == ["b", "d", "e", "f"]


@pytest.mark.parametrize("place", ["/healthz/", "/readyz/"])
def test_operators_ask_without_signing_in(client: Client, db: None, place: str) -> None:
    assert client.get(place).status_code == 200


def test_not_ready_says_what_is_missing(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from cs_product import views

    def away() -> None:
        raise ConnectionError

    monkeypatch.setattr(views, "_ask_valkey", away)
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "valkey": False})
