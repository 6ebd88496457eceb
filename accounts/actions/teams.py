"""What can be done about teams? Bring one together, change it, dissolve it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.colleagues import need_admin
from accounts.events import TeamChanged, TeamDissolved, TeamFormed
from accounts.models import Team, User
from common import text
from common.clock import now
from common.locking import hold, lock
from common.refusals import Conflict, Invalid
from journal.actions import record

MOST_MEMBERS = 200
_NAMES = "accounts_team.name"
"""Whoever names a team holds this agreement, so that two of one name never begin at once."""


@transaction.atomic
def form_team(*, by: User, name: str, members: Sequence[User] = ()) -> Team:
    """Bring colleagues together under a name that can be mentioned, filtered and counted by."""
    need_admin(by)
    _need_a_name_of_its_own(name, beside=None)
    _need_people_who_work_here(members, already=set())
    team = Team.objects.create(name=name.strip(), formed_at=now())
    team.members.set(members)
    record(TeamFormed(team_id=team.pk, name=team.name, members=_numbers(members)), about=team, by=by)
    return team


@transaction.atomic
def change_team(team: Team, *, by: User, name: str, members: Sequence[User], version: int | None = None) -> Team:
    """Give a team another name or other members. Refused when someone else changed it since `version`."""
    need_admin(by)
    lock(team)
    _need_to_exist(team)
    if version is not None and version != team.version:
        raise Conflict(_("Someone else changed this team meanwhile. Here is what it says now."))
    _need_a_name_of_its_own(name, beside=team)
    _need_people_who_work_here(members, already=set(team.members.values_list("pk", flat=True)))
    team.name, team.version = name.strip(), team.version + 1
    team.save(update_fields=["name", "version"])
    team.members.set(members)
    record(TeamChanged(team_id=team.pk, name=team.name, members=_numbers(members)), about=team, by=by)
    return team


@transaction.atomic
def dissolve_team(team: Team, *, by: User) -> Team:
    """Let a team be no more: nobody finds it any longer; what was counted by it stays counted."""
    need_admin(by)
    lock(team)
    _need_to_exist(team)
    team.dissolved_at = now()
    team.save(update_fields=["dissolved_at"])
    record(TeamDissolved(team_id=team.pk), about=team, by=by)
    return team


def _need_to_exist(team: Team) -> None:
    if team.dissolved_at:
        raise Conflict(_("This team was dissolved meanwhile."))


def _need_a_name_of_its_own(name: str, *, beside: Team | None) -> None:
    text.need(name=name)
    text.allow(name=name, limit=80)
    hold(_NAMES)
    others = Team.objects.current().exclude(pk=beside.pk) if beside else Team.objects.current()
    if others.filter(name__iexact=name.strip()).exists():
        raise Invalid({"name": _("There is a team of this name already.")})


def _need_people_who_work_here(members: Sequence[User], *, already: set[int]) -> None:
    if len(members) > MOST_MEMBERS:
        raise Invalid({"members": _("A team has at most {most} members.").format(most=MOST_MEMBERS)})
    if gone := next((one for one in members if not one.is_active and one.pk not in already), None):
        raise Invalid({"members": _("{name} no longer works here.").format(name=gone.name)})


def _numbers(members: Sequence[User]) -> list[int]:
    return sorted(one.pk for one in members)
