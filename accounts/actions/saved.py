"""What can be done about the views of a list? Keep one, change it, remove it."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.sharing import may_change, need_to_belong, need_to_change
from accounts.events import ViewChanged, ViewKept, ViewRemoved
from accounts.models import Audience, Role, SavedView, Team, User
from common import text
from common.clock import now
from common.locking import hold, lock
from common.refusals import Conflict, Invalid, gather
from journal.actions import record

MOST = 200
"""So many views has one colleague of one list."""
_PASSING = {"cursor", "view"}
"""What an address says that is not a filter: where one is in the list, and under which name it was opened."""


@transaction.atomic
def keep_view(
    *, by: User, place: str, name: str, query: str = "", audience: str = Audience.PRIVATE, team: Team | None = None
) -> SavedView:
    """Keep a list as it is filtered now under a name, for oneself, a team or everyone."""
    hold(f"accounts_savedview {by.pk}")
    view = SavedView(owner=by, place=place, kept_at=now())
    _need_room(view)
    _say(view, by, name=name, query=query, audience=audience, team=team)
    view.save(force_insert=True)
    record(ViewKept(view_id=view.pk, place=view.place, audience=view.audience), about=view, by=by)
    return view


@transaction.atomic
def change_view(
    view: SavedView,
    *,
    by: User,
    name: str,
    audience: str,
    team: Team | None = None,
    query: str | None = None,
    version: int | None = None,
) -> SavedView:
    """Give a view another name or audience, or let it show something else. Refused when it changed since `version`."""
    hold(f"accounts_savedview {view.owner_id}")
    lock(view)
    _need_its_owner(view, by)
    if version is not None and version != view.version:
        raise Conflict(_("Someone else changed this view meanwhile. Here is what it says now."))
    _say(view, by, name=name, query=view.query if query is None else query, audience=audience, team=team)
    view.version += 1
    view.save(update_fields=["name", "query", "audience", "team", "version"])
    record(ViewChanged(view_id=view.pk, place=view.place, audience=view.audience), about=view, by=by)
    return view


@transaction.atomic
def remove_view(view: SavedView, *, by: User) -> None:
    """Let a view be no more. The list it showed stays, of course."""
    lock(view)
    _need_its_owner(view, by)
    record(ViewRemoved(view_id=view.pk, place=view.place), about=view, by=by)
    view.delete()


@transaction.atomic
def choose_columns(*, by: User, place: str, names: Sequence[str], known: Collection[str]) -> list[str]:
    """Let the rows of a list show these things to a colleague, in the order of what is known there."""
    if strange := next((name for name in names if name not in known), None):
        raise Invalid({"columns": _("“{name}” is nothing that a row can show.").format(name=str(strange)[:40])})
    chosen, colleague = [name for name in known if name in names], lock(User.objects.get(pk=by.pk))
    colleague.columns = colleague.columns | {place: chosen}
    colleague.save(update_fields=["columns"])
    by.columns = colleague.columns
    return chosen


@transaction.atomic
def choose_sending(*, by: User, then: str, own: bool) -> None:
    """Remember what a colleague wants to open after a message, and whether a message makes them the owner."""
    chosen = {"then": then, "own": own}
    if by.sending == chosen:
        return
    colleague = lock(User.objects.get(pk=by.pk))
    colleague.sending = by.sending = chosen
    colleague.save(update_fields=["sending"])


def filters_of(query: str) -> str:
    """What of an address's query is kept: its filters, in their order, without the place in the list."""
    return urlencode([(key, value) for key, value in parse_qsl(query.lstrip("?")) if key not in _PASSING])


__all__ = ["change_view", "choose_columns", "choose_sending", "filters_of", "keep_view", "may_change", "remove_view"]


def _say(view: SavedView, by: User, *, name: str, query: str, audience: str, team: Team | None) -> None:
    view.name, view.query, view.audience = name.strip(), filters_of(query), audience
    view.team = team if audience == Audience.TEAM else None
    gather(
        lambda: _need_a_name_of_its_own(view, name),
        lambda: text.allow(query=view.query, limit=2000),
        lambda: _need_to_share(view, by),
    )


def _need_a_name_of_its_own(view: SavedView, name: str) -> None:
    text.need(name=name)
    text.allow(name=name, limit=80)
    others = SavedView.objects.filter(owner=view.owner_id, place=view.place).exclude(pk=view.pk)
    if others.filter(name__iexact=view.name).exists():
        raise Invalid({"name": _("You have a view of this name already.")})


def _need_to_share(view: SavedView, by: User) -> None:
    """Sharing is for those who work in the lists, and a team's views come from its members or an admin."""
    if view.audience != Audience.PRIVATE and by.role == Role.VIEWER:
        raise Invalid({"audience": _("Viewers keep views for themselves.")})
    need_to_belong(view, by)


def _need_its_owner(view: SavedView, by: User) -> None:
    need_to_change(view, by, _("This view belongs to someone else."))


def _need_room(view: SavedView) -> None:
    if SavedView.objects.filter(owner=view.owner_id, place=view.place).count() >= MOST:
        wrong: dict[str, Any] = {"name": _("That are {most} views already. Please remove one first.").format(most=MOST)}
        raise Invalid(wrong)
