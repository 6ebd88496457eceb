"""Files of our answers and of theirs: on the page of the customer whose they are, in their mail, and nowhere else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from common.clock import moved_to, now
from notifications.letters import write
from notifications.letters.customers import to_a_customer
from notifications.letters.enclosures import sorted_out
from notifications.letters.posting import posted
from notifications.models import Mail
from tests import make
from tests.following import let_follow
from tests.portal.test_portal import come
from tests.tickets.test_bad_input import PNG
from tickets.actions import listening
from tickets.actions.writing import note, reply
from tickets.models import Attachment, Ticket

ZIP = b"PK\x03\x04" + bytes(60)


def answered(ana: User, **said: object) -> Ticket:
    ticket = make.a_ticket(**said)
    files = [SimpleUploadedFile("명세.png", PNG), SimpleUploadedFile("all.zip", ZIP)]
    reply(ticket, by=ana, body="Here it is.", files=files)
    return ticket


def test_the_page_of_a_customer_shows_and_gives_out_what_came_with_an_answer(client: Client, ana: User) -> None:
    ticket = answered(ana)
    page = client.get(come(client, ticket)).content.decode()
    picture = Attachment.objects.get(content_type="image/png")
    place = f"/my/{ticket.reference}/files/{picture.key}/"
    assert f'href="{place}"' in page
    assert f'src="{place}preview/"' in page
    answer = client.get(place)
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(client.get(f"{place}preview/").streaming_content)[:4] == b"RIFF"


@pytest.mark.parametrize("place", ["", "preview/"])
def test_no_file_of_a_note_or_of_another_customer_is_there(client: Client, ana: User, place: str) -> None:
    ticket, theirs = make.a_ticket(files=[SimpleUploadedFile("logged.png", PNG)]), answered(ana)
    note(ticket, by=ana, body="Only for us.", files=[SimpleUploadedFile("secret.png", PNG)])
    page = client.get(come(client, ticket)).content.decode()
    assert "secret.png" not in page
    for key in Attachment.objects.values_list("key", flat=True):
        for reference in (ticket.reference, theirs.reference):
            assert client.get(f"/my/{reference}/files/{key}/{place}").status_code == 404


def test_a_file_is_not_there_before_its_answer_has_left(client: Client, ana: User, settings) -> None:
    settings.UNDO_SECONDS = 15
    ticket = answered(ana)
    come(client, ticket)
    place = f"/my/{ticket.reference}/files/{Attachment.objects.first().key}/"
    assert client.get(place).status_code == 404
    with moved_to(now() + timedelta(seconds=16)):
        kept = client.get(place)
    assert kept.status_code == 200
    kept.close()


def test_the_mail_carries_what_is_small_and_names_what_waits_on_the_page(ana: User) -> None:
    answered(ana)
    let_follow()
    letter = write(Mail.objects.get(kind="reply"))
    assert [(file.name, file.content) for file in letter.files] == [("명세.png", PNG)]
    assert "all.zip" in letter.text.partition("Waiting on your page:")[2]
    assert "all.zip" in letter.html
    parts = [part.get_filename() for part in posted(letter, {}).message().walk() if part.get_filename()]
    assert parts == ["명세.png"]


def test_pictures_of_the_words_stay_with_the_words_and_files_stand_around(ana: User) -> None:
    from dataclasses import replace

    from notifications.letters.letter import Picture

    answered(ana)
    let_follow()
    letter = replace(to_a_customer(Mail.objects.get(kind="reply")), pictures=(Picture("logo", "png", PNG),))
    whole = posted(letter, {}).message()
    words, file = whole.get_payload()
    assert (whole.get_content_subtype(), words.get_content_subtype()) == ("mixed", "related")
    assert file.get_filename() == "명세.png"
    assert [part.get_content_subtype() for part in words.get_payload()] == ["alternative", "png"]


def test_what_fits_travels_and_the_rest_waits() -> None:
    def of(size: int) -> Attachment:
        return Attachment(key="k", name=str(size), content_type="image/png", size=size)

    kept = sorted_out([of(3), of(9), of(2)], room=6)
    assert ([file.name for file in kept.within], [file.name for file in kept.on_the_page]) == (["3", "2"], ["9"])


def test_a_note_with_files_mails_nobody(ana: User) -> None:
    ticket = make.a_ticket()
    note(ticket, by=ana, body="Only for us.", files=[SimpleUploadedFile("secret.png", PNG)])
    let_follow()
    assert not Mail.objects.exclude(kind="received").exists()


def test_a_customer_sends_files_along_or_alone_and_sees_them(client: Client, ana: User) -> None:
    ticket = make.a_ticket()
    here = come(client, ticket)
    for said in (
        {"body": "Look.", "files": [SimpleUploadedFile("box.png", PNG)]},
        {"files": [SimpleUploadedFile("all.zip", ZIP)]},
    ):
        assert client.post(f"{here}messages/", said).status_code == 302
    assert [one.attachments.get().name for one in ticket.messages.order_by("pk")] == ["box.png", "all.zip"]
    page = client.get(here).content.decode()
    picture = Attachment.objects.get(name="box.png")
    assert f'href="{here}files/{picture.key}/preview/?large"' in page
    assert b"".join(client.get(f"{here}files/{picture.key}/").streaming_content) == PNG
    client.force_login(ana)
    assert "all.zip" in client.get(f"/tickets/{ticket.reference}/").content.decode()


@pytest.mark.parametrize(
    ("files", "a_day", "sentence"),
    [
        ([SimpleUploadedFile("page.png", b"<html>")], 30, "of a kind that we do not keep"),
        ([SimpleUploadedFile(f"{n}.png", PNG) for n in range(11)], 30, "At most 10 files"),
        ([SimpleUploadedFile("a.png", PNG), SimpleUploadedFile("b.png", PNG)], 1, "At most 1 files a day"),
    ],
)
def test_what_we_do_not_keep_of_a_customer_is_refused_and_their_words_stay(
    files: list[SimpleUploadedFile],
    a_day: int,
    sentence: str,
    client: Client,
    db: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listening, "FILES_A_DAY", a_day)
    here = come(client, make.a_ticket())
    for file in files:
        file.seek(0)
    answer = client.post(f"{here}messages/", {"body": "My words", "files": files})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, "My words" in page) == (422, True, True)
    assert not Attachment.objects.exists()
