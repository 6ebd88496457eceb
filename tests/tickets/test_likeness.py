"""When are two complaints alike?"""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from backlog.actions import moving
from common.clock import moved_to, now
from tests import make
from tests.doors import APIClient
from tests.following import let_react
from tickets.actions.likening import alike, nearness, weigh_terms
from tickets.likeness import RARE, RUN_LIMIT, TERMS_LIMIT, language_of, terms
from tickets.models import Likeness, TermWeight

LATE = "The parcel came three days late and nobody told me about the delay."
LATE_TOO = "My parcel was three days late. Nobody told anyone about a delay!"
FRIDGE = "Your fridge leaks water all over my kitchen floor."
LATE_KO = "택배가 사흘이나 늦게 도착했는데 아무 연락도 없었어요."
LATE_TOO_KO = "택배 도착이 늦었고 연락도 없었습니다."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("delays", "delay"),
        ("Delivered", "delivering"),
        ("LATE", "late"),
        ("배송이", "배송을"),
        ("ｌａｔｅ", "late"),
        ("customer’s", "customers"),
    ],
)
def test_endings_do_not_hide_a_word(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


@pytest.mark.parametrize("text", ["", "the and for", "a b", "!?…", "\u200b", "🙂"])
def test_everyday_words_say_nothing(text: str) -> None:
    assert terms(text) == []


def test_an_endless_text_has_no_endless_terms() -> None:
    assert len(terms(" ".join(f"word{n:05}" for n in range(5000)))) <= TERMS_LIMIT + RUN_LIMIT * 3


@settings(max_examples=40)
@given(st.text())
def test_any_text_has_terms_that_the_database_can_keep(text: str) -> None:
    found = terms(text)
    assert len(set(found)) == len(found)
    assert all(-(2**31) <= number < 2**31 for number in found)
    assert language_of(text) in {"ko", "en"}


@pytest.mark.parametrize(
    ("words", "like", "unlike"), [(LATE, LATE_TOO, FRIDGE), (LATE_KO, LATE_TOO_KO, "냉장고에서 물이 새요.")]
)
def test_what_shares_rare_words_is_alike(db: None, words: str, like: str, unlike: str) -> None:
    near = make.a_ticket(verbatim=like)
    make.a_ticket(verbatim=unlike)
    (found,) = alike(words)
    assert found.ticket == near
    assert 0.2 <= found.score <= 1


@pytest.mark.parametrize("is_loose", [False, True])
def test_what_is_alike_loosely_is_shown_claims_nothing_and_counts_for_nothing(
    ana: User, pia: User, client: Client, monkeypatch: pytest.MonkeyPatch, is_loose: bool
) -> None:
    monkeypatch.setattr("tickets.actions.likening.LEAST_LIKENESS", 0.99 if is_loose else 0.2)
    customer = make.a_customer()
    earlier = make.an_accepted_ticket(verbatim=LATE_TOO, customer=customer)
    moving.move(item := earlier.voices.get().item, by=pia, stage="ready")
    moving.ship(item, by=pia)
    client.force_login(ana)
    typed = client.post("/tickets/new/alike/", {"verbatim": LATE, "customer": customer.pk}).content.decode()
    ticket = make.a_ticket(verbatim=LATE, customer=customer)
    near = nearness(ticket)
    assert [one.ticket for one in near.best] == [earlier]
    assert (near.count, near.recent, near.ranked) == ((0, 1, ()) if is_loose else (1, 2, (earlier.pk,)))
    beside = client.get(f"/tickets/{ticket.reference}/alike/", headers={"HX-Request": "true"}).content.decode()
    assert earlier.reference in beside
    assert earlier.reference in typed
    assert ("perhaps" in beside, "Sent twice" in beside) == (is_loose, not is_loose)
    assert ("This came back" in typed, "The same customer said this before" in typed) == (not is_loose, not is_loose)


def test_the_same_words_are_wholly_alike(db: None) -> None:
    make.a_ticket(verbatim=LATE)
    assert alike(LATE)[0].score == pytest.approx(1)


def test_the_best_comes_first_and_only_five(db: None) -> None:
    same = make.a_ticket(verbatim=LATE)
    for _ in range(6):
        make.a_ticket(verbatim=LATE_TOO)
    found = alike(LATE)
    assert (len(found), found[0].ticket) == (5, same)
    assert [near.score for near in found] == sorted((near.score for near in found), reverse=True)


def test_a_ticket_is_not_like_itself(db: None) -> None:
    ticket = make.a_ticket(verbatim=LATE)
    assert nearness(ticket).best == []
    assert (nearness(ticket).count, nearness(ticket).recent, nearness(ticket).per_month) == (0, 1, 1)


def test_how_often_a_month_is_counted_over_ninety_days_and_rounded_up(db: None) -> None:
    ticket = make.a_ticket(verbatim=LATE)
    for _ in range(3):
        make.a_ticket(verbatim=LATE_TOO)
    with moved_to(now() - timedelta(days=100)):
        make.a_ticket(verbatim=LATE_TOO)
    near = nearness(ticket)
    assert (near.count, near.recent, near.per_month) == (4, 4, 2)


def test_common_words_weigh_less(db: None) -> None:
    for n in range(10):
        make.a_ticket(verbatim=f"parcel {'fridge' if n == 0 else f'thing{n}xyz'}")
    assert weigh_terms() > 0
    weights = dict(TermWeight.objects.values_list("term", "weight"))
    assert weights[terms("parcel")[0]] < weights.get(terms("fridge")[0], RARE)


def test_nothing_is_like_nothing(db: None) -> None:
    make.a_ticket()
    assert alike("") == []
    assert alike("the and for") == []


def test_the_api_answers_with_the_most_alike(ana: User) -> None:
    near = make.a_declined_ticket(verbatim=LATE_TOO)
    far = make.a_ticket(verbatim=FRIDGE)
    client = APIClient()
    client.force_authenticate(ana)
    (found,) = client.get("/api/v1/similar/", {"text": LATE}).json()
    assert (found["kind"], found["reference"], found["outcome"]) == ("ticket", near.reference, "declined")
    assert found["excerpt"] == LATE_TOO[:200]
    assert client.get(f"/api/v1/tickets/{far.reference}/similar/").json() == []


def test_the_api_looks_into_one_area_when_asked(ana: User) -> None:
    delivery = make.an_area()
    part = make.an_area(parent=delivery)
    near = make.a_ticket(verbatim=LATE_TOO, product_area=part)
    make.a_ticket(verbatim=LATE_TOO)
    client = APIClient()
    client.force_authenticate(ana)
    assert [f["reference"] for f in client.get("/api/v1/similar/", {"text": LATE, "area": delivery.pk}).json()] == [
        near.reference
    ]


def test_the_sentence_that_makes_it_alike_is_marked(ana: User, client: Client) -> None:
    make.a_ticket(verbatim="Hello, I am Emma. The parcel came three days late. <b>Kind</b> regards.", anonymous=True)
    client.force_login(ana)
    page = client.post("/tickets/new/alike/", {"verbatim": LATE}).content.decode()
    assert "<mark>The parcel came three days late.</mark> &lt;b&gt;Kind" in page
    ticket = make.a_ticket(verbatim=LATE)
    part = client.get(f"/tickets/{ticket.reference}/alike/").content.decode()
    assert "<mark>The parcel came three days late.</mark>" in part


def test_what_was_shipped_for_the_same_says_that_it_came_back(ana: User, max_: User, client: Client) -> None:
    item = make.an_item()
    make.an_accepted_ticket(item=item, verbatim=LATE)
    client.force_login(ana)
    assert "came back" not in client.post("/tickets/new/alike/", {"verbatim": LATE}).content.decode()
    moving.move(item, by=max_, stage="ready")
    moving.ship(item, by=max_)
    page = client.post("/tickets/new/alike/", {"verbatim": LATE}).content.decode()
    assert f"This came back: {item.reference} was shipped for it." in page


def test_the_same_customer_twice_is_said_and_one_can_be_set_aside(ana: User, client: Client) -> None:
    emma = make.a_customer()
    first, again = (make.a_ticket(verbatim=LATE, customer=emma) for _ in range(2))
    client.force_login(ana)
    said = {"verbatim": LATE, "customer": emma.pk}
    assert "The same customer said this before." in client.post("/tickets/new/alike/", said).content.decode()
    assert f'id="sent-twice-{first.reference}"' in client.get(f"/tickets/{again.reference}/alike/").content.decode()
    deed = {"reason": "sent_twice", "twin": first.reference}
    assert client.post(f"/tickets/{again.reference}/setting-aside/", deed).status_code == 302
    again.refresh_from_db()
    assert again.stage == "set_aside"


def test_the_cost_of_likeness_while_typing_is_constant(
    ana: User, client: Client, django_assert_max_num_queries
) -> None:
    for _ in range(6):
        make.an_accepted_ticket(verbatim=LATE)
    client.force_login(ana)
    with django_assert_max_num_queries(12):
        assert client.post("/tickets/new/alike/", {"verbatim": LATE}).status_code == 200


def test_what_is_like_everything_is_put_behind(db: None) -> None:
    generic = make.a_ticket(verbatim="The parcel came late.")
    exact = make.a_ticket(verbatim="The parcel came late on Chuseok.")
    for n in range(12):
        make.a_ticket(verbatim=f"The parcel came late {n}.")
    let_react()
    assert Likeness.objects.get(ticket=generic).crowd > Likeness.objects.get(ticket=exact).crowd
    assert alike("My parcel came late on Chuseok")[0].ticket == exact


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Why was my card not accepted?", "why wasn’t my card acceptd"),
        ("배송이 너무 늦어요", "배송이너무늦어요"),
        ("환불 언제 되나요", "반품 언제 되나요"),
        ("접속이 안 돼요", "로그인이 안 돼요"),
    ],
)
def test_slips_spaces_and_words_of_one_kin_are_forgiven(db: None, asked: str, said: str) -> None:
    make.a_ticket(verbatim=FRIDGE)
    near = make.a_ticket(verbatim=said)
    assert alike(asked)[0].ticket == near


def test_what_was_declined_promised_or_set_aside_is_found_too(db: None) -> None:
    words = "The oat milk was sour again although the date was fine."
    decided = {make.a_ticket_of(stage, verbatim=words) for stage in ("declined", "accepted", "set_aside")}
    assert {one.ticket for one in alike(words)} == decided
