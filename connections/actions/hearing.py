"""Take in how an issue stands, whether we asked or were told; what was not meant for us, or came before, changes nothing."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from backlog.workflow import OPEN_STAGES
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Invalid, Refusal
from connections.actions.linking import ask
from connections.events import IssueDone, IssueMade, IssueReopened
from connections.hosts import HOSTS, Issue, Unreadable
from connections.models import Connection, Heard, IssueLink
from connections.vocabulary import ISSUE_LOOK
from journal.actions import record
from journal.actors import SYSTEM

SMALLEST_SECRET = 8
_AT_ONCE = 500
"""So many issues are looked at in one go of the clock."""


class NotGenuine(Refusal):
    """It was not signed with the secret that we share."""

    status = 401


@transaction.atomic
def hear(connection: Connection, *, headers: Mapping[str, str], body: bytes) -> int:
    """Take in what a host tells us, once; returns how many links it changed. Refuses what it did not sign."""
    host = HOSTS[connection.kind]
    if not host.is_genuine(connection.secret, headers, body, timezone.now()):
        raise NotGenuine(_("The signature is not right."))
    digest = hashlib.sha256(body).hexdigest()
    if not Heard.objects.get_or_create(connection=connection, digest=digest, defaults={"at": now()})[1]:
        raise Conflict(_("This was heard before; nothing was changed."))
    issue = _readable(connection, body)
    if issue is None:
        return 0
    links = connection.issue_links.filter(reference=issue.reference).select_related("item").order_by("pk")
    return sum(take_in(link, issue) for link in links)


@transaction.atomic
def take_in(link: IssueLink, issue: Issue, at: datetime | None = None) -> bool:
    """Note how an issue stands; news older than what we know is passed over. Returns whether anything was noted."""
    lock(link.item)
    lock(link)
    moment, is_new = at or now(), not link.reference
    if link.there_at and issue.at and issue.at < link.there_at:
        return False
    link.reference, link.url = issue.reference or link.reference, issue.url or link.url
    link.title, link.state = issue.title[:300] or link.title, issue.state[:60]
    link.there_at, link.looked_at, link.trouble = issue.at or link.there_at, moment, ""
    _note_whether_done(link, issue, moment)
    link.save()
    if is_new:
        _say_it_was_made(link)
    if not issue.state:
        ask(link, ISSUE_LOOK)
    return True


@transaction.atomic
def take_in_as_twin(link: IssueLink, issue: Issue) -> bool:
    """Whether the issue found for a link is linked beside its item already: then that link notes it, and this one goes."""
    twins = IssueLink.objects.filter(item=link.item_id, site=link.site, reference=issue.reference)
    twin = twins.exclude(pk=link.pk).select_related("item").first() if not link.reference else None
    if twin is None:
        return False
    IssueLink.objects.filter(pk=link.pk).delete()
    take_in(twin, issue)
    return True


@transaction.atomic
def note_trouble(link: IssueLink, trouble: str) -> None:
    """Say beside the issue why it could not be made or looked at."""
    IssueLink.objects.filter(pk=link.pk).update(trouble=trouble, looked_at=timezone.now())


@transaction.atomic
def look_at_what_is_old() -> int:
    """Ask how issues stand that nobody told us about for a while; returns how many."""
    links = IssueLink.objects.to_look_at(timezone.now()).select_related("connection")
    held = list(links.select_for_update(of=("self",), skip_locked=True, no_key=True)[:_AT_ONCE])
    for link in held:
        ask(link, ISSUE_LOOK)
    return len(held)


def _readable(connection: Connection, body: bytes) -> Issue | None:
    try:
        said: Any = json.loads(body)
        return HOSTS[connection.kind].heard(said)
    except (ValueError, RecursionError, Unreadable) as error:
        raise Invalid({"": _("This cannot be read.")}) from error


def _note_whether_done(link: IssueLink, issue: Issue, moment: datetime) -> None:
    """It became done, or is open again: a proposal to ship comes or goes. A person decides."""
    about = link.item
    if issue.is_done and not link.is_done:
        link.put_off_at = None
        link.done_at = moment if link.item.stage in OPEN_STAGES else None
        done = IssueDone(item_id=about.pk, link_id=link.pk, reference=link.reference, owner_id=about.owner_id)
        record(done, about=about, by=SYSTEM, at=moment)
    elif link.is_done and not issue.is_done:
        link.done_at = link.put_off_at = None
        again = IssueReopened(item_id=about.pk, link_id=link.pk, reference=link.reference)
        record(again, about=about, by=SYSTEM, at=moment)
    link.is_done = issue.is_done


def _say_it_was_made(link: IssueLink) -> None:
    said = IssueMade(item_id=link.item_id, link_id=link.pk, reference=link.reference, url=link.url)
    record(said, about=link.item, by=SYSTEM)
