"""Filters of the desk: in the address, together, kept on the way back, and honest about what is gone."""

from urllib.parse import quote

import pytest
from django.test import Client

from accounts.actions.saved import keep_view
from accounts.actions.teams import dissolve_team
from accounts.models import Team, User
from customers.models import Customer
from tests import make
from tests.doors import APIClient
from tickets.actions.defining import define, retire
from tickets.actions.writing import take
from tickets.models import SameAs, Ticket


@pytest.fixture
def anas(ana: User, client: Client) -> Client:
    """Ana's browser."""
    client.force_login(ana)
    return client


def shown(answer) -> list[str]:
    return [ticket.reference for group in answer.context["groups"] for ticket in group.rows]


def asked_at_both(client: Client, user: User, **asked: object) -> list[str]:
    """What both doors show, which must be the same."""
    api = APIClient()
    api.force_authenticate(user)
    page, call = shown(client.get("/desk/", asked)), api.get("/api/v1/tickets/", asked).json()["results"]
    assert sorted(page) == sorted(ticket["reference"] for ticket in call)
    return page


def test_each_filter_finds_its_tickets_at_both_doors(ana: User, pia: User, anas: Client) -> None:
    hanbit = make.a_customer(company="Hanbit Foods", language="ko")
    Customer.objects.filter(pk=hanbit.pk).update(relationship="at_risk", monthly_value=50_000)
    hanbit.refresh_from_db()
    one, other = make.a_ticket(customer=hanbit, verbatim="배송이 사흘 늦었어요."), make.a_ticket()
    take(one, by=pia)
    team = make.a_team(pia)
    for asked in [
        {"team": team.pk},
        {"owner": pia.pk},
        {"owner": pia.email.upper()},
        {"company": "hanbit foods"},
        {"company": "Hanb"},
        {"relationship": "at_risk"},
        {"language": "ko"},
        {"value": "50,000"},
        {"customer": hanbit.pk},
        {"team": team.pk, "company": "Hanbit", "value": 1, "language": "ko"},
    ]:
        assert asked_at_both(anas, ana, **asked) == [one.reference], asked
    assert asked_at_both(anas, ana, company="Hanb", owner="nobody") == []
    assert asked_at_both(anas, ana, language="en") == [other.reference]


def test_what_asks_again_or_follows_has_a_precedent(ana: User, pia: User, anas: Client) -> None:
    declined, again, without = make.a_declined_ticket(), make.a_ticket(), make.a_ticket()
    SameAs.objects.create(ticket=again, decision=declined.decision, by=pia, at=again.received_at)
    assert shown(anas.get("/desk/", {"precedent": "yes"})) == [again.reference]
    assert shown(anas.get("/desk/", {"precedent": "no"})) == [without.reference]


def test_what_is_gone_is_said_and_the_rest_is_shown(ana: User, ada: User, anas: Client) -> None:
    team, chat = make.a_team(name="Old"), make.a_ticket(channel="chat")
    make.a_ticket(channel="phone")
    view = keep_view(by=ana, place="desk", name="Mine", query=f"channel=chat&team={team.pk}&field_12=blue&stage=gone")
    dissolve_team(Team.objects.get(pk=team.pk), by=ada)
    answer = anas.get(view.address)
    assert shown(answer) == [chat.reference]
    assert [chip.text for chip in answer.context["listed"].passed_over] == [str(team.pk), "blue", "gone"]
    assert "3 filters were passed over" in answer.content.decode()
    assert answer.content.decode().count("This is not there any longer.") == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Colour", "A field that is gone", "This field is not in use"]),
        ("ko", ["색", "없어진 필드", "이 필드는 이제"]),
    ],
)
def test_a_filter_by_a_field_that_is_gone_is_said_in_words_and_can_be_taken_off(
    ana: User, ada: User, anas: Client, language: str, said: list[str]
) -> None:
    field = define(by=ada, name="Colour", name_ko="색", kind="choice", choices=["Red | 빨강"])
    view = keep_view(
        by=ana, place="desk", name="Mine", query=f"channel=chat&field_{field.pk}={field.choices.get().pk}&field_99999=x"
    )
    retire(field, by=ada)
    page = anas.get(view.address, headers={"Accept-Language": language})
    first, second = page.context["listed"].passed_over
    assert [first.label, second.label, first.why[: len(said[2])]] == said
    assert (first.text, second.text) == ({"en": "Red", "ko": "빨강"}[language], "x")
    assert f"field_{field.pk}" not in page.content.decode().split("passed-over", 1)[1].split("<ul>")[0]
    without = anas.get(f"/desk/?{first.without}", headers={"Accept-Language": language})
    assert (without.context["opened"], without.context["changed"]) == (view, True)
    assert [chip.label for chip in without.context["listed"].passed_over] == [said[1]]


