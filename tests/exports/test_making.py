"""Who may ask, how many at once, and what becomes of an export whose worker dies."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from exports.actions import building
from exports.actions.asking import ask
from exports.actions.taking import let_go, remove
from exports.models import Export
from exports.sources import reading
from journal.models import Entry
from tests import make
from tests.doors import APIClient
from tests.exports.asked import as_rows, later, made
from tests.refusing import refused


def asked(by: User, **said: Any) -> Export:
    return ask(by=by, **({"what": "tickets", "ending": "csv", "filters": {}} | said))


def caller(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


class Killed(BaseException):
    """As a worker dies: nothing of ours hears of it."""


def die_after(portions: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker die when it has written so many portions."""
    say, said = building._say, []

    def dies(export: Export, **how_far: object) -> None:
        say(export, **how_far)
        said.append(how_far)
        if len(said) > portions:
            raise Killed

    monkeypatch.setattr(building, "_say", dies)


def test_at_both_doors_one_asks_sees_how_far_it_is_and_saves_it(ana: User, client: Client) -> None:
    client.force_login(ana)
    make.a_ticket(verbatim="The lid was open.", channel="chat")
    make.a_ticket(channel="phone")
    desk = client.get("/desk/?channel=chat").content.decode()
    assert 'href="/exports/?what=tickets&amp;stage=open&amp;channel=chat#ask"' in desk
    body = {"what": "tickets", "format": "csv", "stage": "open", "channel": "chat"}
    assert client.post("/exports/", body).url == "/exports/?what=tickets"
    export = Export.objects.get()
    assert 'hx-trigger="every 2s"' in client.get("/exports/").content.decode()
    place = f"/api/v1/exports/{export.pk}/"
    assert caller(ana).get(place).json()["state"] == "waiting"
    assert caller(ana).get(f"{place}file/").status_code == client.get(f"/exports/{export.pk}/file/").status_code == 409
    building.build(export.pk)
    said = caller(ana).get(place).json()
    assert (said["state"], said["rows"], said["percent"], said["filters"]) == (
        "done",
        1,
        100,
        {"stage": "open", "channel": "chat"},
    )
    for ask_for_it in (lambda: client.get(f"/exports/{export.pk}/file/"), lambda: caller(ana).get(f"{place}file/")):
        answer = ask_for_it()
        assert b"The lid was open." in b"".join(answer.streaming_content)
        assert answer["Content-Disposition"].startswith('attachment; filename="tickets-')
        assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert client.post(f"/exports/{export.pk}/removal/").status_code == 302
    assert (Export.objects.count(), caller(ana).get(place).status_code) == (0, 404)
    kinds = list(Entry.objects.filter(about_type="exports.export").order_by("id").values_list("kind", flat=True))
    assert kinds == ["ExportAsked", "ExportMade", "ExportTaken", "ExportTaken", "ExportRemoved"]


def test_the_journal_says_by_what_it_was_narrowed_but_not_to_which_words(ana: User) -> None:
    asked(ana, filters={"q": "Emma", "channel": "chat"})
    assert Entry.objects.get(kind="ExportAsked").plain == {
        "what": "tickets",
        "ending": "csv",
        "narrowed_by": ["channel", "q"],
    }


def test_an_export_is_nobody_elses(ana: User, ada: User, client: Client) -> None:
    export = made(ana, "tickets", "csv")
    client.force_login(ada)
    for answer in (
        client.get(f"/exports/{export.pk}/file/"),
        client.post(f"/exports/{export.pk}/removal/"),
        caller(ada).get(f"/api/v1/exports/{export.pk}/"),
        caller(ada).get(f"/api/v1/exports/{export.pk}/file/"),
        caller(ada).post(f"/api/v1/exports/{export.pk}/removal/"),
    ):
        assert answer.status_code == 404
    assert caller(ada).get("/api/v1/exports/").json()["results"] == []


def test_viewers_take_along_what_names_no_customer_and_who_becomes_one_takes_no_more(vic: User, ana: User) -> None:
    for what in ("tickets", "decisions"):
        with pytest.raises(Forbidden):
            asked(vic, what=what)
        assert caller(vic).post("/api/v1/exports/", {"what": what, "format": "csv"}, format="json").status_code == 403
    assert made(vic, "items").state == "done"
    export, begun = made(ana, "tickets"), asked(ana)
    User.objects.filter(pk=ana.pk).update(role="viewer")
    ana.refresh_from_db()
    assert caller(ana).get(f"/api/v1/exports/{export.pk}/file/").status_code == 403
    building.build(begun.pk)
    assert Export.objects.get(pk=begun.pk).state == "failed"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"what": "secrets"}, "what"),
        ({"ending": "pdf"}, "format"),
        ({"filters": {"nonsense": "1"}}, "filters.nonsense"),
        ({"filters": {"stage": "nowhere"}}, "filters.stage"),
        ({"filters": {"q": "x" * 501}}, "filters.q"),
        ({"filters": {"area": "999999"}}, "filters.area"),
        ({"filters": {"field_99": "3"}}, "filters.field_99"),
        ({"filters": {str(n): "1" for n in range(41)}}, "filters"),
        ({"what": "counts", "filters": {"first": "2026-02-02", "last": "2026-02-01"}}, "filters.last"),
        ({"what": "counts", "filters": {"first": "soon"}}, "filters.first"),
    ],
)
def test_what_cannot_be_read_is_refused_and_never_passed_over(ana: User, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(ana, **said)
    assert list(refusal.value.fields)[:1] == [field]
    assert Export.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        {"what": "tickets", "format": "pdf"},
        {"what": "tickets"},
        {"what": "tickets", "format": "csv", "filters": {"stage": "nowhere"}},
        {"what": "tickets", "format": "csv", "filters": {"stage": {"deep": [1]}}},
        {"what": "tickets", "format": "csv", "filters": ["stage"]},
        {"what": ["tickets"], "format": "csv"},
        {"what": "tickets", "format": "csv", "filters": {"q": "x" * 100_000}},
        {"what": "tickets", "format": "csv", "filters": {"q": "\x00", "stage": "\x00"}},
        {"what": "tickets", "format": "csv", "filters": {"customer": "9" * 40}},
        [],
        "tickets",
    ],
)
def test_a_bad_wish_is_422_at_the_api(ana: User, body: Any) -> None:
    answer = caller(ana).post("/api/v1/exports/", body, format="json")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["errors"]


