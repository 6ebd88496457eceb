"""A file may say it alone; pictures open large, drawn by us."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from notifications.letters import write
from notifications.models import Mail
from tests import make
from tests.following import let_follow
from tests.tickets.test_enclosed import DOORS, a_file
from tickets.actions import enclosing
from tickets.actions.writing import reply, undo
from tickets.models import Attachment, Message, Unsent, UnsentFile


def a_picture(wide: int, high: int) -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (wide, high), "teal").save(drawn, "PNG")
    return SimpleUploadedFile("wide.png", drawn.getvalue())


@pytest.mark.parametrize(("door", "done"), DOORS)
@pytest.mark.parametrize("kind", ["note", "reply"])
def test_a_file_without_words_is_said(door, done: int, kind: str, ana: User) -> None:
    ticket = make.a_ticket()
    waits = enclosing.hold(a_file("chosen.png"), by=ana, ticket=ticket)
    assert door(ana, ticket, kind=kind, body=" \u200b\n", held=[waits.key]).status_code == done
    assert door(ana, ticket, kind=kind, body="", files=[a_file()]).status_code == done
    assert [one.body for one in ticket.messages.order_by("pk")] == ["", ""]


@pytest.mark.parametrize(("door", "done"), DOORS)
def test_without_words_and_files_nothing_is_said(door, done: int, ana: User) -> None:
    answer = door(ana, make.a_ticket(), body=" \u200b")
    assert (answer.status_code, "This field is needed." in answer.content.decode()) == (422, True)
    assert door(ana, make.a_ticket(), body="x" * 100_001, files=[a_file()]).status_code == 422
    assert not Message.objects.exists()


def test_a_file_alone_is_mailed_and_shown_and_can_be_taken_back(ana: User, client: Client, settings) -> None:
    ticket = make.a_ticket()
    reply(ticket, by=ana, body="", files=[a_file("label.png")])
    let_follow()
    letter = write(Mail.objects.get(kind="reply"))
    assert [file.name for file in letter.files] == ["label.png"]
    settings.UNDO_SECONDS = 15
    undo(reply(ticket, by=ana, body="", files=[a_file("oops.png")]), by=ana)
    client.force_login(ana)
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    assert "label.png" in page
    assert UnsentFile.objects.get().name == "oops.png"
    assert not Unsent.objects.exists()


def test_pictures_open_large_and_small_ones_as_they_are(ana: User, client: Client) -> None:
    ticket = make.a_ticket(files=[a_picture(3000, 1500), a_picture(320, 200)])
    client.force_login(ana)
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    sizes = []
    for kept in Attachment.objects.order_by("pk"):
        place = f"/attachments/{kept.key}/preview/"
        assert f'href="{place}?large"' in page
        for asked in (place, f"{place}?large"):
            answer = client.get(asked)
            assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
            with Image.open(BytesIO(b"".join(answer.streaming_content))) as drawn:
                sizes.append(drawn.size)
    assert sizes == [(640, 320), (2048, 1024), (320, 200), (320, 200)]
