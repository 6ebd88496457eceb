"""The mails to customers say what an administrator wrote, in each language, and what came with the product before and after."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.clock import now
from notifications.actions.capping import most_a_day
from notifications.letters import draft_of_telling
from notifications.letters.examples import EXAMPLES, example
from notifications.letters.sentences import OURS, facts_for, ours, sentences
from notifications.models import CapturedMail, MailCap, MailWords
from tests import make
from tests.doors import APIClient
from tests.following import kinds, let_follow
from tests.notifications.test_mails import STORIES, tell_about
from tests.refusing import refused


@pytest.fixture
def adas(ada: User, client: Client) -> Client:
    client.force_login(ada)
    return client


@pytest.fixture
def api(ada: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(ada)
    return client


def place(kind: str, language: str = "en") -> str:
    return f"/settings/mails/{kind}/{language}/"


def test_every_mail_to_customers_has_its_words_in_both_languages() -> None:
    assert set(OURS) == set(EXAMPLES)
    for kind in EXAMPLES:
        english, korean = (ours(kind, language) for language in ("en", "ko"))
        assert all(english[part] != korean[part] and "{" + "}" not in korean[part] for part in english), kind


@pytest.mark.parametrize("kind", STORIES)
def test_a_mail_says_what_was_written_with_its_facts(api: APIClient, kind: str) -> None:
    said = {
        part: f"Our {part}{' of {reference}' if 'reference' in facts_for(kind, part) else ''}." for part in OURS[kind]
    }
    answer = api.post(f"/api/v1/mails/words/{kind}/en/", {"words": said}, format="json")
    assert (answer.status_code, sorted(answer.json()["own"])) == (201, sorted(said))
    ticket = tell_about(kind)
    mail = CapturedMail.objects.filter(to=ticket.customer.email).order_by("pk").last()
    assert mail.subject == f"[{ticket.reference}] Our subject of {ticket.reference}."
    for part in {"button", "yes", "not_quite", "note"} & said.keys():
        assert said[part] in mail.html, part
        assert part == "button" or said[part] in mail.text, part
    shown = [part for part in ("opening", "closing") if kind not in {"accepted", "declined", "looking_again"}]
    for part in shown:
        words = said[part].replace("{reference}", ticket.reference)
        assert words in mail.text, part
        assert words in mail.html, part


def test_both_doors_write_and_take_back_and_the_journal_says_so(adas: Client, api: APIClient) -> None:
    words = ours("received", "ko") | {"opening": "{name} 님, 잘 받았어요.\n\n{firm} 드림"}
    assert adas.post(f"{place('received', 'ko')}words/", words).status_code == 302
    own = MailWords.objects.get()
    assert (own.part, own.language) == ("opening", "ko")
    assert "김민지 님, 잘 받았어요." in adas.get(place("received", "ko")).content.decode()
    assert "김민지 님" not in example("received", "en").text
    again = {"words": {"opening": "잘 받았어요."}}
    assert api.post("/api/v1/mails/words/received/ko/", again, format="json").json()["own"] == ["opening"]
    assert "Take back the words" in adas.get("/settings/mails/?kind=received&language=ko").content.decode()
    assert api.post("/api/v1/mails/words/received/ko/restoration/").json()["own"] == []
    assert (MailWords.objects.count(), adas.post(f"{place('received', 'ko')}restoration/").status_code) == (0, 409)
    assert kinds(own) == ["MailReworded", "MailReworded", "MailWordsRestored"]


@pytest.mark.parametrize(
    ("part", "body", "said"),
    [
        ("opening", "Thank you.\n\nYour {verbatm} came.", "{verbatm} in line 3"),
        ("opening", "Half a {name", "{ in line 1"),
        ("subject", "About {promise}", "{promise} in line 1"),
        ("subject", "Two\nlines", "One line only."),
        ("greeting", " ", "needed"),
        ("closing", "x" * 2001, "too long"),
        ("not_yet", "Soon.", "no such part"),
    ],
)
def test_what_cannot_be_said_is_refused_at_both_doors_and_kept_as_typed(
    adas: Client, api: APIClient, part: str, body: str, said: str
) -> None:
    answer = api.post("/api/v1/mails/words/received/en/", {"words": {part: body}}, format="json")
    assert (answer.status_code, said in str(answer.json())) == (422, True), answer.json()
    if part != "not_yet":
        page = adas.post(f"{place('received')}words/", ours("received", "en") | {part: body})
        assert (page.status_code, said in page.content.decode()) == (422, True)
    assert MailWords.objects.count() == 0


def opened(door: Client) -> str:
    """What the page of a mail says that it said when it was opened."""
    page = door.get("/settings/mails/?kind=received&language=en").content.decode()
    return unescape(page.split('name="seen"')[1].split('value="')[1].split('"')[0])


def test_two_who_word_one_mail_never_write_over_each_other(adas: Client, api: APIClient) -> None:
    seen, house = opened(adas), ours("received", "en")
    api.post(
        "/api/v1/mails/words/received/en/", {"words": {"opening": "Theirs.", "greeting": "Dear {name},"}}, format="json"
    )
    typed = house | {"seen": seen, "opening": "Mine.", "closing": "My end."}
    answer = adas.post(f"{place('received')}words/", typed)
    page = answer.content.decode()
    assert (answer.status_code, example("received", "en").text.count("Theirs.")) == (409, 1)
    for said in (
        "Someone else changed this meanwhile: Beginning.",
        "It now says: Theirs.",
        "Mine.",
        "My end.",
        "Dear {name},",
    ):
        assert said in page, said
    now_seen = unescape(page.split('name="seen"')[1].split('value="')[1].split('"')[0])
    again = {"seen": now_seen, **typed, "greeting": "Dear {name},"} | {"seen": now_seen}
    assert adas.post(f"{place('received')}words/", again).status_code == 302
    assert dict(MailWords.objects.values_list("part", "body")) == {
        "opening": "Mine.", "closing": "My end.", "greeting": "Dear {name},",
    }  # fmt: skip


def test_what_only_the_other_changed_stays_as_they_left_it(adas: Client, api: APIClient) -> None:
    seen, house = opened(adas), ours("received", "en")
    api.post("/api/v1/mails/words/received/en/", {"words": {"greeting": "Dear {name},"}}, format="json")
    mine = house | {"seen": seen, "opening": "Mine."}
    assert adas.post(f"{place('received')}words/", mine).status_code == 302
    assert set(MailWords.objects.values_list("body", flat=True)) == {"Dear {name},", "Mine."}


def test_words_are_not_taken_back_unseen(adas: Client, api: APIClient) -> None:
    api.post("/api/v1/mails/words/received/en/", {"words": {"opening": "First."}}, format="json")
    seen = opened(adas)
    api.post("/api/v1/mails/words/received/en/", {"words": {"opening": "Second."}}, format="json")
    late = adas.post(f"{place('received')}restoration/", {"seen": seen})
    assert (late.status_code, "Second." in late.content.decode()) == (409, True)
    assert "Look at it again before you take its words back." in late.content.decode()
    assert MailWords.objects.get().body == "Second."
    assert adas.post(f"{place('received')}restoration/", {"seen": opened(adas)}).status_code == 302


def test_the_api_changes_what_was_read_and_nothing_else(api: APIClient) -> None:
    address, said = "/api/v1/mails/words/received/en/", {"words": {"opening": "Ours."}}
    tag = api.get(address)["ETag"]
    assert api.post(address, said, format="json", headers={"If-Match": tag}).status_code == 201
    for late in ({"words": {"opening": "Late."}}, said):
        assert api.post(address, late, format="json", headers={"If-Match": tag}).status_code == 412
    assert api.post(f"{address}restoration/", headers={"If-Match": tag}).status_code == 412
    assert MailWords.objects.get().body == "Ours."


def test_several_in_one_have_a_heading_and_a_note_of_their_own(api: APIClient) -> None:
    words = {"subject": "{n} things from {firm}", "note": "Keep these links."}
    api.post("/api/v1/mails/words/several/en/", {"words": words}, format="json")
    letter = example("several", "en")
    assert letter.subject.startswith("3 things from ")
    assert "Keep these links." in letter.text
    assert "Keep these links." in letter.html


def test_a_mail_asks_for_the_looks_once(api: APIClient) -> None:
    for kind in ("received", "heard", "reply"):
        with CaptureQueriesContext(connection) as asked:
            example(kind, "en")
        assert sum("accounts_brand" in query["sql"] for query in asked.captured_queries) == 1, kind


def test_a_part_whose_fact_is_missing_is_left_out_and_a_heading_is_ours_then(api: APIClient) -> None:
    words = {"subject": "{name}, we have it", "opening": "Dear {name}\n\nIt has arrived."}
    api.post("/api/v1/mails/words/received/en/", {"words": words}, format="json")
    told = sentences("received", "en", {"name": "", "reference": "CS-1", "firm": "Sun"})
    assert (told.subject, told.opening) == ("We received what you told us", "It has arrived.")


def test_what_shipped_is_told_in_the_words_that_colleagues_see_beforehand(api: APIClient) -> None:
    api.post("/api/v1/mails/words/shipped/en/", {"words": {"opening": "{firm} kept its word."}}, format="json")
    assert "kept its word." in draft_of_telling("en")
    assert draft_of_telling("en") in example("shipped", "en").text


@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_only_administrators_write_and_choose(client: Client, db: None, role: str) -> None:
    someone = make.a_colleague("Someone", role)
    client.force_login(someone)
    api = APIClient()
    api.force_authenticate(someone)
    for address in ("words/", "restoration/", "cap/"):
        assert client.post(f"{place('received')}{address}", {"most": 1}).status_code == 403
    for address, body in (("words/received/en/", {"words": {}}), ("cap/", {"most": 1})):
        assert api.get(f"/api/v1/mails/{address}").status_code == 403
        assert api.post(f"/api/v1/mails/{address}", body, format="json").status_code == 403


def test_the_days_cap_is_chosen_at_both_doors_and_holds_at_once(adas: Client, api: APIClient, settings: Any) -> None:
    settings.CUSTOMER_MAILS_PER_DAY = 7
    assert (most_a_day(), api.get("/api/v1/mails/cap/").json()) == (7, {"most": 7})
    assert adas.post(f"{place('received')}cap/", {"most": 1}).status_code == 302
    emma = make.a_customer()
    for _ in range(3):
        make.a_ticket(customer=emma)
    let_follow()
    assert CapturedMail.objects.count() == 1
    assert api.post("/api/v1/mails/cap/", {"most": 0}, format="json").json() == {"most": 0}
    make.a_ticket(customer=emma)
    let_follow()
    assert CapturedMail.objects.count() == 3, "what was held goes at once and in one, where there is no cap any more"
    assert "2 answers" in CapturedMail.objects.order_by("pk")[1].subject
    for odd in (-1, 101):
        assert api.post("/api/v1/mails/cap/", {"most": odd}, format="json").status_code == 422
        assert adas.post(f"{place('received')}cap/", {"most": odd}).status_code == 422
    assert kinds(MailCap.objects.get()) == ["MailCapChanged", "MailCapChanged"]


def test_two_who_choose_the_days_cap_never_write_over_each_other_unseen(adas: Client, api: APIClient) -> None:
    there, address = f"{place('received')}cap/", "/api/v1/mails/cap/"
    seen, tag = cap_seen(adas.get("/settings/mails/")), api.get(address)["ETag"]
    assert api.post(address, {"most": 9}, format="json", headers={"If-Match": tag}).status_code == 201
    late = adas.post(there, {"seen": seen, "most": 3})
    assert (late.status_code, most_a_day(), cap_seen(late)) == (409, 9, "9")
    said = late.content.decode()
    assert "it is 9 a day now" in said
    assert 'value="3"' in said
    answer = api.post(address, {"most": 3}, format="json", headers={"If-Match": tag, "Accept-Language": "ko"})
    assert (answer.status_code, most_a_day()) == (412, 9)
    assert answer.json()["detail"] == "그사이 다른 분이 바꿨어요. 다시 읽은 다음 바꿔 주세요."
    assert adas.post(there, {"seen": seen, "most": 9}).status_code == 302, "both chose the same"
    assert adas.post(there, {"seen": cap_seen(late), "most": 3}).status_code == 302
    assert most_a_day() == 3


def cap_seen(answer: Any) -> str:
    section = answer.content.decode().split('id="cap"')[1]
    return section.split('name="seen" value="')[1].split('"')[0]


def test_the_database_refuses_what_may_never_be(ada: User) -> None:
    said: dict[str, Any] = {"kind": "received", "language": "en", "by": ada, "at": now()}
    MailWords.objects.create(part="opening", body="Yes.", **said)
    for part, body, rule in (
        ("opening", "No.", "a_part_of_a_mail_has_one_wording_in_a_language"),
        ("closing", " \n", "a_part_of_a_mail_says_something"),
        ("colour", "Red.", "a_part_of_a_mail_is_a_known_one"),
    ):
        refused(lambda: MailWords.objects.create(part=part, body=body, **said), because=rule)  # noqa: B023 (called at once)
    for pk, most, rule in ((2, 1, "there_is_one_cap_of_mails"), (1, 101, "a_cap_of_mails_is_at_most_a_hundred")):
        refused(lambda: MailCap.objects.create(pk=pk, most_a_day=most, by=ada, at=said["at"]), because=rule)  # noqa: B023


def test_what_is_refused_is_drawn_with_the_mail_in_its_frame(adas: Client) -> None:
    for address, said in (("words/", {"opening": "{nmae}"}), ("cap/", {"most": 101})):
        answer = adas.post(f"{place('received')}{address}", said)
        assert answer.status_code == 422
        assert "frame-src 'self'" in answer["Content-Security-Policy"]
