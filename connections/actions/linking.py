"""Link an item to an issue elsewhere, have one made there, let go of it; and look how it stands."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from backlog.models import Item
from backlog.workflow import KEEPERS
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from connections.actions.telling import a_post, ring_on_commit
from connections.events import IssueAsked, IssueLinked, IssueUnlinked, ShippingPutOff
from connections.hosts import HOSTS, Draft
from connections.models import Connection, IssueLink, Post
from connections.vocabulary import CODE, ISSUE_CREATE, ISSUE_LOOK, Kind
from journal.actions import record

URL_LIMIT = 2_000
_PART_LIMIT = 12_000
"""Characters of the problem and of the promise: Jira takes 32,767 in all."""


@transaction.atomic
def link(item: Item, *, by: User, url: str) -> IssueLink:
    """Link an item to an issue by the address of its page; where we are connected, how it stands is looked up."""
    _keepers_only(by)
    lock(item)
    text.need(url=url)
    text.allow(url=url, limit=URL_LIMIT)
    kind, site, reference = _recognised(url.strip())
    if IssueLink.objects.filter(item=item, site=site, reference=reference).exists():
        raise Conflict(_("{reference} is linked already.").format(reference=reference))
    there = Connection.objects.kept().filter(kind=kind, site=site).first()
    made = IssueLink.objects.create(
        item=item, connection=there, host=kind, site=site, reference=reference, url=url.strip(), by=by, made_at=now()
    )
    said = IssueLinked(item_id=item.pk, link_id=made.pk, reference=reference, url=made.url)
    record(said, about=item, by=by, at=made.made_at)
    if there:
        ask(made, ISSUE_LOOK)
    return made


@transaction.atomic
def create_there(item: Item, *, by: User, connection: Connection) -> IssueLink:
    """Have an issue made for an item at a host of code; until it is, the link says that it is on its way."""
    _keepers_only(by)
    lock(item)
    if not connection.is_host or connection.removed_at:
        raise Invalid({"connection": text.UNCHOSEN})
    if connection.paused_at:
        raise Conflict(_("{name} is paused. Resume it first.").format(name=connection.name))
    if IssueLink.objects.filter(item=item, connection=connection, reference="").exists():
        raise Conflict(_("An issue for {item} is on its way already.").format(item=item.reference))
    made = IssueLink.objects.create(
        item=item, connection=connection, host=connection.kind, site=connection.site, by=by, made_at=now()
    )
    said = IssueAsked(item_id=item.pk, link_id=made.pk, connection_id=connection.pk, name=connection.name)
    record(said, about=item, by=by, at=made.made_at)
    ask(made, ISSUE_CREATE)
    return made


@transaction.atomic
def unlink(issue: IssueLink, *, by: User) -> IssueLink:
    """Let go of an issue; there it stays as it is."""
    _keepers_only(by)
    lock(issue.item)
    said = IssueUnlinked(item_id=issue.item_id, reference=issue.reference)
    record(said, about=issue.item, by=by)
    IssueLink.objects.filter(pk=issue.pk).delete()
    return issue


@transaction.atomic
def look_again(issue: IssueLink, *, by: User) -> IssueLink:
    """Look how an issue stands, or try again to make it, now: what waits for its time goes at once."""
    _keepers_only(by)
    lock(issue)
    if issue.connection is None or issue.connection.removed_at:
        raise Conflict(_("We are not connected there, so we cannot look."))
    if not issue.can_be_asked_about:
        raise Conflict(_("{name} is paused. Resume it first.").format(name=issue.connection.name))
    Connection.objects.filter(pk=issue.connection.pk).update(resting_until=None)
    if not Post.objects.about_issues([issue]).update(due_at=timezone.now()):
        ask(issue, ISSUE_LOOK if issue.reference else ISSUE_CREATE)
    ring_on_commit([issue.connection.pk])
    return issue


@transaction.atomic
def put_off(issue: IssueLink, *, by: User) -> IssueLink:
    """The issue is done, and the item is not shipped with it: ask no more, until it is done anew."""
    _keepers_only(by)
    lock(issue)
    if not issue.asks_to_ship:
        raise Conflict(_("Nobody asks whether {item} is shipped.").format(item=issue.item.reference))
    issue.put_off_at = now()
    issue.save(update_fields=["put_off_at"])
    said = ShippingPutOff(item_id=issue.item_id, link_id=issue.pk, reference=issue.reference)
    record(said, about=issue.item, by=by)
    return issue


def ask(issue: IssueLink, what: str, at: datetime | None = None) -> Post:
    """Put a question about an issue into the outbox; the worker asks."""
    assert issue.connection_id is not None
    assert issue.connection is not None
    moment = at or timezone.now()
    IssueLink.objects.filter(pk=issue.pk).update(asked_at=moment)
    post = a_post(issue.connection, what, f"PB-{issue.item_id}", {"link": issue.pk}, moment)
    post.save(force_insert=True)
    ring_on_commit([issue.connection_id])
    return post


def draft_of(item: Item) -> Draft:
    """What an issue says that is made for an item; our link in it is how it is found again."""
    link_of_ours = f"{settings.SITE_URL}/backlog/{item.reference}/"
    parts = [*(Truncator(text).chars(_PART_LIMIT) for text in (item.problem, item.promise)), link_of_ours]
    return Draft(
        title=f"{item.title} ({item.reference})",
        text="\n\n".join(part for part in parts if part),
        marker=link_of_ours,
        label=f"cs-product-{item.reference.lower()}",
    )


def _recognised(url: str) -> tuple[Kind, str, str]:
    """Which host, which site, which issue; hosts under names of their own are known by our connections."""
    said: Any = _(
        "This is no address of an issue at GitHub, GitLab, Jira or Linear, nor at a host we are connected with."
    )
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Invalid({"url": said}) from error
    site = (parts.hostname or "").lower()
    if parts.scheme in {"http", "https"} and not {".", ".."} & set(parts.path.split("/")):
        for kind in _kinds_at(site):
            if reference := HOSTS[kind].reference(parts.path):
                return kind, site, reference
    raise Invalid({"url": said})


def _kinds_at(site: str) -> list[Kind]:
    usual = [Kind(kind) for kind, host in HOSTS.items() if site in host.usual_sites]
    cloud = [Kind.JIRA] if site.endswith(".atlassian.net") else []
    ours = Connection.objects.kept().filter(site=site, kind__in=CODE).values_list("kind", flat=True)
    return [*usual, *cloud, *(Kind(kind) for kind in ours)]


def _keepers_only(by: User) -> None:
    if by.role not in KEEPERS:
        raise Forbidden(_("Product people and managers link items to issues."))
