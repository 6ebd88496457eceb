"""Mentions: whose name stands after an `@` is told, and who cannot be told is named."""

import pytest
from django.test import Client

from accounts.actions import change
from accounts.actions.teams import dissolve_team
from accounts.events import ColleagueMentioned
from accounts.mentions import LOOKED_AT, mentioned
from accounts.models import User
from accounts.templatetags.mentions import mentions
from backlog.actions.working import comment
from common.linking import linked
from common.refusals import Invalid
from journal.models import Entry
from tests import make
from tests.doors import DOORS, APIClient
from tickets.actions.writing import note, reply


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Ana please", ["Ana"]),
        ("(@ana, see below)", ["ana"]),
        ("ask @Ana Kim and @Ana", ["Ana Kim", "Ana"]),
        ("@김지수님 확인 부탁드려요", ["김지수"]),
        ("@김지수가 봐요, @Ana가 봐요", ["김지수", "Ana"]),
        ("@김지수연 님", []),
        ("@Anastasia, write to bob@ana or @nobody; @\nAna", []),
    ],
)
def test_a_name_after_an_at_is_whoever_has_the_longest_name_that_fits(db: None, text: str, names: list[str]) -> None:
    for name in ("Ana", "Ana Kim", "김지수"):
        make.a_colleague(name, "agent")
    assert [(name, who.name.lower()) for name, who in mentioned(text).items()] == [(n, n.lower()) for n in names]


def test_a_name_is_known_however_its_syllables_were_sent(db: None) -> None:
    from unicodedata import normalize

    jisu = make.a_colleague("김지수", "agent")
    assert list(mentioned(normalize("NFD", "@김지수 님")).values()) == [jisu]


def test_people_of_one_name_are_told_apart_by_their_address(db: None) -> None:
    one, _other = make.a_colleague("Kim Minji", "agent"), make.a_colleague("Kim Minji", "product")
    with pytest.raises(Invalid, match="Several people here are called Kim Minji"):
        mentioned("@Kim Minji, can you look?")
    assert list(mentioned(f"@{one.email}, can you look?").values()) == [one]


def test_a_text_full_of_ats_costs_two_questions(db: None, django_assert_num_queries) -> None:
    make.a_colleague("Ana", "agent")
    with django_assert_num_queries(2):
        assert mentioned("@a " * 5_000 + "@Ana") == {}
    assert list(mentioned("@a " * (LOOKED_AT - 1) + "@Ana")) == ["Ana"]


def test_a_note_tells_each_whom_it_mentions_once_and_not_its_writer(ana: User, pia: User, max_: User) -> None:
    ticket = make.a_ticket()
    message = note(ticket, by=ana, body="@Pia, @pia and @Max: look. @Ana too.")
    told = Entry.objects.filter(kind=ColleagueMentioned.__name__).order_by("about_id")
    assert {(entry.about_type, entry.about_id) for entry in told} == {("accounts.user", one.pk) for one in (pia, max_)}
    assert told[0].plain == {
        "user_id": told[0].about_id,
        "by_id": ana.pk,
        "about_type": "tickets.ticket",
        "about_id": ticket.pk,
        "source": message.pk,
    }


def test_a_reply_mentions_nobody(ana: User, pia: User) -> None:
    reply(make.a_ticket(), by=ana, body="Write to @Pia.")
    assert not Entry.objects.filter(kind=ColleagueMentioned.__name__).exists()


@pytest.mark.parametrize("door", DOORS)
def test_a_mention_of_somebody_who_left_is_said_and_nothing_is_written(door, ana: User, ada: User) -> None:
    bo = make.a_colleague("Bo", "agent")
    change(bo, by=ada, role="agent", is_active=False)
    ticket = make.a_ticket()
    assert door(ana, ticket, "messages", {"kind": "note", "body": "@Bo knows."}) == 422
    assert not ticket.messages.exists()


def test_the_page_keeps_the_note_and_says_who_left(ana: User, client: Client) -> None:
    User.objects.filter(pk=make.a_colleague("Bo", "agent").pk).update(is_active=False)
    client.force_login(ana)
    answer = client.post(f"/tickets/{make.a_ticket().reference}/messages/", {"kind": "note", "body": "@Bo knows."})
    page = answer.content.decode()
    assert "Bo no longer works here" in page
    assert "@Bo knows.</textarea>" in page


def test_a_mention_is_marked_and_stays_text(ana: User, pia: User, client: Client) -> None:
    ticket = make.a_ticket()
    note(ticket, by=ana, body="<b>@Pia</b> & @Paul")
    client.force_login(ana)
    page = client.get(f"/tickets/{ticket.reference}/").content.decode()
    assert '&lt;b&gt;<b class="mention">@Pia</b>&lt;/b&gt; &amp; @Paul' in page


def test_a_name_of_tags_is_marked_as_text() -> None:
    assert mentions(linked("@<i>x</i>", {}), {"<i>x</i>": 1}) == '<p><b class="mention">@&lt;i&gt;x&lt;/i&gt;</b></p>'


def test_colleagues_are_offered_by_the_beginning_of_a_name_but_not_those_who_left(ana: User) -> None:
    for name in ("Mina Park", "Park Hana", "Sparky"):
        make.a_colleague(name, "viewer")
    User.objects.filter(pk=make.a_colleague("Parker", "agent").pk).update(is_active=False)
    client = APIClient()
    client.force_authenticate(ana)
    found = client.get("/api/v1/colleagues/", {"q": "park"}).json()["results"]
    assert [one["name"] for one in found] == ["Mina Park", "Park Hana"]


def test_a_team_is_told_each_member_once_but_not_who_left_nor_its_writer(ana: User, pia: User, max_: User) -> None:
    bo, ticket, item = make.a_colleague("Bo", "agent"), make.a_ticket(), make.an_item()
    make.a_team(ana, pia, max_, bo, name="물류팀")
    User.objects.filter(pk=bo.pk).update(is_active=False)
    note(ticket, by=ana, body="@물류팀에서 봐 주세요. @Pia, too.")
    comment(item, by=pia, body="@물류팀")
    told = Entry.objects.filter(kind=ColleagueMentioned.__name__).order_by("pk")
    assert [(entry.plain["about_type"], entry.about_id) for entry in told] == [
        ("tickets.ticket", pia.pk),
        ("tickets.ticket", max_.pk),
        ("backlog.item", ana.pk),
        ("backlog.item", max_.pk),
    ]


@pytest.mark.parametrize("door", DOORS)
def test_a_team_in_which_nobody_would_read_it_is_named(door, ana: User, ada: User) -> None:
    make.a_team(name="Nobody")
    dissolve_team(make.a_team(ana, name="Gone"), by=ada)
    ticket = make.a_ticket()
    assert door(ana, ticket, "messages", {"kind": "note", "body": "@Nobody knows."}) == 422
    assert door(ana, ticket, "messages", {"kind": "note", "body": "@Gone is a word by now."}) == 201


def test_teams_are_offered_by_the_beginning_of_a_name(ana: User) -> None:
    make.a_team(ana, name="East depot")
    make.a_team(name="Billing")
    client = APIClient()
    client.force_authenticate(ana)
    assert [one["name"] for one in client.get("/api/v1/teams/", {"q": "dep"}).json()["results"]] == ["East depot"]
