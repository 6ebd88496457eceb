"""The firm's name, colour and logo: chosen by administrators, seen by customers in mails and on pages."""

import base64
import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage as Outgoing
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from accounts.actions.brand import change_brand, our_brand, put_logo, remove_logo
from accounts.models import Brand, User
from common import colours
from common.refusals import Conflict, Forbidden, Invalid
from notifications.models import CapturedMail
from tests import make
from tests.doors import APIClient
from tests.following import kinds, let_follow
from tests.refusing import refused

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def a_picture(kind: str = "PNG", size: tuple[int, int] = (600, 90)) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "#1a6b4f").save(drawn, kind)
    return drawn.getvalue()


@given(st.integers(0, 0xFFFFFF))
def test_text_on_any_colour_can_be_read(number: int) -> None:
    colour = f"#{number:06x}"
    assert colours.contrast(colour, colours.text_on(colour)) >= colours.LEAST


def test_contrast_is_as_the_standard_reckons() -> None:
    assert round(colours.contrast("#ffffff", "#000000"), 2) == 21
    assert round(colours.contrast("#777777", "#ffffff"), 2) == 4.48
    assert colours.text_on("#fee500") == colours.BLACK


def test_a_firm_appears_as_its_administrator_says(ada: User) -> None:
    assert our_brand().called == "Dawn Market"
    brand = change_brand(by=ada, name=" Sun & Moon ", accent="#1A6B4F")
    put_logo(by=ada, image=a_picture())
    assert (our_brand().called, brand.accent) == ("Sun & Moon", "#1a6b4f")
    assert (our_brand().logo_width, our_brand().logo_height) == (480, 72)
    remove_logo(by=ada)
    assert kinds(brand) == ["BrandChanged", "LogoChanged", "LogoChanged"]
    with pytest.raises(Conflict):
        remove_logo(by=ada)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "Sun\r\nBcc: all@example.com"}, "name"),
        ({"name": "Sun", "name_ko": "해\u2028달"}, "name_ko"),
        ({"name": "Sun", "accent": "red"}, "accent"),
        ({"name": "Sun", "accent": "#12345"}, "accent"),
    ],
)
def test_what_cannot_be_a_name_or_a_colour(ada: User, said: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        change_brand(by=ada, **said)
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize(
    ("image", "because"),
    [
        (b"", "needed"),
        (SVG, "SVG"),
        (a_picture("GIF"), "PNG or a JPEG"),
        (a_picture()[:60], "cannot be opened"),
        (a_picture(size=(5000, 4000)), "too many pixels"),
        (a_picture() + bytes(1024 * 1024), "1 MB"),
    ],
)
def test_what_cannot_be_a_logo(ada: User, image: bytes, because: str) -> None:
    with pytest.raises(Invalid, match=because):
        put_logo(by=ada, image=image)


def test_only_the_pixels_of_a_logo_go_out(ada: User) -> None:
    brand = put_logo(by=ada, image=a_picture("JPEG") + b"<script>")
    assert b"<script>" not in bytes(brand.logo or b"")


@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_only_administrators_choose_it_at_either_door(db: None, client: Client, role: str) -> None:
    who, api = make.a_colleague("X", role), APIClient()
    client.force_login(who)
    api.force_authenticate(who)
    picture = base64.b64encode(a_picture()).decode()
    for place, body in [("", {"name": "Mine"}), ("logo/", {"logo": picture}), ("logo/removal/", {})]:
        assert client.post(f"/settings/brand/{place}", {}).status_code == 403
        assert api.post(f"/api/v1/brand/{place}", body, format="json").status_code == 403
    with pytest.raises(Forbidden):
        change_brand(by=who, name="Mine")


def test_the_page_and_the_api_say_the_same(client: Client, ada: User) -> None:
    client.force_login(ada)
    api = APIClient()
    api.force_authenticate(ada)
    assert client.post("/settings/brand/", {"name": "Sun", "accent": "#1a6b4f"}).status_code == 302
    file = SimpleUploadedFile("logo.svg", a_picture(), "image/svg+xml")  # its content says what it is
    assert client.post("/settings/brand/logo/", {"logo": file}).status_code == 302
    page = client.get("/settings/brand/").content.decode()
    assert f"/brand/logo/{our_brand().logo_key}/" in page
    assert "6.4 to 1" in page
    wrong = client.post("/settings/brand/", {"name": "Sun", "accent": "green"})
    assert (wrong.status_code, 'value="green"' in wrong.content.decode()) == (422, True)
    assert client.post("/settings/brand/logo/", {}).status_code == 422
    assert client.post("/settings/brand/logo/removal/").status_code == 302
    picture = base64.b64encode(a_picture()).decode()
    assert api.post("/api/v1/brand/logo/", {"logo": picture}, format="json").data["logo_kind"] == "png"
    assert api.post("/api/v1/brand/logo/", {"logo": "%"}, format="json").status_code == 422
    assert api.post("/api/v1/brand/", {"name": "Moon", "accent": "#x"}, format="json").status_code == 422
    assert api.post("/api/v1/brand/", {"name": "Moon"}, format="json").data["name"] == "Moon"
    assert api.get("/api/v1/brand/").data["accent"] == ""


def test_of_two_who_change_it_at_once_the_second_is_told_and_what_they_typed_stays(client: Client, ada: User) -> None:
    client.force_login(ada)
    api = APIClient()
    api.force_authenticate(ada)
    change_brand(by=ada, name="Sun", accent="#1a6b4f")
    seen = our_brand().version
    assert api.get("/api/v1/brand/").data["version"] == seen
    page = client.get("/settings/brand/").content.decode()
    assert f'name="version" value="{seen}"' in page
    assert api.post("/api/v1/brand/", {"name": "Moon", "version": seen}, format="json").status_code == 201
    typed = {"name": "Stars", "version": seen}
    late = client.post("/settings/brand/", typed)
    page = late.content.decode()
    assert (late.status_code, "Someone else changed this meanwhile: Moon." in page, 'value="Stars"' in page) == (
        409,
        True,
        True,
    )
    assert api.post("/api/v1/brand/", {"name": "Stars", "version": seen}, format="json").status_code == 409
    assert our_brand().called == "Moon"
    again = re.search(r'name="version" value="([^"]*)"', page)
    assert again
    assert client.post("/settings/brand/", {"name": "Stars", "version": again[1]}).status_code == 302
    assert our_brand().called == "Stars"


def test_customers_see_it_on_their_pages(client: Client, ada: User) -> None:
    change_brand(by=ada, name="Sun", name_ko="해님", accent="#fee500")
    key = put_logo(by=ada, image=a_picture()).logo_key
    page = client.get("/follow/nothing/").content.decode()
    assert "/brand/fee500.css" in page
    assert f'src="/brand/logo/{key}/"' in page
    assert 'alt="Sun"' in page
    sheet, picture = client.get("/brand/fee500.css"), client.get(f"/brand/logo/{key}/")
    assert "--on-accent: #000000" in sheet.content.decode()
    assert (sheet["Content-Type"], picture["Content-Type"]) == ("text/css", "image/png")
    assert "immutable" in picture["Cache-Control"]
    assert client.get("/brand/fee5zz.css").status_code == 404
    client.cookies["django_language"] = "ko"
    assert "해님" in client.get("/follow/nothing/").content.decode()


def test_customers_see_it_in_their_mails(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    change_brand(by=ada, name="Sun", name_ko="해님", accent="#1a6b4f")
    put_logo(by=ada, image=a_picture())
    read: list[EmailMessage] = []

    def take(_mailbox: object, leaving: list[Outgoing]) -> int:
        strict: Any = SMTP.clone(raise_on_defect=True)
        read.extend(message_from_bytes(one.message().as_bytes(), policy=strict) for one in leaving)
        return len(leaving)

    monkeypatch.setattr("notifications.mailbox.Mailbox.send_messages", take)
    make.a_ticket(customer=make.a_customer("김민지", language="ko"))
    make.a_ticket()
    let_follow()
    korean, english = read
    assert [mail["From"].addresses[0].display_name for mail in read] == ["해님", "Sun"]
    assert korean.get_content_type() == "multipart/related"
    html = english.get_body(("html",))
    assert html is not None
    assert "#1a6b4f" in html.get_content()
    assert 'src="cid:logo"' in html.get_content()
    picture = next(part for part in english.walk() if part.get_content_type() == "image/png")
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<logo>", "inline")
    assert Image.open(BytesIO(picture.get_content())).size == (480, 72)


def test_before_anybody_chose_a_mail_carries_no_picture(db: None) -> None:
    make.a_ticket()
    let_follow()
    mail = CapturedMail.objects.get()
    assert "cid:" not in mail.html
    assert "Dawn Market" in mail.html


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"pk": 2}, "there_is_one_brand"),
        ({"name": " "}, "a_brand_has_a_name"),
        ({"accent": "red"}, "an_accent_is_a_colour"),
        ({"logo": b"x"}, "a_logo_is_there_with_its_key"),
    ],
)
def test_what_may_never_be_true_of_a_brand(db: None, said: dict[str, Any], because: str) -> None:
    refused(lambda: Brand.objects.create(**{"pk": 1, "name": "Sun"} | said), because=because)
