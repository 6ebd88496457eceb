"""Drafts: with which words a message begins, and who may change them."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from common.clock import today
from common.refusals import Conflict, Forbidden, Invalid
from tests import make
from tests.doors import APIClient
from tests.following import kinds, let_follow, mails_to
from tickets.actions.deciding import resurface
from tickets.actions.drafting import draft, restore, rewrite, templates
from tickets.actions.phrasing import hints_in
from tickets.models import Draft
from tickets.vocabulary import DraftKind
from tickets.wording.drafts import DRAFTS
from tickets.wording.facts import fill, unknown_facts

NAMED = {"kind": "not_ours", "language": "en"}
OURS = NAMED | {"body": "Dear {name}, this is not for {firm}."}


def ask(user: User, place: str, body: dict[str, str] | None = None):
    client = APIClient()
    client.force_authenticate(user)
    return client.get(place) if body is None else client.post(place, body, format="json")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_kind_has_a_draft_that_asks_for_facts_we_know(language: str) -> None:
    assert set(DRAFTS[language]) == set(DraftKind.values)
    assert [unknown_facts(body) for body in DRAFTS[language].values()] == [[]] * len(DraftKind)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_our_own_drafts_get_no_hint(db: None, language: str) -> None:
    assert [hints_in(body, language) for body in DRAFTS[language].values()] == [[]] * len(DraftKind)


def test_a_draft_knows_the_customer_the_ticket_and_what_we_understood(db: None) -> None:
    ticket = make.an_assessed_ticket(customer=make.a_customer("Emma"))
    said = draft(ticket, "accepted", promise="From now on we tell you.")
    for fact in ("Emma", ticket.reference, "Late, and nobody said so.", "From now on we tell you."):
        assert fact in said


@pytest.mark.parametrize("kind", DraftKind.values)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("anonymous", [True, False])
def test_missing_facts_leave_no_braces_and_no_gaps(db: None, kind: str, language: str, anonymous: bool) -> None:
    customer = None if anonymous else make.a_customer(language=language)
    said = draft(make.an_assessed_ticket(anonymous=anonymous, customer=customer), kind)
    assert said
    assert not {"{", "}"} & set(said)
    assert "\n\n\n" not in said


def test_korean_customers_are_written_to_in_korean(db: None) -> None:
    van, day = make.a_capability("새벽 배차"), today() + timedelta(days=40)
    ticket = make.an_assessed_ticket(customer=make.a_customer("김하늘", language="ko"))
    said = draft(ticket, "not_yet", waiting_for=van, revisit_on=day)
    assert "김하늘 님" in said
    assert "새벽 배차" in said
    assert f"{day.month}월 {day.day}일" in said


def test_a_fact_is_not_filled_in_again() -> None:
    assert fill("{name} and {firm}", {"name": "{firm}", "firm": "Us"}) == "{firm} and Us"


@pytest.mark.parametrize(
    ("body", "named"), [("{nam}", "{nam}"), ("{name.pk}", "{name.pk}"), ("{}", "{}"), ("a { b", "{"), ("{{name}}", "{")]
)
def test_an_unknown_fact_is_refused_by_its_name(ada: User, body: str, named: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rewrite(by=ada, **OURS | {"body": body})
    assert named in str(refusal.value.fields["body"])
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "maybe"}, "kind"),
        ({"language": "de"}, "language"),
        ({"body": " "}, "body"),
        ({"body": "a\x00"}, "body"),
        ({"body": "a" * 5001}, "body"),
    ],
)
def test_what_is_no_draft_is_refused(ada: User, client: Client, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rewrite(by=ada, **OURS | wrong)
    assert set(refusal.value.fields) == {field}
    answer = ask(ada, "/api/v1/drafts/", OURS | wrong)
    client.force_login(ada)
    page = client.post("/settings/drafts/", OURS | wrong)
    assert (answer.status_code, page.status_code) == (422, 422)


def test_rewriting_and_restoring_are_in_the_journal(ada: User) -> None:
    own = rewrite(by=ada, **OURS)
    assert (
        draft(make.an_assessed_ticket(customer=make.a_customer("Emma")), "not_ours")
        == "Dear Emma, this is not for Dawn Market."
    )
    restore(by=ada, kind="not_ours", language="en")
    assert kinds(own) == ["DraftRewritten", "DraftRestored"]
    assert templates("en") == DRAFTS["en"]


def test_what_came_with_the_product_cannot_be_restored(ada: User, client: Client) -> None:
    with pytest.raises(Conflict):
        restore(by=ada, kind="not_ours", language="en")
    client.force_login(ada)
    named = {"kind": "not_ours", "language": "en"}
    assert client.post("/settings/drafts/restoration/", named).status_code == 409
    assert ask(ada, "/api/v1/drafts/restoration/", named).status_code == 409


@pytest.mark.parametrize("role", ["agent", "product", "manager", "viewer"])
def test_only_administrators_change_drafts(client: Client, db: None, role: str) -> None:
    who = make.a_colleague("X", role)
    client.force_login(who)
    with pytest.raises(Forbidden):
        rewrite(by=who, **OURS)
    assert client.get("/settings/drafts/").status_code == 403
    for noun, said in (("", OURS), ("restoration/", NAMED)):
        assert client.post(f"/settings/drafts/{noun}", said).status_code == 403
        assert ask(who, f"/api/v1/drafts/{noun}", said).status_code == 403
    assert not Draft.objects.exists()


def test_both_doors_rewrite_and_restore(ada: User, client: Client) -> None:
    client.force_login(ada)
    assert client.post("/settings/drafts/", OURS).status_code == 302
    assert "Dear {name}" in client.get("/settings/drafts/").content.decode()
    assert client.post("/settings/drafts/restoration/", OURS).status_code == 302
    assert ask(ada, "/api/v1/drafts/", OURS).json() == OURS | {"is_own": True}
    assert ask(ada, "/api/v1/drafts/restoration/", NAMED).json()["is_own"] is False
    assert len(ask(ada, "/api/v1/drafts/").json()) == 12


def test_the_settings_cost_the_same_however_many(ada: User, client: Client, django_assert_max_num_queries) -> None:
    client.force_login(ada)
    with django_assert_max_num_queries(12):
        client.get("/settings/drafts/")


def test_the_api_gives_the_draft_of_a_ticket(pia: User) -> None:
    ticket, van = make.an_assessed_ticket(), make.a_capability("A night van")
    place = f"/api/v1/tickets/{ticket.reference}/drafts/"
    told = ask(pia, f"{place}?kind=declined&reason=not_yet&waiting_for={van.pk}").json()
    assert "A night van" in told["message"]
    assert told["language"] == "en"
    assert "We promise it." in ask(pia, f"{place}?kind=accepted&promise=We%20promise%20it.").json()["message"]


@pytest.mark.parametrize(
    "wrong",
    ["kind=declined", "kind=declined&reason=x", "kind=x", "waiting_for=x", "revisit_on=x", "waiting_for=9999999"],
)
def test_the_api_says_what_does_not_fit(pia: User, wrong: str) -> None:
    assert ask(pia, f"/api/v1/tickets/{make.an_assessed_ticket().reference}/drafts/?{wrong}").status_code == 422


def test_the_cards_begin_with_drafts(pia: User, client: Client) -> None:
    client.force_login(pia)
    page = client.get(f"/tickets/{make.an_assessed_ticket().reference}/").content.decode()
    assert "because you told us" in page
    assert "data-prefilled" in page


def test_the_cards_begin_with_the_firms_own_drafts_and_cost_no_more(
    pia: User, ada: User, client: Client, django_assert_max_num_queries
) -> None:
    rewrite(by=ada, kind="accepted", language="en", body="Yes, {name}.")
    rewrite(by=ada, kind="accepted", language="ko", body="네, {name} 님.")
    client.force_login(pia)
    ticket = make.an_assessed_ticket(customer=make.a_customer("Emma"))
    with django_assert_max_num_queries(12):
        assert "Yes, Emma." in client.get(f"/tickets/{ticket.reference}/").content.decode()


@pytest.mark.parametrize(("noun", "said", "words"), [
    ("decline", {"reason": "cannot_confirm"}, "have not found it yet"),
    ("acceptance", {"promise": "We shall ring."}, "We shall ring."),
])  # fmt: skip
def test_a_changed_choice_changes_what_nobody_touched(
    pia: User, client: Client, noun: str, said: dict[str, str], words: str
) -> None:
    from tickets.actions.drafting import mark_of

    client.force_login(pia)
    ticket = make.an_assessed_ticket()
    place, before = f"/tickets/{ticket.reference}/{noun}/draft/", draft(ticket, "not_yet")
    typed = said | {"message": before.replace("\n", "\r\n"), "drafted": mark_of(before)}
    answer = client.post(place, typed, headers={"HX-Request": "true"})
    assert (answer.status_code, words in answer.content.decode()) == (200, True)
    assert client.post(place, typed | {"message": "Mine."}, headers={"HX-Request": "true"}).status_code == 204


def test_without_scripts_a_button_brings_the_draft_and_keeps_the_rest(pia: User, client: Client) -> None:
    client.force_login(pia)
    ticket = make.an_assessed_ticket()
    said = {"reason": "not_ours", "message": "Mine.", "rationale": "Kept, this is."}
    page = client.post(f"/tickets/{ticket.reference}/decline/draft/", said).content.decode()
    assert "cannot reach" in page
    assert "Kept, this is." in page
    ticket.refresh_from_db()
    assert ticket.stage == "to_decide"


def test_without_a_reason_the_words_stay(pia: User, client: Client) -> None:
    client.force_login(pia)
    place = f"/tickets/{make.an_assessed_ticket().reference}/decline/draft/"
    assert "Mine, it is." in client.post(place, {"message": "Mine, it is."}).content.decode()


def test_looking_again_is_told_in_the_firms_words(pia: User, ada: User) -> None:
    ticket = make.a_declined_ticket(waiting_for=make.a_capability("A night van"))
    rewrite(by=ada, kind="looking_again", language="en", body="Now there is: {capability}")
    resurface(ticket, by=pia, why="demand_grew", tell_them=True)
    let_follow()
    assert "Now there is: A night van" in mails_to(ticket)[-1].text


def test_an_unknown_fact_is_refused_with_its_line(ada: User) -> None:
    with pytest.raises(Invalid, match=r"\{nmae\} in line 1, \{x\} in line 3, \} in line 3\. These we know: \{name\}"):
        rewrite(by=ada, kind="accepted", language="en", body="Dear {nmae},\r\n\r\nwe {x} do } it, {promise}.")
