"""A desk left open all day: its counts are exact, what is new is said, and asking costs nothing while nothing is."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from common import ticking
from common.clock import moved_to, now
from tests import make
from tickets.actions.assigning import assign
from tickets.models import StageCount, Ticket
from tickets.views.news import TICKETS, seen_now
from tickets.workflow import Stage


@pytest.fixture
def anas(ana: User, client: Client) -> Client:
    """Ana's browser."""
    client.force_login(ana)
    return client


def counted(**of: object) -> dict[str, int]:
    there = Counter(Ticket.objects.filter(**of).values_list("stage", flat=True))
    return {stage: there[stage] for stage in Stage.values}


def test_counts_are_kept_with_every_write(ana: User, pia: User) -> None:
    area = make.an_area()
    for stage in Stage.values:
        assign(make.a_ticket_of(stage, product_area=area, channel="chat"), by=ana, to=pia)
    assign(make.a_ticket(), by=ana, to=ana)
    for _ in range(2):
        assert StageCount.objects.by_stage() == counted()
        assert StageCount.objects.by_stage("owner", [pia.pk]) == counted(owner=pia)
        assert StageCount.objects.by_stage("owner", [0, ana.pk]) == counted(owner=ana)
        assert StageCount.objects.by_stage("area", [area.pk]) == counted(product_area=area)
        assert StageCount.objects.by_stage("channel", ["phone"]) == counted(channel="phone")
        assert StageCount.objects.by_stage("language", ["ko"]) == counted(language="ko")
        StageCount.objects.add_up()
    assert not StageCount.objects.filter(is_sum=False).exists()
    StageCount.objects.count_anew()
    assert StageCount.objects.by_stage() == counted()


def test_tabs_are_exact_for_what_is_kept_and_stop_at_a_thousand_otherwise(ana: User, anas: Client) -> None:
    make.a_ticket(product_area=make.an_area())
    StageCount.objects.filter(stage="to_listen").update(n=12_345)
    area = Ticket.objects.get().product_area_id
    for asked in ({}, {"channel": "phone"}, {"area": area}, {"owner": "nobody"}, {"language": "en"}):
        assert "12,345" in anas.get("/desk/", asked).content.decode(), asked
    assert anas.get("/desk/", {"channel": "phone", "area": area}).context["counts"].by_stage["to_listen"] == 1


def test_while_nothing_changed_the_database_is_left_alone(anas: Client, django_assert_num_queries) -> None:
    since = seen_now().signed
    with django_assert_num_queries(0):
        assert anas.get("/desk/news/", {"since": since, "channel": "chat"}).status_code == 204


def test_what_came_and_what_changed_is_said(ana: User, pia: User, anas: Client) -> None:
    with moved_to(now() - timedelta(minutes=5)):
        shown, other = make.a_ticket(channel="chat"), make.a_ticket(channel="phone")
        since = seen_now().signed
    make.a_ticket(channel="chat")
    assign(shown, by=pia, to=pia)
    assign(other, by=ana, to=ana)
    ticking._tick(ticking._key(TICKETS))
    answer = anas.get("/desk/news/", {"since": since, "channel": "chat"})
    page = answer.content.decode()
    assert (answer.status_code, "1 new" in page, 'id="tabs"' in page) == (200, True, True)
    assert f'id="now-{shown.reference}"' in page
    assert f'id="now-{other.reference}"' not in page, "one's own deeds are no news"
    following = answer.context["since"]
    assert anas.get("/desk/news/", {"since": following}).status_code == 204


def test_a_page_of_someone_who_is_no_longer_signed_in_loads_again(anas: Client, ana: User) -> None:
    since = seen_now().signed
    ticking._tick(ticking._key(TICKETS))
    for client, said in ((Client(), since), (anas, "made up"), (anas, "")):
        answer = client.get("/desk/news/", {"since": said})
        assert (answer.status_code, answer.content, answer["HX-Refresh"]) == (204, b"", "true")


def test_a_number_that_valkey_lost_does_not_come_again(db: None) -> None:
    before = ticking.count("things")
    ticking._tick(ticking._key("things"))
    assert ticking.count("things") == before + 1
    cache.delete(ticking._key("things"))
    assert ticking.count("things") > before + 1
