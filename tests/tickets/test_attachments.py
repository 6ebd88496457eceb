"""Attachments: given out as downloads only; pictures have a small one drawn by us."""

import struct
from io import BytesIO
from zlib import crc32

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from common.refusals import Invalid
from tests import make
from tests.tickets.test_bad_input import PNG
from tickets.actions import attaching
from tickets.models import Attachment


def a_kept(content: bytes = PNG, name: str = "photo.png") -> Attachment:
    return make.a_ticket(files=[SimpleUploadedFile(name, content)]).attachments.get()


def a_picture(kind: str, side: int = 2000) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (side, side // 2), "red").save(drawn, kind)
    return drawn.getvalue()


@pytest.fixture
def anas(ana: User, client: Client) -> Client:
    """Ana's browser."""
    client.force_login(ana)
    return client


def test_a_file_comes_back_as_it_was_sent(anas: Client) -> None:
    answer = anas.get(f"/attachments/{a_kept().key}/")
    assert b"".join(answer.streaming_content) == PNG


@pytest.mark.parametrize("place", ["", "preview/"])
def test_nothing_that_was_sent_is_ever_a_page(anas: Client, place: str) -> None:
    answer = anas.get(f"/attachments/{a_kept().key}/{place}")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"].startswith("private")
    answer.close()


def test_a_file_is_a_download_of_no_kind(anas: Client) -> None:
    kept = a_kept(name='사진 "1".png')
    answer = anas.get(f"/attachments/{kept.key}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    answer.close()


def test_a_name_cannot_break_the_header(anas: Client) -> None:
    kept = a_kept(name="a\r\nSet-Cookie: x=1.png")
    answer = anas.get(f"/attachments/{kept.key}/")
    assert "x" not in answer.cookies
    assert "\n" not in answer["Content-Disposition"]
    answer.close()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_has_a_small_one_drawn_anew(anas: Client, kind: str) -> None:
    kept = a_kept(a_picture(kind))
    answer = anas.get(f"/attachments/{kept.key}/preview/")
    with Image.open(BytesIO(b"".join(answer.streaming_content))) as small:
        assert (small.format, small.size) == ("WEBP", (640, 320))
    assert answer["Content-Type"] == "image/webp"


def test_nothing_hidden_in_a_picture_reaches_its_preview(anas: Client) -> None:
    kept = a_kept(a_picture("PNG") + b"<script>alert(1)</script>")
    answer = anas.get(f"/attachments/{kept.key}/preview/")
    assert b"script" not in b"".join(answer.streaming_content)


@pytest.mark.parametrize("content", [PNG[:40], PNG[:8] + bytes(100)])
def test_a_broken_picture_is_kept_without_a_preview(anas: Client, content: bytes) -> None:
    kept = a_kept(content)
    assert not kept.has_preview
    assert anas.get(f"/attachments/{kept.key}/preview/").status_code == 404


@pytest.mark.parametrize("side", [10_000, 60_000])
def test_a_picture_that_unfolds_to_gigabytes_is_refused_and_not_unfolded(
    ana: User, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = struct.pack(">II", side, side)
    bomb = PNG[:16] + sizes + PNG[24:29] + struct.pack(">I", crc32(b"IHDR" + sizes + PNG[24:29])) + PNG[33:]
    monkeypatch.setattr(Image.Image, "load", None)
    with pytest.raises(Invalid, match="50 million at most"):
        make.a_ticket(files=[SimpleUploadedFile("bomb.png", bomb)])
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n" + bytes(50), "application/pdf"),
        (b"PK\x03\x04" + bytes(60), "application/zip"),
        (b"ID3\x03" + bytes(60), "audio/mpeg"),
        (b"just words\n", "text/plain"),
        ("그냥 글\n".encode(), "text/plain"),
        (a_picture("JPEG", 10), "image/jpeg"),
    ],
)
def test_the_content_says_what_it_is(db: None, content: bytes, kind: str) -> None:
    assert a_kept(content, "anything.xyz").content_type == kind


def test_what_is_no_picture_has_no_preview(anas: Client) -> None:
    assert anas.get(f"/attachments/{a_kept(b'words').key}/preview/").status_code == 404


def test_a_file_lies_under_a_name_that_nobody_guesses(db: None) -> None:
    kept = a_kept()
    assert len(kept.key) == 43
    assert default_storage.exists(attaching.path_of(kept.key))
    assert "photo" not in attaching.path_of(kept.key)


@pytest.mark.parametrize("place", ["", "preview/"])
def test_nobody_from_outside_sees_a_file(client: Client, db: None, place: str) -> None:
    answer = client.get(f"/attachments/{a_kept().key}/{place}")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("place", ["", "preview/"])
def test_a_customer_with_a_link_sees_no_files_of_others(client: Client, db: None, place: str) -> None:
    from tickets.actions.following import issue_link

    client.get(f"/follow/{issue_link(make.a_ticket())}/")
    assert client.get(f"/attachments/{a_kept().key}/{place}").status_code == 302


@pytest.mark.parametrize("key", ["nonsense", "A" * 43, "_" * 500])
def test_an_unknown_key_is_not_found(anas: Client, key: str) -> None:
    a_kept()
    assert anas.get(f"/attachments/{key}/").status_code == 404


def test_who_no_longer_works_here_sees_nothing(anas: Client, ana: User) -> None:
    ana.is_active = False
    ana.save()
    assert anas.get(f"/attachments/{a_kept().key}/").status_code == 302


def test_a_refused_file_is_not_kept(db: None) -> None:
    with pytest.raises(Invalid):
        make.a_ticket(files=[SimpleUploadedFile("a.png", PNG), SimpleUploadedFile("b.svg", b"<svg/>")])
    assert not Attachment.objects.exists()


def test_the_page_links_files_and_shows_small_pictures(anas: Client) -> None:
    kept = a_kept()
    page = anas.get(f"/tickets/{kept.ticket.reference}/").content.decode()
    assert f"/attachments/{kept.key}/" in page
    assert f"/attachments/{kept.key}/preview/" in page
