"""Keep replies to be used again: for oneself, a team or everyone, in one language or both."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.sharing import need_to_belong, need_to_change
from accounts.models import Audience, Role, Team, User
from common import text
from common.clock import now
from common.locking import hold, lock
from common.refusals import Conflict, Forbidden, Invalid, gather
from journal.actions import record
from tickets.events.replies import ReplyChanged, ReplyKept, ReplyRemoved
from tickets.models import SavedReply
from tickets.wording.facts import REPLY_FACTS, complaint_about_facts
from tickets.workflow import LISTENERS

KEEPERS = LISTENERS | {Role.ADMIN}
MOST = 300
"""So many saved replies has one colleague."""
LIMIT = 5_000
"""Characters of a saved reply: a long letter."""


@transaction.atomic
def keep_reply(
    *, by: User, name: str, ko: str = "", en: str = "", audience: str = Audience.PRIVATE, team: Team | None = None
) -> SavedReply:
    """Keep a reply under a name, to be used again."""
    _need_a_keeper(by)
    hold(f"tickets_savedreply {by.pk}")
    if SavedReply.objects.filter(owner=by).count() >= MOST:
        said = _("That are {most} saved replies already. Please remove one first.")
        raise Invalid({"name": said.format(most=MOST)})
    reply = SavedReply(owner=by, kept_at=now())
    _say(reply, by, name=name, ko=ko, en=en, audience=audience, team=team)
    reply.save(force_insert=True)
    record(ReplyKept(reply_id=reply.pk, audience=reply.audience), about=reply, by=by)
    return reply


@transaction.atomic
def change_reply(reply: SavedReply, *, by: User, version: int | None = None, **said: Any) -> SavedReply:
    """Let a saved reply say something else, or let others find it. Refused when it changed since `version`."""
    hold(f"tickets_savedreply {reply.owner_id}")
    lock(reply)
    _need_its_owner(reply, by)
    if version is not None and version != reply.version:
        raise Conflict(_("Someone else changed this reply meanwhile. Here is what it says now."))
    _say(reply, by, **said)
    reply.version += 1
    reply.save(update_fields=["name", "ko", "en", "audience", "team", "version"])
    record(ReplyChanged(reply_id=reply.pk, audience=reply.audience), about=reply, by=by)
    return reply


@transaction.atomic
def remove_reply(reply: SavedReply, *, by: User) -> None:
    """Let a saved reply be no more."""
    lock(reply)
    _need_its_owner(reply, by)
    record(ReplyRemoved(reply_id=reply.pk), about=reply, by=by)
    reply.delete()


def _say(reply: SavedReply, by: User, *, name: str, ko: str, en: str, audience: str, team: Team | None) -> None:
    reply.name, reply.ko, reply.en, reply.audience = name.strip(), ko, en, audience
    reply.team = team if audience == Audience.TEAM else None
    gather(
        lambda: _need_a_name_of_its_own(reply),
        lambda: _need_words(reply),
        lambda: _need_known_facts("ko", ko),
        lambda: _need_known_facts("en", en),
        lambda: need_to_belong(reply, by),
    )


def _need_a_name_of_its_own(reply: SavedReply) -> None:
    text.need(name=reply.name)
    text.allow(name=reply.name, limit=80)
    others = SavedReply.objects.filter(owner=reply.owner_id).exclude(pk=reply.pk)
    if others.filter(name__iexact=reply.name).exists():
        raise Invalid({"name": _("You have a saved reply of this name already.")})


def _need_words(reply: SavedReply) -> None:
    text.allow(LIMIT, ko=reply.ko, en=reply.en)
    if text.is_empty(reply.ko) and text.is_empty(reply.en):
        raise Invalid({"ko": _("Write it in Korean, in English, or in both.")})


def _need_known_facts(field: str, words: str) -> None:
    if problem := complaint_about_facts(words, REPLY_FACTS):
        raise Invalid({field: problem})


def _need_a_keeper(by: User) -> None:
    if by.role not in KEEPERS:
        raise Forbidden(_("Those who write here, and administrators, keep replies."))


def _need_its_owner(reply: SavedReply, by: User) -> None:
    _need_a_keeper(by)
    need_to_change(reply, by, _("This saved reply belongs to someone else."))
