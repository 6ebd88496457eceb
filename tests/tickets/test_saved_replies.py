"""Saved replies: kept under a name, found while writing, in the customer's language, with the facts filled in."""

import pytest
from django.test import Client

from accounts.models import User
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tests.following import kinds
from tickets.actions.offering import offered
from tickets.actions.stocking import change_reply, keep_reply, remove_reply
from tickets.models import SavedReply


def api(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_the_customers_language_chooses_the_text_and_its_facts_are_filled_in(ana: User) -> None:
    ticket = make.an_accepted_ticket(customer=make.a_customer("Emma", company="Hanbit"))
    korean = make.a_ticket(customer=make.a_customer("김지수", language="ko"))
    words = "{name} at {company}, {reference}: {promise}\n\nUntil {date}.\n\n{agent}"
    make.a_reply(by=ana, name="Promise", en=words, ko="{name} 님, {agent}예요.")
    said = offered(ticket, by=ana, words="promise")[0]
    assert said.text == f"Emma at Hanbit, {ticket.reference}: From now on we tell you.\n\nAna"
    assert (said.language, said.left_out) == ("en", ["date"])
    assert "{date}" in said.note
    assert [one.text for one in offered(korean, by=ana)] == ["김지수 님, Ana예요."]


def test_what_says_nothing_in_the_customers_language_comes_last_and_says_so(ana: User) -> None:
    make.a_reply(by=ana, name="A", ko="네", en="")
    make.a_reply(by=ana, name="B", en="Yes")
    found = offered(make.a_ticket(), by=ana)
    assert [(one.name, one.language) for one in found] == [("B", "en"), ("A", "ko")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Dear {name},\n\nyour {oder} is late", "{oder} in line 3"),
        ("{promise}\r\n{ }", "{ } in line 2"),
        ("Dear {name\nHello", "{ in line 1"),
    ],
)
def test_a_fact_that_nobody_can_fill_in_is_refused_with_its_line(ana: User, words: str, said: str) -> None:
    for language in ("ko", "en"):
        with pytest.raises(Invalid) as refusal:
            keep_reply(by=ana, name="X", **{language: words})
        assert set(refusal.value.fields) == {language}
        assert said in str(refusal.value)


def test_what_cannot_be_a_saved_reply(ana: User, vic: User) -> None:
    make.a_reply(by=ana, name="Mine")
    others = make.a_team()
    for said, field in [
        ({"name": "MINE", "en": "x"}, "name"),
        ({"name": " ", "en": "x"}, "name"),
        ({"name": "Empty", "en": " ", "ko": "\n"}, "ko"),
        ({"name": "Long", "en": "x" * 5001}, "en"),
        ({"name": "For others", "en": "x", "audience": "team", "team": others}, "team"),
        ({"name": "For a team", "en": "x", "audience": "team"}, "team"),
    ]:
        with pytest.raises(Invalid) as refusal:
            keep_reply(by=ana, **said)
        assert set(refusal.value.fields) == {field}
    with pytest.raises(Forbidden):
        keep_reply(by=vic, name="Mine", en="x")


def test_one_finds_ones_own_ones_teams_and_everyones_by_words(ana: User, pia: User, max_: User) -> None:
    team, ticket = make.a_team(ana, pia), make.a_ticket()
    make.a_reply(by=ana, name="Mine", en="Depot", audience="private")
    make.a_reply(by=ana, name="Ours", en="The depot is slow", audience="team", team=team)
    make.a_reply(by=ana, name="All", en="The depot is closed")
    assert [[one.name for one in offered(ticket, by=who, words="DEPOT the")] for who in (ana, pia, max_)] == [
        ["All", "Ours"],
        ["All", "Ours"],
        ["All"],
    ]
    assert {one.name for one in offered(ticket, by=ana, words="depot")} == {"Mine", "Ours", "All"}


def test_a_korean_name_is_found_by_its_initial_consonants(ana: User) -> None:
    ticket = make.a_ticket()
    make.a_reply(by=ana, name="배송 지연 안내", ko="늦었어요.")
    make.a_reply(by=ana, name="환불 안내", ko="배송 소식이에요.")
    found = {
        typed: [one.name for one in offered(ticket, by=ana, words=typed)]
        for typed in ("ㅂㅅ", "ㅅㅈㅇ", "ㅇㄴ ㅎㅂ", "ㅂㅎ")
    }
    assert found == {"ㅂㅅ": ["배송 지연 안내"], "ㅅㅈㅇ": ["배송 지연 안내"], "ㅇㄴ ㅎㅂ": ["환불 안내"], "ㅂㅎ": []}


