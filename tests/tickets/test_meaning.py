"""An embedding service beside words: used where the operator names one, and missed by nobody when it fails."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from common import embedding
from journal.models import Delivery
from tests import make
from tests.connections.servers import Came, Reply, Server, a_door, a_server, hanging
from tests.following import let_react
from tickets.actions import likening, meaning
from tickets.models import Meaning
from tickets.tasks import embed_what_is_missing

pytestmark = [pytest.mark.django_db, pytest.mark.sockets]
LATE, TARDY, FRIDGE = "The parcel was late", "Our shipment turned up after its appointed hour", "The fridge leaks"
MEANINGS = {LATE: [1.0, 0.1, 0.0], TARDY: [0.9, 0.2, 0.0], FRIDGE: [0.0, 0.1, 1.0]}


def told(came: Came) -> Reply:
    texts = json.loads(came.body)["input"]
    rows = [{"index": n, "embedding": MEANINGS.get(text, [0.3, 0.9, 0.3])} for n, text in enumerate(texts)]
    return 200, {"Content-Type": "application/json"}, json.dumps({"data": rows[::-1]}).encode()


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def use(settings) -> Callable[[str], None]:
    """Let the product use the service at an address, on a network that the operator named."""

    def at(url: str) -> None:
        settings.EMBEDDINGS_URL, settings.EMBEDDINGS_KEY, settings.EMBEDDINGS_MODEL = f"{url}/v1", "sesame", "m"
        settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]

    return at


@pytest.fixture
def service(use: Callable[[str], None]) -> Iterator[Server]:
    with a_server(told) as server:
        use(server.url)
        yield server


def found(words: str) -> list[str]:
    return [near.ticket.verbatim for near in likening.alike(words)]


def test_without_a_service_nothing_is_asked_written_or_kept() -> None:
    make.a_ticket(verbatim=TARDY)
    assert not Delivery.objects.filter(reaction__contains="what_it_means").exists()
    assert not meaning.embed_some(everything=True)
    assert found(LATE) == []
    assert not Meaning.objects.exists()


def test_what_means_the_same_is_found_though_it_shares_no_word(service: Server) -> None:
    for words in (TARDY, FRIDGE):
        make.a_ticket(verbatim=words)
    assert found(LATE) == []
    embed_what_is_missing()
    assert found(LATE) == [TARDY]
    (batch, *_questions) = [came for came in service.came if len(json.loads(came.body)["input"]) == 2]
    assert (batch.method, batch.path) == ("POST", "/v1/embeddings")
    assert batch.headers["authorization"] == "Bearer sesame"
    assert json.loads(batch.body)["model"] == "m"


def test_what_shares_words_and_means_the_same_comes_first(service: Server) -> None:
    for words in ("The parcel was late again today", TARDY, LATE):
        make.a_ticket(verbatim=words)
    embed_what_is_missing()
    assert found(LATE)[0] == LATE
    assert set(found(LATE)) == {LATE, TARDY, "The parcel was late again today"}


def test_a_ticket_is_asked_about_once_by_the_worker_and_its_page_asks_nobody(service: Server) -> None:
    first, second = make.a_ticket(verbatim=LATE), make.a_ticket(verbatim=TARDY)
    for _ in range(2):
        embed_what_is_missing()
    assert len(service.came) == 1
    assert [near.ticket for near in likening.nearness(first).best] == [second]
    assert len(service.came) == 1
    assert Meaning.objects.count() == 2


def test_a_new_complaint_rings_for_the_worker(
    service: Server, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    rung: list[str] = []
    monkeypatch.setattr("tickets.actions.meaning.current_app.send_task", rung.append)
    make.a_ticket()
    with django_capture_on_commit_callbacks(execute=True):
        let_react()
    assert "tickets.tasks.embed_what_is_missing" in rung


def test_another_model_is_asked_anew(service: Server, settings) -> None:
    make.a_ticket(verbatim=TARDY)
    embed_what_is_missing()
    settings.EMBEDDINGS_MODEL = "n"
    assert found(LATE) == []
    embed_what_is_missing()
    assert found(LATE) == [TARDY]
    assert Meaning.objects.get().model == "n"


WRONG: list[Any] = [
    b"<html>", b"[]", b"{}", b'{"data": 3}', b'{"data": []}', b'{"data": [{"index": 0}]}',
    b'{"data": [{"index": 0, "embedding": [1]}]}', b'{"data": [{"index": 0, "embedding": "AAAA"}]}',
    b'{"data": [{"index": 0, "embedding": [0, 0]}]}', b'{"data": [{"index": 0, "embedding": [NaN, 1]}]}',
    b'{"data": [{"index": 0, "embedding": ["x", 1]}]}', b'{"data": [{"index": 7, "embedding": [1, 2]}]}',
    b'{"data": [{"index": 0, "embedding": [1, 2]}, {"index": 0, "embedding": [1, 2]}]}',
    b'{"data": [{"index": 0, "embedding": [' + b"1," * 9000 + b"1]}]}", b'{"data": [{"index": 0, "embedding": [1e400, 1]}]}',
    b"[" * 100_000,
]  # fmt: skip


def test_an_answer_of_another_shape_or_size_is_none(use: Callable[[str], None]) -> None:
    answers = iter(WRONG)
    with a_server(lambda _came: (200, {}, next(answers))) as server:
        use(server.url)
        for said in WRONG:
            with pytest.raises(embedding.Failed):
                embedding.embed(["x"], within=5, purpose="tickets")
            assert embedding.last("tickets").said, said


@pytest.mark.parametrize("status", [302, 401, 404, 429, 500, 503])
def test_one_that_fails_is_left_in_peace_and_words_alone_count(status: int, use: Callable[[str], None]) -> None:
    make.a_ticket(verbatim=LATE)
    with a_server((status, {"Location": "/elsewhere"}, b"{}")) as server:
        use(server.url)
        for _ in range(3):
            embed_what_is_missing()
            assert found(LATE) == [LATE]
        assert len(server.came) == 2
    assert not Meaning.objects.exists()


def test_one_that_hangs_holds_up_nobody_who_types(use: Callable[[str], None]) -> None:
    make.a_ticket(verbatim=LATE)
    with a_door(hanging) as (url, knocked):
        use(url)
        for _ in range(2):
            begun = time.monotonic()
            assert found(LATE) == [LATE]
            assert time.monotonic() - begun < 1
        assert len(knocked) == 1


def test_a_text_that_is_refused_is_passed_over_and_a_service_that_refuses_all_blames_none(
    use: Callable[[str], None],
) -> None:
    tickets = [make.a_ticket(verbatim=words) for words in (LATE, TARDY, FRIDGE)]
    refuses = {FRIDGE}
    with a_server(
        lambda came: (400, {}, b"") if refuses & {*json.loads(came.body)["input"], "*"} else told(came)
    ) as server:
        use(server.url)
        refuses.add("*")
        embed_what_is_missing()
        assert not Meaning.objects.exists()
        assert embedding.last("tickets").said
        cache.clear()
        refuses.discard("*")
        embed_what_is_missing()
        assert found(LATE) == [LATE, TARDY]
        assert bytes(Meaning.objects.get(pk=tickets[2].pk).vector) == b""
        asked = len(server.came)
        embed_what_is_missing()
        assert len(server.came) == asked


def test_it_goes_only_where_the_operator_lets_us(settings, service: Server) -> None:
    make.a_ticket(verbatim=TARDY)
    settings.OUTGOING_PRIVATE = []
    embed_what_is_missing()
    assert (service.came, Meaning.objects.count()) == ([], 0)


def test_operators_see_how_it_is_and_logs_hold_nothing_of_customers(
    service: Server, client: Client, ada: User, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(ada)
    make.a_ticket(verbatim=TARDY)
    assert "not asked yet" in client.get("/settings/status/").content.decode()
    embed_what_is_missing()
    assert "answers" in client.get("/settings/status/").content.decode()
    service.answers = lambda _came: (500, {}, b"")
    make.a_ticket(verbatim=LATE)
    embed_what_is_missing()
    page = client.get("/settings/status/").content.decode()
    assert "It refused what we asked. Likeness goes by words alone meanwhile." in page
    assert TARDY not in caplog.text
    assert LATE not in caplog.text
    assert "sesame" not in caplog.text + page


def test_where_there_is_a_crowd_only_what_stands_out_of_it_is_near(service: Server) -> None:
    told_ = [0.8] * 60 + [0.81, 0.79] * 20
    assert all(score < meaning._least(told_) for score in told_)
    assert meaning._least([*told_, 0.99]) < 0.99
