"""Put the year together: the firm, three hundred complaints, the arrivals."""

from collections import defaultdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from capabilities.actions import arrive
from capabilities.models import Capability
from cs_product.demo import (
    aftermath,
    grooming,
    marks,
    notices,
    outcomes,
    people,
    promises,
    releases,
    settled,
    surges,
    texts,
    voices,
)
from cs_product.demo import firm as before
from cs_product.demo.cast import ADMIN, AGENT, MANAGER, PRODUCT, Firm
from cs_product.demo.lives import Life
from cs_product.demo.story import Story
from customers.models import Customer
from tickets.actions.likening import measure_lengths, weigh_terms
from tickets.models import Ticket


@transaction.atomic
def load() -> int:
    """Tell the year, all of it or nothing; returns how many tickets there are. Told already, it stays."""
    if Ticket.objects.exists():
        return Ticket.objects.count()
    story = Story(timezone.localtime())
    firm = _firm(story.now)
    lives = _lives(story, firm)
    for life in lives:
        life.begin()
    _plan_arrivals(story, firm, lives)
    promises.plan(story, firm)
    releases.plan(story, firm)
    story.plan(story.now - timedelta(hours=30), lambda _at: firm.precedents.overturn(firm.people[MANAGER]))
    aftermath.plan(story, firm)
    outcomes.plan(story, firm)
    grooming.plan(story, firm)
    voices.plan(story, firm)
    surges.plan(story, firm)
    story.tell()
    promises.ask(story, firm)
    marks.put(firm.people[AGENT], firm.people[ADMIN])
    settled.settle(story, firm)
    notices.settle(story, firm)
    weigh_terms()
    measure_lengths()
    grooming.weigh()
    return Ticket.objects.count()


def _firm(now: datetime) -> Firm:
    people_here = people.hire()
    people.gather_teams(people_here, people_here[ADMIN])
    agent = people_here[AGENT]
    capabilities = before.capabilities(agent, now)
    before.plan_capabilities(capabilities, people_here[PRODUCT], now)
    by_language: dict[str, list[Customer]] = defaultdict(list)
    for customer in before.customers(agent, now):
        by_language[customer.language].append(customer)
    return Firm(people=people_here, areas=before.areas(), capabilities=capabilities, customers=by_language)


def _lives(story: Story, firm: Firm) -> list[Life]:
    returns = {again["capability"]: again for again in texts.read("returns")}
    return [
        Life(
            story=story,
            firm=firm,
            cause=cause | {"return": returns.get(cause.get("capability", ""))},
            said=said,
            customer=_who(story, firm, cause, said),
        )
        for cause in texts.causes()
        for said in cause["complaints"]
    ]


def _who(story: Story, firm: Firm, cause: dict[str, Any], said: dict[str, Any]) -> Customer | None:
    """A customer of the language; from a company where the words speak for one; seldom nobody."""
    if cause.get("set_aside_reason") in {"spam", "abuse"} or story.dice.random() < 0.03:
        return None
    among = firm.customers[said["lang"]]
    if said.get("for_company"):
        among = [customer for customer in among if customer.company_id] or among
    return story.dice.choice(among)


def _plan_arrivals(story: Story, firm: Firm, lives: list[Life]) -> None:
    """Capabilities arrive on their day; what waited for them comes back within the following week."""
    for one in texts.read("capabilities"):
        if one["arrives_days_ago"] is None:
            continue
        at, capability = story.day(one["arrives_days_ago"]), firm.capabilities[one["key"]]
        story.plan(at, partial(_arrive, firm, capability))
        waiting = [life for life in lives if life.cause.get("capability") == one["key"]]
        for life in waiting:
            story.later(at + timedelta(hours=20), (1, 150), life.come_back)


def _arrive(firm: Firm, capability: Capability, _at: datetime) -> None:
    arrive(capability, by=firm.people[MANAGER])
