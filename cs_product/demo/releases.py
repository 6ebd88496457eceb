"""What shipped together: a release for every month's work, one that is partly rolled out, one that is planned."""

from datetime import datetime, timedelta
from functools import partial

from accounts.models import User
from backlog.actions.exposing import open_to_companies, open_to_share
from backlog.actions.releasing import plan as plan_release
from backlog.actions.releasing import put_in
from backlog.actions.shipping import ship_together
from backlog.models import Item, Release, Voice
from backlog.workflow import ItemStage
from cs_product.demo.cast import MANAGER, PRODUCT, Firm
from cs_product.demo.story import Story
from customers.actions import stop_news
from customers.models import Company, Customer
from notifications.actions.listing import list_for_release, releases_to_look_at
from notifications.actions.telling import approve, approve_all
from notifications.models import Telling, TellingState


def plan(story: Story, firm: Firm) -> None:
    """One customer wants no news; two weeks ago the rollout began; last week the next release was planned."""
    story.plan(story.day(200), _stop_the_news)
    story.plan(story.at_work(story.now - timedelta(days=13)), partial(_begin_to_roll_out, story, firm))
    story.plan(story.now - timedelta(hours=26), partial(_plan_the_next, story, firm))
    story.plan(story.now - timedelta(hours=5), _look_who_got_it)


def ship(story: Story, item: Item, by: User, at: datetime) -> None:
    """Ship an item in a release of its day, and tell its customers some hours later."""
    release = plan_release(by=by, name=f"{at:%B}", planned_on=at.date())
    put_in(release, by=by, item=item)
    ship_together(release, by=by, version=f"{at:%Y.%-m}.{release.pk}")
    story.later(at, (1, 6), partial(_approve, release, by))


def _approve(release: Release, by: User, _at: datetime) -> None:
    if Telling.objects.of(release).waiting().exists():
        approve_all(release, by=by)


def _begin_to_roll_out(story: Story, firm: Firm, at: datetime) -> None:
    """A company first, a fifth of all on the same day, half of all this week, everyone next week."""
    by, items = firm.people[PRODUCT], _in_work(firm)[:2]
    release = plan_release(by=by, name="Winter pilot", planned_on=at.date())
    for item in items:
        put_in(release, by=by, item=item)
    names = list(Company.objects.order_by("pk").values_list("name", flat=True)[:2])
    open_to_companies(release, by=by, names=names)
    open_to_share(release, by=by, percent=20)
    open_to_share(release, by=by, percent=50, on=(story.now - timedelta(days=2)).date())
    open_to_share(release, by=by, percent=100, on=(story.now + timedelta(days=6)).date())
    if items:
        ship_together(release, by=by, version="4.0-pilot")
        story.later(at, (1, 4), partial(_approve_some, release, by))


def _approve_some(release: Release, by: User, _at: datetime) -> None:
    """The first are told; the others wait on the list."""
    for row in Telling.objects.of(release).filter(state=TellingState.TO_APPROVE).order_by("pk")[:2]:
        approve(row, by=by)


def _plan_the_next(story: Story, firm: Firm, _at: datetime) -> None:
    by = firm.people[MANAGER]
    release = plan_release(by=by, name="Spring", version="4.1", planned_on=(story.now + timedelta(days=40)).date())
    for item in _in_work(firm)[:3]:
        put_in(release, by=by, item=item)


def _look_who_got_it(_at: datetime) -> None:
    for release_id in releases_to_look_at():
        list_for_release(release_id)


def _in_work(firm: Firm) -> list[Item]:
    """What is being built and goes nowhere by itself, those with the most voices first."""
    items = Item.objects.filter(pk__in=[item.pk for item in firm.items.values()], stage=ItemStage.IN_PROGRESS)
    able = items.exclude(pk__in=firm.shipping).exclude(shipments__isnull=False)
    return sorted(able, key=lambda item: (-Voice.objects.speaking().filter(item=item).count(), item.pk))


def _stop_the_news(_at: datetime) -> None:
    customer = Customer.objects.filter(tickets__voices__isnull=False, language="en").order_by("pk").first()
    if customer:
        stop_news(customer, by=customer)