def test_what_was_typed_stays_when_the_page_refuses(ana: User, client: Client) -> None:
    client.force_login(ana)
    answer = client.post(
        "/exports/", {"what": "decisions", "format": "csv", "first": "2026-02-02", "last": "2026-02-01"}
    )
    page = answer.content.decode()
    assert (answer.status_code, 'value="2026-02-02"' in page) == (422, True)
    assert "The period ends before it begins." in page


def test_three_of_a_colleague_are_made_at_once(ana: User, pia: User) -> None:
    first, *_ = [asked(ana) for _ in range(3)]
    with pytest.raises(Conflict):
        asked(ana)
    assert asked(pia)
    building.build(first.pk)
    assert asked(ana)


def test_an_export_whose_worker_died_is_taken_up_again_and_whole(
    pia: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reading, "PORTION", 1)
    tickets = [make.a_ticket().reference for _ in range(4)]
    export = asked(pia, ending="parquet")
    with monkeypatch.context() as killing:
        die_after(2, killing)
        killing.setattr(building.shutil, "rmtree", lambda *_args, **_more: None)
        with pytest.raises(Killed):
            building.build(export.pk)
    building.build(export.pk)
    export.refresh_from_db()
    assert (export.state, export.rows, export.total, export.percent) == ("underway", 2, 4, 50)
    rung: list[int] = []
    monkeypatch.setattr(building, "ring", rung.append)
    building.go_on()
    assert rung == []
    with later(2):
        building.go_on()
        building.go_on()
        assert rung == [export.pk]
        building.build(export.pk)
    export.refresh_from_db()
    assert (export.state, [row["ticket"] for row in as_rows(export)]) == ("done", tickets)
    let_go()
    assert [*(tmp_path / "exports-in-the-making").iterdir()] == []


def test_two_workers_do_not_make_the_same_and_who_was_given_up_for_dead_stops(
    pia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, begin, turn = asked(pia), building.begin, []

    def slow(*args: Any) -> Any:
        if not turn:
            turn.append("first")
            building.build(export.pk)  # someone rings twice: nobody else begins
            assert Export.objects.get().attempts == 1
            with later(2):
                building.build(export.pk)  # the first gave no sign for too long
        return begin(*args)

    make.a_ticket()
    monkeypatch.setattr(building, "begin", slow)
    building.build(export.pk)
    export.refresh_from_db()
    assert (export.state, export.attempts, export.rows) == ("done", 2, 1)
    assert Entry.objects.filter(kind="ExportMade").count() == 1


def test_what_fails_again_and_again_is_given_up_visibly(
    pia: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = asked(pia)
    monkeypatch.setattr(building, "begin", lambda *_args: 1 / 0)
    for _ in range(3):
        assert Export.objects.get().state != "failed"
        building.build(export.pk)
    assert Export.objects.get().state == "failed"
    client.force_login(pia)
    assert "This export could not be made." in client.get("/exports/").content.decode()
    assert client.get(f"/exports/{export.pk}/file/").status_code == 409
    assert asked(pia)  # it stands in nobody's way


def test_what_is_removed_while_it_is_made_stops(pia: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    export, begin = asked(pia), building.begin
    make.a_ticket()

    def removed_meanwhile(*args: Any) -> Any:
        remove(Export.objects.get(pk=export.pk), by=pia)
        return begin(*args)

    monkeypatch.setattr(building, "begin", removed_meanwhile)
    building.build(export.pk)
    assert Export.objects.count() == 0
    assert not default_storage.exists(export.path)
    assert [*(tmp_path / "exports-in-the-making").iterdir()] == []


def test_files_are_deleted_when_their_days_are_over(pia: User, django_capture_on_commit_callbacks: Any) -> None:
    export = made(pia, "tickets")
    with django_capture_on_commit_callbacks(execute=True):
        let_go()
    assert default_storage.exists(export.path)
    with later(8 * 24 * 60), django_capture_on_commit_callbacks(execute=True):
        let_go()
    assert not default_storage.exists(export.path)
    assert (Export.objects.count(), Entry.objects.filter(kind="ExportExpired").count()) == (0, 1)


def test_an_export_is_of_a_known_kind_and_not_both_made_and_given_up(pia: User) -> None:
    export = made(pia, "items")
    same = Export.objects.filter(pk=export.pk)
    refused(lambda: same.update(what="secrets"), because="an_export_is_of_a_known_kind")
    refused(lambda: same.update(failed_at=export.done_at), because="what_is_made_was_not_given_up")


def test_the_page_costs_the_same_however_many_exports_there_are(
    pia: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    for what in ("tickets", "decisions", "items", "counts", "tickets"):
        made(pia, what, "csv")
    client.force_login(pia)
    for what in ("tickets", "decisions", "items", "counts"):
        with django_assert_max_num_queries(12):
            assert client.get("/exports/", {"what": what}).status_code == 200
