"""Spikes at both doors: the same answers, the same refusals; and what the database never lets be."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from spikes.models import Behind, Sign, Spike
from tests import make
from tests.doors import APIClient
from tests.refusing import refused


@pytest.fixture
def spike(db: None) -> Spike:
    moment = timezone.now()
    area = make.an_area("Parcels")
    made = Spike.objects.create(
        family="area",
        key=area.pk,
        hours=2,
        n=8,
        usual=0.3,
        chance=1e-7,
        began_at=moment,
        raised_at=moment,
        loud_at=moment,
    )
    Sign.objects.create(spike=made, family="area", key=area.pk)
    Sign.objects.create(spike=made, family="word", key=77, word="depot")
    Behind.objects.create(spike=made, ticket=make.a_ticket(product_area=area))
    return made


def ask(user: User, spike: Spike, noun: str, body: dict[str, Any], *, door: str) -> int:
    client = APIClient() if door == "api" else Client()
    if door == "api":
        client.force_authenticate(user)
        return client.post(f"/api/v1/spikes/{spike.pk}/{noun}/", body, format="json").status_code
    client.force_login(user)
    until = body.get("until")
    said = {k: v for k, v in body.items() if v is not None} | ({"until": until[:10]} if until else {})
    said |= {"again": "1"} if "until" in body and until is None else {}
    answer = client.post(f"/spikes/{spike.pk}/{noun}/", said)
    return 201 if answer.status_code == 302 else answer.status_code


def in_days(days: int) -> str:
    return (timezone.localtime() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("door", ["html", "api"])
def test_whoever_works_on_complaints_answers_a_spike(spike: Spike, ana: User, vic: User, door: str) -> None:
    assert ask(vic, spike, "acknowledgement", {"note": "On it."}, door=door) == 403
    assert ask(ana, spike, "acknowledgement", {"note": " "}, door=door) == 422
    assert ask(ana, spike, "acknowledgement", {"note": "On it. " * 900}, door=door) == 422
    assert ask(ana, spike, "acknowledgement", {"note": "On it."}, door=door) == 201
    assert ask(ana, spike, "quiet", {"until": in_days(-2), "reason": "So."}, door=door) == 422
    assert ask(ana, spike, "quiet", {"until": in_days(100), "reason": "So."}, door=door) == 422
    assert ask(ana, spike, "quiet", {"until": in_days(2), "reason": ""}, door=door) == 422
    assert ask(ana, spike, "quiet", {"until": in_days(2), "reason": "Known."}, door=door) == 201
    spike.refresh_from_db()
    assert (spike.seen_by, spike.note, spike.quiet_reason) == (ana, "On it.", "Known.")
    assert not Spike.objects.loud(timezone.now()).exists()
    assert ask(ana, spike, "quiet", {"until": None}, door=door) == 201
    assert Spike.objects.loud(timezone.now()).exists()
    Spike.objects.update(over_at=timezone.now())
    assert ask(ana, spike, "acknowledgement", {"note": "Late."}, door=door) == 409


def test_the_page_names_it_and_leads_to_its_tickets_and_to_the_desk(
    spike: Spike, vic: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(vic)
    with django_assert_max_num_queries(12):
        page = client.get(f"/spikes/{spike.pk}/").content.decode()
    assert "8 customers in 2 hours, usually fewer than one" in page
    assert f"/desk/?area={spike.key}" in page
    assert "/desk/?q=depot" in page
    assert make.WORDS in page
    with django_assert_max_num_queries(12):
        assert "Parcels" in client.get("/spikes/").content.decode()
    with django_assert_max_num_queries(5):
        assert "Parcels" in client.get("/spikes/now/").content.decode()


def test_the_api_gives_the_tickets_behind_it(spike: Spike, vic: User) -> None:
    client = APIClient()
    client.force_authenticate(vic)
    [listed] = client.get("/api/v1/spikes/?on=true").json()["results"]
    whole = client.get(f"/api/v1/spikes/{spike.pk}/").json()
    assert (listed["name"], whole["tickets"]) == ("Parcels", [f"CS-{Behind.objects.get().ticket_id}"])
    assert [sign["name"] for sign in whole["signs"]] == ["Parcels", "depot"]


def test_what_may_never_be_true_of_a_spike(spike: Spike) -> None:
    def another(**more: Any) -> Spike:
        fixed = {"family": "area", "key": 1, "hours": 2, "n": 8, "usual": 1, "chance": 0.1}
        moments = {name: timezone.now() for name in ("began_at", "raised_at", "loud_at")}
        return Spike.objects.create(**(fixed | moments | more))

    refused(lambda: another(key=spike.key), because="a_thing_has_one_spike_at_a_time")
    refused(lambda: another(family="mood"), because="a_spike_is_of_a_known_family")
    refused(lambda: another(quiet_until=timezone.now()), because="a_quiet_spike_says_who_and_why")
    early = timezone.now() - timedelta(days=1)
    refused(lambda: another(over_at=early), because="a_spike_is_over_after_it_was_raised")
    refused(lambda: Sign.objects.create(spike=spike, family="word", key=77), because="a_spike_shows_by_a_thing_once")
    twice = Behind.objects.get()
    refused(
        lambda: Behind.objects.create(spike=spike, ticket=twice.ticket), because="a_ticket_stands_behind_a_spike_once"
    )


def test_what_may_never_be_true_of_a_tally(db: None) -> None:
    from spikes.models import Tally

    told = {"family": "word", "key": 1, "grain": "h", "at": timezone.now(), "n": 1}
    refused(lambda: Tally.objects.bulk_create([Tally(**told), Tally(**told)]), because="tallied_in_one_place")
    refused(lambda: Tally.objects.create(**(told | {"grain": "w"})), because="a_tally_is_of_an_hour_or_a_day")
