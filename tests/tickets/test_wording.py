"""Wording: what excuses or blames gets a gentle hint; it never stops anyone."""

import unicodedata

import pytest
from django.test import Client

from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS, APIClient
from tests.following import kinds, let_follow
from tickets.actions.phrasing import forget, hints_in, teach, watched
from tickets.models import Phrase
from tickets.wording.phrases import PHRASES

NAMED = {"language": "en", "phrase": "honestly speaking"}
A_PHRASE = NAMED | {"suggestion": "Just say it."}


def found(words: str, language: str) -> list[str]:
    return [hint.phrase for hint in hints_in(words, language)]


def ask(user: User, place: str, body: dict[str, str]):
    client = APIClient()
    client.force_authenticate(user)
    return client.post(f"/api/v1/{place}", body, format="json")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_both_lists_are_long_enough_and_say_what_to_say(language: str) -> None:
    assert len(PHRASES[language]) >= 25
    assert all(suggestion.strip() for suggestion in PHRASES[language].values())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_phrase_is_found(db: None, language: str) -> None:
    assert [phrase for phrase in PHRASES[language] if found(f"… {phrase} …", language) != [phrase]] == []


@pytest.mark.parametrize(
    "words",
    [
        "정책상 어쩔 수 없",
        "정책 상 어쩔수 없",
        "정책상어쩔수없",
        "정책상  어쩔\n수 없",
        unicodedata.normalize("NFD", "정책상 어쩔 수 없"),
    ],
)
def test_korean_is_found_however_it_is_spaced(db: None, words: str) -> None:
    assert len(found(f"저희 {words}어요.", "ko")) == 1


@pytest.mark.parametrize(
    "words", ["As per our policy", "as  per\r\nour POLICY", "(as per our policy)", "as per our policy."]
)
def test_english_is_found_whatever_its_case_and_line_ends(db: None, words: str) -> None:
    assert len(found(f"So, {words}", "en")) == 1


@pytest.mark.parametrize("words", ["", "fortunately", "your faults", "The policy of openness.", "You should, we have."])
def test_words_that_only_look_like_it_get_no_hint(db: None, words: str) -> None:
    assert found(words, "en") == []


def test_the_longest_of_overlapping_phrases_is_the_one(db: None) -> None:
    assert found("We are sorry: as per our policy, unfortunately.", "en") == ["as per our policy", "unfortunately"]


def test_a_curly_apostrophe_is_an_apostrophe(ada: User) -> None:
    teach(by=ada, language="en", phrase="that's life", suggestion="Say why.")
    assert found("Well, that’s life.", "en") == ["that’s life"]


def test_a_hint_says_where(db: None) -> None:
    [hint] = hints_in("It is unfortunately so.", "en")
    assert (hint.begin, hint.end, hint.suggestion) == (6, 19, PHRASES["en"]["unfortunately"])


@pytest.mark.parametrize("name", ["message", "body"])
def test_the_fragment_marks_the_phrase_and_escapes_the_rest(pia: User, client: Client, name: str) -> None:
    client.force_login(pia)
    said = {name: "<b>x</b> unfortunately <script>alert(1)</script>", "kind": "reply"}
    page = client.post(f"/tickets/{make.an_assessed_ticket().reference}/wording/", said).content.decode()
    assert '<span class="wary">unfortunately</span>' in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<script" not in page
    assert "<b>" not in page


def test_a_taught_suggestion_is_escaped_too(ada: User, client: Client) -> None:
    teach(by=ada, language="en", phrase="<i>", suggestion="<u>no</u>")
    client.force_login(ada)
    assert "<u>no</u>" not in client.get("/settings/phrases/?language=en").content.decode()


def test_a_note_gets_no_hint(pia: User, client: Client) -> None:
    client.force_login(pia)
    said = {"body": "unfortunately", "kind": "note"}
    assert "wary" not in client.post(f"/tickets/{make.a_ticket().reference}/wording/", said).content.decode()


def test_the_language_is_the_customers(pia: User, client: Client) -> None:
    client.force_login(pia)
    place = f"/tickets/{make.a_ticket(customer=make.a_customer(language='ko')).reference}/wording/"
    assert "wary" in client.post(place, {"message": "규정 상 그래요"}).content.decode()
    assert "wary" not in client.post(place, {"message": "unfortunately"}).content.decode()