@pytest.mark.parametrize("value", ["\x00", "9" * 40, "%", "-1", "' OR 1=1 --"])
def test_nonsense_in_a_filter_is_passed_over(anas: Client, value: str) -> None:
    ticket = make.a_ticket()
    for name in ("owner", "team", "area", "channel", "company", "language", "value", "precedent", "customer", "view"):
        answer = anas.get("/desk/", {name: value})
        assert (answer.status_code, shown(answer)) == (200, [ticket.reference]), name


def test_a_filter_that_is_on_can_be_taken_off(anas: Client) -> None:
    make.a_ticket(verbatim="배송이 늦어요.")
    page = anas.get("/desk/", {"stage": "to_listen", "language": "ko", "channel": "phone"})
    (chip,) = page.context["listed"].chips
    assert (chip.label, chip.text, chip.without) == ("Language", "한국어", "stage=to_listen&channel=phone")
    assert '<input type="hidden" name="language" value="ko">' in page.content.decode()


def test_every_filter_stands_on_a_page_of_its_own(ana: User, pia: User, anas: Client) -> None:
    page = anas.get("/desk/filters/", {"language": "ko", "owner": "nobody"}).content.decode()
    assert f'<option value="{pia.pk}">' in page
    assert "<html" in page
    part = anas.get("/desk/filters/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section class="card more-filters" id="more-filters"')


def test_a_saved_view_is_opened_and_says_when_it_shows_something_else(ana: User, anas: Client) -> None:
    view = keep_view(by=ana, place="desk", name="Korean chats", query="language=ko&channel=chat")
    answer = anas.get(view.address)
    assert (answer.context["opened"], answer.context["changed"]) == (view, False)
    assert "<h1>Korean chats</h1>" in answer.content.decode()
    answer = anas.get("/desk/", {"language": "ko", "view": view.pk})
    assert answer.context["changed"]
    assert "Let “Korean chats” show this" in answer.content.decode()


def test_the_way_through_a_list_stays_in_it(ana: User, anas: Client) -> None:
    first, _other, second, _another, third = (
        make.a_ticket(channel=c) for c in ("chat", "phone", "chat", "phone", "chat")
    )
    inside = "?in=" + quote("channel=chat", safe="")
    assert f'href="/tickets/{second.reference}/{inside}"' in anas.get("/desk/", {"channel": "chat"}).content.decode()
    page = anas.get(f"/tickets/{second.reference}/{inside}")
    assert (page.context["previous"], page.context["next"]) == (first, third)
    for link in (f"/tickets/{first.reference}/{inside}", f"/tickets/{third.reference}/{inside}", "/desk/?channel=chat"):
        assert f'href="{link}"' in page.content.decode()
    done = anas.post(
        f"/tickets/{first.reference}/setting-aside/",
        {"reason": "spam"},
        headers={"Referer": f"http://testserver/tickets/{first.reference}/{inside}"},
    )
    assert done.url == f"/tickets/{second.reference}/{inside}"


def test_what_was_decided_has_neighbours_in_its_own_order(anas: Client) -> None:
    old, middle, new = (make.a_declined_ticket() for _ in range(3))
    page = anas.get(f"/tickets/{middle.reference}/?in=stage%3Ddeclined")
    assert (page.context["previous"], page.context["next"]) == (new, old)
    assert Ticket.objects.count() == 3


def test_all_filters_together_cost_no_more_than_a_page_may(
    ana: User, anas: Client, django_assert_max_num_queries
) -> None:
    team = make.a_team(ana)
    make.a_view(by=ana, audience="team", team=team)
    asked = {"owner": ana.pk, "team": team.pk, "area": make.an_area().pk, "company": "Some firm", "precedent": "no"}
    make.a_ticket(customer=make.a_customer(company="Some firm"))
    with django_assert_max_num_queries(15):
        assert anas.get("/desk/", asked | {"language": "en", "value": 1, "relationship": "new"}).status_code == 200
