"""Files go along with what is said: chosen before or with it, shown with it, and back when it is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now
from common.models import Document
from common.refusals import Invalid
from journal.models import Entry
from tests import make
from tests.doors import APIClient
from tests.following import let_react
from tests.tickets.test_bad_input import PNG
from tickets.actions import enclosing
from tickets.actions.drawing import path_of
from tickets.actions.writing import note, reply, undo
from tickets.models import Attachment, Message, Ticket, UnsentFile
from tickets.tasks import forget_unsent_files


def a_file(name: str = "shot.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def html(user: User, ticket: Ticket, **said: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(f"/tickets/{ticket.reference}/messages/", {"kind": "note", "body": "Look."} | said)


def api(user: User, ticket: Ticket, **said: Any) -> Any:
    client = APIClient()
    client.force_authenticate(user)
    place = f"/api/v1/tickets/{ticket.reference}/messages/"
    return client.post(place, {"kind": "note", "body": "Look."} | said, format="multipart")


DOORS = [(html, 302), (api, 201)]


@pytest.mark.parametrize(("door", "done"), DOORS)
@pytest.mark.parametrize("kind", ["note", "reply"])
def test_files_belong_to_what_they_came_with(door, done: int, kind: str, ana: User, client: Client) -> None:
    ticket = make.a_ticket(files=[a_file("before.png")])
    waits = enclosing.hold(a_file("chosen.png"), by=ana, ticket=ticket)
    answer = door(ana, ticket, kind=kind, files=[a_file(), a_file("log.txt", b"lines")], held=[waits.key])
    assert answer.status_code == done
    said = ticket.messages.get()
    assert [file.name for file in said.attachments.order_by("pk")] == ["chosen.png", "shot.png", "log.txt"]
    assert not UnsentFile.objects.exists()
    client.force_login(ana)
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    shown = page.partition(f'id="message-{said.pk}"')[2].partition("</article>")[0]
    assert [name in shown for name in ("chosen.png", "log.txt", "before.png")] == [True, True, False]
    assert f"/attachments/{waits.key}/preview/" in shown


@pytest.mark.parametrize(("door", "done"), DOORS)
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"files": [a_file("empty.png", b"")]}, "“empty.png” is empty."),
        ({"files": [a_file("page.png", b"<html>")]}, "of a kind that we do not keep"),
        ({"files": [a_file(f"{n}.png") for n in range(11)]}, "At most 10 files"),
        ({"held": ["A" * 43]}, "no longer here"),
        ({"held": ["../a"]}, "no longer here"),
    ],
)
def test_what_we_do_not_keep_is_refused_by_a_sentence_and_nothing_is_said(
    door, done: int, wrong: dict[str, Any], sentence: str, ana: User
) -> None:
    for file in wrong.get("files", ()):
        file.seek(0)
    answer = door(ana, make.a_ticket(), **wrong)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Message.objects.exists()
    assert not Attachment.objects.exists()


def test_a_refused_form_keeps_the_files_that_fit_beside_what_was_typed(ana: User) -> None:
    ticket = make.a_ticket()
    page = html(ana, ticket, body="My words", files=[a_file(), a_file("x.svg", b"<svg/>")]).content.decode()
    kept = UnsentFile.objects.get(by=ana, ticket=ticket)
    assert kept.name == "shot.png"
    assert "My words" in page
    assert f'value="{kept.key}" checked' in page
    assert f"/unsent-files/{kept.key}/preview/" in page


def test_a_refused_complaint_keeps_the_files_that_fit(ana: User, client: Client) -> None:
    client.force_login(ana)
    said = {"verbatim": "Late.", "is_anonymous": "on", "channel": "phone", "language": "en"}
    files = [a_file(), a_file("x.svg", b"<svg/>")]
    page = client.post("/tickets/new/", said | {"files": files}).content.decode()
    kept = UnsentFile.objects.get(by=ana, ticket=None)
    assert f'value="{kept.key}" checked' in page
    assert client.post("/tickets/new/", said | {"held": [kept.key]}).status_code == 302
    assert Ticket.objects.get().attachments.get().key == kept.key


def test_a_complaint_of_the_api_takes_files_that_were_chosen_before(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    kept = client.post("/api/v1/unsent-files/", {"file": a_file()}, format="multipart")
    said = {"verbatim": "Late.", "customer": None, "held": [kept.json()["key"]]}
    assert client.post("/api/v1/tickets/", said, format="json").status_code == 201
    assert Ticket.objects.get().attachments.get().name == "shot.png"


def test_what_is_chosen_is_judged_at_once_and_shown_to_whoever_chose_it_only(ana: User, pia: User) -> None:
    ticket, anas, pias = make.a_ticket(), Client(), Client()
    anas.force_login(ana)
    pias.force_login(pia)
    asked = {"ticket": ticket.reference, "file": a_file()}
    row = anas.post("/unsent-files/", asked).content.decode()
    held = UnsentFile.objects.get()
    place = f"/unsent-files/{held.key}/"
    assert "shot.png" in row
    assert b"".join(anas.get(f"{place}preview/").streaming_content)[:4] == b"RIFF"
    assert [pias.get(f"{place}preview/").status_code, pias.post(f"{place}removal/").status_code] == [404, 404]
    refused = anas.post("/unsent-files/", asked | {"file": a_file("x.svg", b"<svg/>")})
    assert (refused.status_code, "kind that we do not keep" in refused.content.decode()) == (422, True)
    full = anas.post("/unsent-files/", asked | {"file": a_file(), "held": [str(n) for n in range(10)]})
    assert "At most 10 files" in full.content.decode()
    assert UnsentFile.objects.count() == 1


def test_nobody_sends_what_another_chose_or_what_was_chosen_elsewhere(ana: User, pia: User) -> None:
    ticket, other = make.a_ticket(), make.a_ticket()
    held = enclosing.hold(a_file(), by=ana, ticket=ticket)
    for by, where in ((pia, ticket), (ana, other)):
        with pytest.raises(Invalid, match="no longer here"):
            note(where, by=by, body="Look.", held=[held.key])
    assert UnsentFile.objects.get() == held


@pytest.mark.parametrize("role", ["admin", "viewer"])
def test_who_does_not_write_chooses_no_files_on_a_ticket(role: str, db: None) -> None:
    client = Client()
    client.force_login(make.a_colleague("X", role))
    answer = client.post("/unsent-files/", {"ticket": make.a_ticket().reference, "file": a_file()})
    assert answer.status_code == 403
    assert not UnsentFile.objects.exists()


def test_nobody_fills_the_store_with_what_is_never_sent(ana: User, pia: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enclosing, "MOST_WAITING", 2)
    held = [enclosing.hold(a_file(), by=ana) for _ in range(2)]
    client, api = Client(), APIClient()
    client.force_login(ana)
    api.force_authenticate(ana)
    refused = client.post("/unsent-files/", {"file": a_file()})
    assert (refused.status_code, "2 files of yours wait" in refused.content.decode()) == (422, True)
    assert api.post("/api/v1/unsent-files/", {"file": a_file()}, format="multipart").status_code == 422
    assert enclosing.hold(a_file(), by=pia)
    enclosing.let_go(held[0], by=ana)
    assert client.post("/unsent-files/", {"file": a_file()}).status_code == 200


def test_what_is_let_go_is_gone_from_the_store(ana: User, client: Client, django_capture_on_commit_callbacks) -> None:
    ticket = make.a_ticket()
    one, other = (enclosing.hold(a_file(), by=ana, ticket=ticket) for _ in range(2))
    client.force_login(ana)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/unsent-files/{one.key}/removal/").status_code == 204
        note(ticket, by=ana, body="Without it.")  # what was not sent along goes with the draft
    assert not UnsentFile.objects.exists()
    assert [default_storage.exists(path_of(file.key)) for file in (one, other)] == [False, False]


def test_what_nobody_sent_within_a_week_is_let_go(ana: User) -> None:
    with moved_to(now() - timedelta(days=8)):
        enclosing.hold(a_file(), by=ana)
    young = enclosing.hold(a_file(), by=ana)
    assert enclosing.forget_what_is_old() == 1
    forget_unsent_files()
    assert UnsentFile.objects.get() == young


@pytest.mark.parametrize("kind", ["note", "reply"])
def test_taking_back_takes_the_files_along_and_gives_them_back(kind: str, ana: User, client: Client, settings) -> None:
    settings.UNDO_SECONDS = 15
    ticket = make.a_ticket()
    said = {"note": note, "reply": reply}[kind](ticket, by=ana, body="Oops.", files=[a_file()])
    key = said.attachments.get().key
    undo(said, by=ana)
    client.force_login(ana)
    assert client.get(f"/attachments/{key}/").status_code == 404
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    assert f'value="{key}" checked' in page
    assert html(ana, ticket, kind=kind, body="Better.", held=[key]).status_code == 302
    assert Message.objects.standing().get().attachments.get().key == key


def test_the_journal_knows_how_many_and_search_finds_their_names(ana: User) -> None:
    ticket = make.a_ticket()
    note(ticket, by=ana, body="Look.", files=[a_file("meter-reading.png")])
    let_react()
    written = Entry.objects.get(kind="MessageWritten")
    assert written.plain["files"] == 1
    assert "meter" not in str(written.plain)
    assert Document.objects.filter(kind="ticket", text__contains="meter-reading").exists()


def test_the_api_reads_what_was_said_with_its_files(ana: User, django_assert_max_num_queries) -> None:
    ticket = make.a_ticket()
    for _ in range(3):
        note(ticket, by=ana, body="Look.", files=[a_file()])
    client = APIClient()
    client.force_authenticate(ana)
    with django_assert_max_num_queries(4):
        first, *_ = client.get(f"/api/v1/tickets/{ticket.reference}/messages/").json()["results"]
    assert (first["body"], first["files"][0]["name"], first["files"][0]["size"]) == ("Look.", "shot.png", len(PNG))
    kept = client.get(f"/api/v1/attachments/{first['files'][0]['key']}/")
    assert b"".join(kept.streaming_content) == PNG


def test_a_file_is_of_the_ticket_of_its_message(ana: User) -> None:
    said, other = note(make.a_ticket(), by=ana, body="Look.", files=[a_file()]), make.a_ticket()
    with pytest.raises(IntegrityError, match="is not on CS-"), transaction.atomic():
        said.attachments.update(ticket=other)


def test_an_unsent_file_is_not_empty(ana: User) -> None:
    with pytest.raises(IntegrityError, match="an_unsent_file_is_not_empty"), transaction.atomic():
        UnsentFile.objects.create(by=ana, key="k", name="a", content_type="image/png", size=0, at=now())
