"""Bad input: a clear sentence beside the field, and nothing lost of what was typed."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from common.clock import today
from common.text import WORDS_LIMIT
from tests import make
from tests.complaints import ENTRANCES, ask_api, ask_html, the_newest
from tests.doors import DOORS, html
from tickets.models import Attachment, Ticket

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
ODD_BUT_FINE = [
    "🙃👩‍👩‍👧 the parcel 📦 came late",
    "الطرد وصل متأخرا",
    "עברית ואנגלית mixed \u202eright to left\u202c",
    "zero\u200bwidth\u2060 inside",
    "한국어 English 日本語 Ελληνικά",
    "  leading, trailing and\n\n  inner lines stay  \n",
    "z͎̗ͣḁ̵̑l̉̃ͦg̐̓̒o͓̔ͥ",
    "<b>bold</b> & \"quoted\" 'words' {{ 7|add:7 }} {% now 'Y' %}",
    "=cmd|' /C calc'!A0",
]
SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def a_file(name: str = "a.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("enter", ENTRANCES)
@pytest.mark.parametrize("words", ["", " ", "\n\t  ", "\u200b", "\u200b\u200d\ufeff \u00ad\u3164\u2060"])
def test_nothing_to_read_is_refused(enter, ana: User, words: str) -> None:
    assert enter(ana, verbatim=words) == 422
    assert not Ticket.objects.exists()


def test_the_sentence_stands_beside_the_field(ana: User) -> None:
    assert ask_api(ana, verbatim=" ").json()["errors"] == {"verbatim": ["This field is needed."]}
    assert ask_html(ana, verbatim=" ").context["form"].errors == {"verbatim": ["This field is needed."]}


def test_the_sentence_is_in_the_readers_language(ana: User) -> None:
    client = Client(headers={"accept-language": "ko"})
    sentence = ask_html(ana, client=client, verbatim=" ").context["form"].errors["verbatim"][0]
    assert any("가" <= letter <= "힣" for letter in sentence)


@pytest.mark.parametrize("enter", ENTRANCES)
def test_the_longest_real_complaint_is_taken(enter, ana: User) -> None:
    assert enter(ana, verbatim="가" * WORDS_LIMIT) == 201
    assert len(the_newest().verbatim) == WORDS_LIMIT == 100_000


@pytest.mark.parametrize(("length", "over"), [(100_001, "1"), (200 * 1024, "104,800")])
def test_too_much_is_refused_and_says_how_much(ana: User, length: int, over: str) -> None:
    sentence = f"That is too long: {over} characters over."
    assert ask_api(ana, verbatim="x" * length).json()["errors"] == {"verbatim": [sentence]}
    answer = ask_html(ana, verbatim="x" * length)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "x" * length in answer.content.decode()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("enter", ENTRANCES)
@pytest.mark.parametrize("field", ["verbatim", "name", "company", "phone"])
def test_nul_bytes_are_refused(enter, ana: User, field: str) -> None:
    assert enter(ana, **{field: "a\x00b"}) == 422


@pytest.mark.parametrize("field", ["verbatim", "name", "company"])
def test_half_a_character_is_refused_by_the_api(ana: User, field: str) -> None:
    half = {field: "a\ud800b"}
    whole = {**WHOLE, **half} if field == "verbatim" else {**WHOLE, "customer": {"name": "Emma", **half}}
    assert ask_api_raw(ana, json.dumps(whole).encode()).status_code == 422


WHOLE: dict[str, object] = {"verbatim": "Late.", "customer": {"name": "Emma"}, "channel": "phone"}


def ask_api_raw(user: User, body: bytes, kind: str = "application/json"):
    client = APIClient()
    client.force_authenticate(user)
    return client.post("/api/v1/tickets/", body, content_type=kind)


@pytest.mark.parametrize(
    "body",
    [
        b'{"verbatim": "broken \xff\xfe", "customer": null}',
        b'{"verbatim": "\xc3\x28", "customer": null}',
        b"{",
        b"",
        b'{"verbatim": "x", "customer": null, "occurred_on": NaN}',
        b"\x00",
    ],
)
def test_what_is_no_json_is_a_problem(ana: User, body: bytes) -> None:
    answer = ask_api_raw(ana, body)
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body", [b"[]", b'"words"', b"7", b"null", b'[{"verbatim": "x"}]', b'{"verbatim": {"a": 1}, "customer": null}']
)
def test_json_of_another_shape_is_a_problem(ana: User, body: bytes) -> None:
    assert ask_api_raw(ana, body).status_code == 422


def test_the_api_speaks_json_only(ana: User) -> None:
    answer = ask_api_raw(ana, b"verbatim=x", "application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["status"]) == (415, 415)


def test_broken_utf8_in_a_form_is_refused(ana: User, client: Client) -> None:
    client.force_login(ana)
    body = b"verbatim=broken%FF%FEwords&channel=phone&language=en&name=Emma&email="
    answer = client.post("/tickets/new/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "arrived broken" in answer.content.decode()


@pytest.mark.parametrize("enter", ENTRANCES)
@pytest.mark.parametrize("words", ODD_BUT_FINE)
def test_words_are_stored_as_they_were_given(enter, ana: User, words: str) -> None:
    assert enter(ana, verbatim=words) == 201
    assert the_newest().verbatim.replace("\r\n", "\n") == words


@pytest.mark.parametrize("words", [*ODD_BUT_FINE, SCRIPT])
def test_every_odd_word_can_be_shown(ana: User, client: Client, words: str) -> None:
    client.force_login(ana)
    ticket = make.a_ticket(verbatim=words)
    for place in ("/desk/", f"/tickets/{ticket.reference}/"):
        assert client.get(place).status_code == 200


def test_script_in_every_field_is_shown_as_text(pia: User, client: Client) -> None:
    from backlog.actions.promotion import NewItem, accept
    from tickets.actions.assessing import assess
    from tickets.actions.listening import hear_more, listen
    from tickets.actions.writing import note, reply

    emma = make.a_customer(SCRIPT, company=SCRIPT, phone="<script>1")
    ticket = make.a_ticket(verbatim=SCRIPT, customer=emma, product_area=make.an_area(SCRIPT[:80]))
    listen(ticket, by=pia, restatement=SCRIPT, situation=SCRIPT, wish=SCRIPT)
    assess(ticket, by=pia, weighing=make.answers(relationship=SCRIPT), finding="not_yet", rationale=SCRIPT)
    accept(
        ticket, by=pia, message=SCRIPT, rationale=SCRIPT, new_item=NewItem(title=SCRIPT, problem=SCRIPT, promise=SCRIPT)
    )
    for deed in (note, reply):
        deed(ticket, by=pia, body=SCRIPT)
    hear_more(ticket, by=emma, body=SCRIPT)
    make.a_capability(SCRIPT)
    client.force_login(pia)
    item = ticket.voices.get().item
    for place in (
        "/desk/?stage=accepted",
        f"/tickets/{ticket.reference}/",
        "/customers/",
        f"/customers/{emma.pk}/",
        "/backlog/",
        f"/backlog/{item.reference}/",
        "/promises/",
        "/capabilities/",
        "/dashboard/",
        "/tickets/new/customers/?q=script",
        f"/desk/?q={SCRIPT}",
        "/tickets/new/alike/?verbatim=script alert onerror",
    ):
        page = client.get(place).content.decode()
        assert "<script>alert" not in page, place
        assert "<img src=x" not in page, place


@pytest.mark.parametrize("enter", ENTRANCES)
def test_a_day_still_to_come_is_refused(enter, ana: User) -> None:
    assert enter(ana, occurred_on=(today() + timedelta(days=1)).isoformat()) == 422
    assert enter(ana, occurred_on=today().isoformat()) == 201


@pytest.mark.parametrize("enter", ENTRANCES)
@pytest.mark.parametrize("day", ["2024-02-30", "0000-00-00", "99999-01-01", "1899-12-31", "today", "1e9"])
def test_a_day_that_never_was_is_refused(enter, ana: User, day: str) -> None:
    assert enter(ana, occurred_on=day) == 422


# ---- files -------------------------------------------------------------------------------------------------------------


def test_a_picture_is_kept_with_its_complaint(ana: User) -> None:
    assert ask_html(ana, files=[a_file()]).status_code == 302
    kept = the_newest().attachments.get()
    assert (kept.name, kept.content_type, kept.size, kept.has_preview) == ("a.png", "image/png", len(PNG), True)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.png", b"", "empty"),
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "kind that we do not keep"),
        ("x.png", b"<?xml version='1.0'?><svg onload='alert(1)'/>", "kind that we do not keep"),
        ("x.png", b"  \n<!DOCTYPE html><script>alert(1)</script>", "kind that we do not keep"),
        ("x.jpg", b"\xef\xbb\xbf<html><body onload=alert(1)>", "kind that we do not keep"),
        ("x.txt", "<html>".encode("utf-16"), "kind that we do not keep"),
        ("x.exe", b"MZ\x90\x00" + bytes(60), "kind that we do not keep"),
        ("x.sh", b"#!/bin/sh\nrm -rf /", "kind that we do not keep"),
        ("../../x.svg", b"<svg/>", "kind that we do not keep"),
    ],
)
def test_a_file_that_we_do_not_keep_is_refused_by_its_content(
    ana: User, name: str, content: bytes, sentence: str
) -> None:
    answer = ask_html(ana, files=[a_file(name, content)])
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x.png", "x.png"),
        ("..\\..\\x.png", "x.png"),
        ("/etc/passwd", "passwd"),
        ("a\x07b\u202egnp.exe", None),
        (".htaccess", "htaccess"),
        ("사진.png", "사진.png"),
        ("x" * 300 + ".png", None),
        ("<b>.png", "<b>.png"),
    ],
)
def test_a_name_is_only_a_name(ana: User, name: str, kept: str | None) -> None:
    from django.core.files.uploadedfile import UploadedFile

    from tickets.actions.attaching import _plain_name

    file = UploadedFile(name="x")
    file._name = name
    plain = _plain_name(file)
    assert kept is None or plain == kept
    assert len(plain) <= 200
    assert not set(plain) & set("/\\\x07\u202e")


def test_a_file_from_another_folder_is_kept_under_its_last_name(ana: User) -> None:
    assert ask_html(ana, files=[a_file("../../x.png")]).status_code == 302
    kept = the_newest().attachments.get()
    assert kept.name == "x.png"
    assert kept.key not in kept.name


def test_a_file_of_thirty_megabytes_is_refused(ana: User) -> None:
    answer = ask_html(ana, files=[a_file("zeros.png", PNG + bytes(30 * 1024 * 1024))])
    assert answer.status_code == 422
    assert "larger than 25 MB" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_ten_files_are_kept_and_eleven_refused(ana: User) -> None:
    assert ask_html(ana, files=[a_file(f"{n}.png") for n in range(10)]).status_code == 302
    assert the_newest().attachments.count() == 10
    answer = ask_html(ana, files=[a_file(f"{n}.png") for n in range(11)])
    assert answer.status_code == 422
    assert "At most 10 files" in answer.content.decode()
    assert Ticket.objects.count() == 1


def test_one_bad_file_refuses_all_of_it(ana: User) -> None:
    from django.core.files.storage import default_storage

    assert ask_html(ana, files=[a_file(), a_file("x.svg", b"<svg/>")]).status_code == 422
    assert not Attachment.objects.exists()
    assert "attachments" not in default_storage.listdir("")[0] or not default_storage.listdir("attachments")[1]


# ---- what is not there, what came too late, what came twice ---------------------------------------------------------------


_SAID = {
    "listening": ["restatement"],
    "assessment": ["for_everyone", "for_good", "built_in", "finding"],
    "decline": ["reason", "message"],
    "acceptance": ["message"],
    "question": ["body"],
    "setting-aside": ["reason"],
    "reopening": [],
    "messages": ["body"],
}


@pytest.mark.parametrize("number", ["987654321", "9" * 18, "9" * 19, "9" * 60])
@pytest.mark.parametrize(
    "noun", ["listening", "assessment", "decline", "acceptance", "question", "setting-aside", "reopening", "messages"]
)
def test_a_verb_about_what_is_not_there_is_not_found(ana: User, client: Client, number: str, noun: str) -> None:
    client.force_login(ana)
    whole = {
        "restatement": "x",
        "body": "x",
        "reason": "spam",
        "message": "x",
        "for_everyone": "yes",
        "for_good": "yes",
        "built_in": "product",
        "finding": "sustainable",
    }
    assert client.post(f"/tickets/CS-{number}/{noun}/", whole).status_code == 404
    program = APIClient()
    program.force_authenticate(ana)
    whole["reason"] = "not_ours" if noun == "decline" else "spam"
    said = {name: whole[name] for name in _SAID[noun]}
    answer = program.post(f"/api/v1/tickets/CS-{number}/{noun}/", said, format="json")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_form_sent_twice_is_one_ticket(ana: User) -> None:
    for _ in range(2):
        assert ask_html(ana, once="abc").status_code == 302
    assert Ticket.objects.count() == 1


def test_two_people_may_use_the_same_key(ana: User, pia: User) -> None:
    ask_html(ana, once="abc")
    ask_html(pia, once="abc")
    assert Ticket.objects.count() == 2


def test_a_refused_form_may_be_sent_again_with_its_key(ana: User) -> None:
    assert ask_html(ana, once="abc", verbatim="").status_code == 422
    assert ask_html(ana, once="abc").status_code == 302
    assert Ticket.objects.count() == 1


def test_the_same_key_gets_the_first_answer_again(ana: User) -> None:
    first, again = (ask_api(ana, headers={"Idempotency-Key": "abc"}) for _ in range(2))
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert (first.headers.get("Idempotent-Replay"), again.headers["Idempotent-Replay"]) == (None, "true")
    assert Ticket.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(ana: User) -> None:
    ask_api(ana, headers={"Idempotency-Key": "abc"})
    answer = ask_api(ana, headers={"Idempotency-Key": "abc"}, verbatim="Something else.")
    assert answer.status_code == 422
    assert "already used" in str(answer.json())
    assert Ticket.objects.count() == 1


def test_a_refused_call_may_be_sent_again_with_its_key(ana: User) -> None:
    assert ask_api(ana, headers={"Idempotency-Key": "abc"}, verbatim="").status_code == 422
    assert ask_api(ana, headers={"Idempotency-Key": "abc"}).status_code == 201


@pytest.mark.parametrize("key", ["x" * 200, "x" * 5000, "키", "a b"])
def test_any_key_will_do(ana: User, key: str) -> None:
    from urllib.parse import quote

    shown = key if key.isascii() else quote(key)
    for _ in range(2):
        assert ask_api(ana, headers={"Idempotency-Key": shown}).status_code == 201
    assert Ticket.objects.count() == 1


def test_two_long_keys_with_the_same_beginning_are_two(ana: User) -> None:
    for end in "ab":
        assert ask_api(ana, headers={"Idempotency-Key": "x" * 250 + end}).status_code == 201
    assert Ticket.objects.count() == 2


TYPED = "Some thoughtful words that took a while to write."
A_REFUSED_FORM = [
    ("to_listen", "listening", {"restatement": "", "situation": TYPED}),
    ("to_assess", "assessment", {"relationship": TYPED, "cost_each_time": "-5"}),
    ("to_assess", "mishearing", {"missed": TYPED + "\x00"}),
    ("to_decide", "decline", {"message": TYPED}),
    ("to_decide", "acceptance", {"message": TYPED}),
    ("to_listen", "messages", {"kind": "shout", "body": TYPED}),
    ("to_listen", "setting-aside", {"reason": "sent_twice", "twin": "CS-987654321"}),
]


@pytest.mark.parametrize(("stage", "noun", "said"), A_REFUSED_FORM)
def test_a_refused_form_keeps_what_was_typed(
    pia: User, client: Client, stage: str, noun: str, said: dict[str, str]
) -> None:
    client.force_login(pia)
    answer = client.post(f"/tickets/{make.a_ticket_of(stage).reference}/{noun}/", said)
    assert answer.status_code == 422
    for name, words in said.items():
        assert name == "kind" or words.strip("\x00") in answer.content.decode()


def test_a_refused_complaint_keeps_what_was_typed(ana: User) -> None:
    answer = ask_html(ana, verbatim=TYPED, name="", company="Acme Trading", phone="010-9876-5432")
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in (TYPED, "Acme Trading", "010-9876-5432", "emma@example.com"):
        assert words in page


A_LATE_FORM = [
    ("listening", {"restatement": TYPED}),
    ("decline", {"reason": "not_ours", "message": TYPED}),
    ("acceptance", {"title": "T", "problem": "P", "promise": "P", "message": TYPED}),
    ("mishearing", {"missed": TYPED}),
]


@pytest.mark.parametrize(("noun", "said"), A_LATE_FORM)
def test_who_comes_too_late_reads_what_happened_and_keeps_what_they_typed(
    pia: User, client: Client, noun: str, said: dict[str, str]
) -> None:
    client.force_login(pia)
    answer = client.post(f"/tickets/{make.a_declined_ticket().reference}/{noun}/", said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert TYPED in page
    assert "Someone else just decided this." in page


def test_who_may_not_keeps_what_they_typed(vic: User, client: Client) -> None:
    client.force_login(vic)
    answer = client.post(f"/tickets/{make.a_ticket().reference}/listening/", {"restatement": TYPED})
    assert answer.status_code == 403
    assert TYPED in answer.content.decode()


@pytest.mark.parametrize("door", DOORS)
def test_invisible_words_do_not_hide_an_endless_text(door, ana: User) -> None:
    assert door(ana, make.a_ticket(), "listening", {"restatement": "Late.", "wish": "\u200b" * 100_001}) == 422


@pytest.mark.parametrize("enter", ENTRANCES)
def test_an_invisible_company_is_none(enter, ana: User) -> None:
    assert enter(ana, company="\u200b") == 201
    assert the_newest().customer.company is None


def test_a_body_beyond_all_measure_is_turned_away(ana: User) -> None:
    assert ask_api_raw(ana, b'{"verbatim": "' + b"x" * (3 * 1024 * 1024) + b'"}').status_code in {400, 413, 422}


def test_a_form_without_its_token_is_refused(ana: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post(f"/tickets/{make.a_ticket().reference}/listening/", {"restatement": "x"}).status_code == 403
    assert html(ana, make.a_ticket(), "listening", {"restatement": "x"}) == 201