def test_to_many_is_offered_what_fits_any_ticket_in_each_language(ana: User) -> None:
    make.a_reply(by=ana, name="Late", ko="{name} 님, {agent}입니다.", en="Dear {name}, {agent} here.")
    make.a_reply(by=ana, name="Later", en="We promised: {promise}")
    client = APIClient()
    client.force_authenticate(ana)
    offers = client.get("/api/v1/tickets/together/saved-replies/?q=Lat").json()
    assert [(one["language"], one["text"]) for one in offers] == [
        ("ko", "{name} 님, Ana입니다."),
        ("en", "Dear {name}, Ana here."),
    ]
    client = Client()
    client.force_login(ana)
    page = client.get(f"/tickets/together/replies/?ticket={make.a_ticket().reference}").content.decode()
    assert 'data-replies="/api/v1/tickets/together/saved-replies/"' in page


def test_changing_and_removing_are_the_owners_and_for_what_is_shared_an_admins(ana: User, pia: User, ada: User) -> None:
    reply = make.a_reply(by=ana, name="Ours")
    said = {"name": "Still ours", "en": "x", "ko": "", "audience": "everyone", "team": None}
    for deed in (lambda: change_reply(reply, by=pia, **said), lambda: remove_reply(reply, by=pia)):
        with pytest.raises(Forbidden):
            deed()
    change_reply(reply, by=ana, version=1, **said)
    with pytest.raises(Conflict):
        change_reply(reply, by=ana, version=1, **said)
    assert kinds(reply) == ["ReplyKept", "ReplyChanged"]
    remove_reply(reply, by=ada)
    assert not SavedReply.objects.exists()


def test_the_pages_keep_find_change_and_remove(client: Client, ana: User, pia: User) -> None:
    client.force_login(ana)
    place = "/settings/replies/"
    said = {"name": "Late parcel", "en": "Dear {name}", "ko": "{nmae} 님", "audience": "everyone"}
    refused = client.post(place, said)
    assert (refused.status_code, "{nmae} in line 1" in refused.content.decode()) == (422, True)
    assert client.post(place, said | {"ko": ""}).status_code == 302
    one = f"{place}{SavedReply.objects.get().pk}/"
    assert client.post(one, said | {"ko": "", "name": "Late", "version": 1}).status_code == 302
    assert client.post(one, said | {"ko": "", "name": "Typed", "version": 1}).status_code == 409
    assert ">Late<" in client.get(place, {"q": "dear"}).content.decode()
    assert ">Late<" not in client.get(place, {"q": "gone"}).content.decode()
    client.force_login(pia)
    assert 'id="reply-form"' not in client.get(one).content.decode()
    assert client.post(f"{one}removal/").status_code == 403
    client.force_login(ana)
    assert client.post(f"{one}removal/").status_code == 302
    assert client.get(one).status_code == 404


def test_the_api_keeps_changes_offers_and_removes(ana: User, pia: User) -> None:
    said = {"name": "Late", "en": "Dear {name}", "audience": "private"}
    made = api(ana).post("/api/v1/saved-replies/", said, format="json")
    one = f"/api/v1/saved-replies/{made.json()['id']}/"
    assert api(pia).get(one).status_code == 404
    assert api(ana).post("/api/v1/saved-replies/", said | {"name": "B", "en": "{x}"}, format="json").status_code == 422
    changed = api(ana).put(one, said | {"audience": "everyone", "version": 1}, format="json")
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert [row["name"] for row in api(pia).get("/api/v1/saved-replies/?q=dear").json()["results"]] == ["Late"]
    place = f"/api/v1/tickets/{make.a_ticket().reference}/saved-replies/"
    assert [row["text"] for row in api(pia).get(place, {"q": "late"}).json()] == ["Dear Emma Whitfield"]
    assert api(ana).post(f"{one}removal/").status_code == 201
    assert not SavedReply.objects.exists()