def test_the_api_answers_with_hints(vic: User) -> None:
    [hint] = ask(vic, "wording/", {"text": "안타깝게도 그래요", "language": "ko"}).json()
    assert (hint["phrase"], hint["begin"], hint["end"]) == ("안타깝게도", 0, 5)
    assert ask(vic, "wording/", {"text": "x", "language": "de"}).status_code == 422


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("noun", "said", "kind"), [
    ("decline", {"reason": "not_ours", "message": "Unfortunately, your mistake."}, "TicketDeclined"),
    ("messages", {"kind": "reply", "body": "Unfortunately, your mistake."}, "MessageWritten"),
    ("acceptance", {"new_item": {"title": "T", "problem": "P", "promise": "Q"}, "message": "Unfortunately, your mistake."}, "TicketAccepted"),
])  # fmt: skip
def test_it_is_sent_all_the_same_and_counted(pia: User, door, noun: str, said: dict[str, object], kind: str) -> None:
    ticket = make.an_assessed_ticket()
    assert door(pia, ticket, noun, said) == 201
    plain = Entry.objects.about(ticket).get(kind=kind).plain
    assert (plain["hints"], plain["writer"]) == (2, "product")


def test_teaching_and_forgetting_are_in_the_journal(ada: User) -> None:
    kept = teach(by=ada, **A_PHRASE)
    assert found("Honestly  speaking, no.", "en") == ["Honestly  speaking"]
    forget(by=ada, language="en", phrase="honestly speaking")
    assert found("Honestly speaking, no.", "en") == []
    assert kinds(kept) == ["PhraseTaught", "PhraseForgotten"]


def test_a_phrase_of_the_house_can_be_forgotten_reworded_and_taught_again(ada: User) -> None:
    forget(by=ada, language="en", phrase="Unfortunately")
    assert "unfortunately" not in watched("en")
    teach(by=ada, language="en", phrase="UNFORTUNATELY", suggestion="Begin with why.")
    assert hints_in("unfortunately", "en")[0].suggestion == "Begin with why."
    assert Phrase.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"language": "de"}, "language"),
        ({"phrase": " "}, "phrase"),
        ({"phrase": "a" * 81}, "phrase"),
        ({"suggestion": ""}, "suggestion"),
        ({"suggestion": "a" * 301}, "suggestion"),
        ({"phrase": "a\x00b"}, "phrase"),
    ],
)
def test_what_is_no_phrase_is_refused(ada: User, client: Client, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        teach(by=ada, **A_PHRASE | wrong)
    assert set(refusal.value.fields) == {field}
    client.force_login(ada)
    assert client.post("/settings/phrases/", A_PHRASE | wrong).status_code == 422
    assert ask(ada, "phrases/", A_PHRASE | wrong).status_code == 422


def test_what_is_not_on_the_list_cannot_be_taken_off(ada: User, client: Client) -> None:
    with pytest.raises(Conflict):
        forget(by=ada, language="en", phrase="never heard of")
    client.force_login(ada)
    gone = {"language": "en", "phrase": "never heard of"}
    assert client.post("/settings/phrases/removal/", gone).status_code == 409
    assert ask(ada, "phrases/removal/", gone).status_code == 409


@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_only_administrators_change_the_list(client: Client, db: None, role: str) -> None:
    who = make.a_colleague("X", role)
    client.force_login(who)
    with pytest.raises(Forbidden):
        teach(by=who, **A_PHRASE)
    assert client.get("/settings/phrases/").status_code == 403
    for noun, said in (("", A_PHRASE), ("removal/", NAMED)):
        assert client.post(f"/settings/phrases/{noun}", said).status_code == 403
        assert ask(who, f"phrases/{noun}", said).status_code == 403
    assert not Phrase.objects.exists()


def test_both_doors_change_the_list(ada: User, client: Client, django_assert_max_num_queries) -> None:
    client.force_login(ada)
    assert client.post("/settings/phrases/", A_PHRASE).status_code == 302
    with django_assert_max_num_queries(12):
        assert "honestly speaking" in client.get("/settings/phrases/?language=en").content.decode()
    assert client.post("/settings/phrases/removal/", A_PHRASE).status_code == 302
    assert ask(ada, "phrases/", A_PHRASE).status_code == 201
    assert ask(ada, "phrases/removal/", NAMED).status_code == 201


def test_the_dashboard_says_the_rate_by_team_and_never_by_person(
    max_: User, ana: User, pia: User, client: Client
) -> None:
    from tickets.actions.writing import note, reply

    make.a_team(ana, pia, name="Front")
    make.a_team(max_, name="Max alone")
    reply(make.a_ticket(by=max_), by=max_, body="We look for it.")
    ticket = make.a_ticket(by=ana)
    for words in ("Unfortunately.", "We look for it."):
        reply(ticket, by=ana, body=words)
    note(ticket, by=ana, body="Unfortunately.")
    let_follow()
    client.force_login(max_)
    answer = client.get("/dashboard/")
    rows = answer.context["board"].wording
    assert [(row.label, row.sent, row.hinted, row.rate) for row in rows] == [
        ("Front", 2, 1, 0.5),
        ("In no team", 1, 0, 0),
    ]
    assert client.get("/dashboard/hinted/").status_code == 404
