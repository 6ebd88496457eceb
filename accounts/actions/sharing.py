"""With whom may a colleague share what they keep under a name, and who may change it?"""

from typing import Protocol

from django.utils.translation import gettext as _

from accounts.models import Audience, Role, Team, User
from common import text
from common.refusals import Forbidden, Invalid, Sentence


class Shared(Protocol):
    """Something kept under a name, for oneself, a team or everyone."""

    owner_id: int
    audience: str
    team: Team | None


def may_change(kept: Shared, by: User) -> bool:
    """Whether it is theirs to change: its owner's, and what is shared an administrator's as well."""
    return kept.owner_id == by.pk or (kept.audience != Audience.PRIVATE and by.role == Role.ADMIN)


def need_to_change(kept: Shared, by: User, said: Sentence) -> None:
    """Refuse, with this sentence, whoever may not change it."""
    if not may_change(kept, by):
        raise Forbidden(said)


def need_to_belong(kept: Shared, by: User) -> None:
    """What is for a team names it, and comes from one of its members or an administrator."""
    if kept.audience not in Audience.values:
        raise Invalid({"audience": text.UNCHOSEN})
    if kept.audience == Audience.TEAM and kept.team is None:
        raise Invalid({"team": text.UNCHOSEN})
    if kept.team and by.role != Role.ADMIN and not Team.objects.of(by).filter(pk=kept.team.pk).exists():
        raise Invalid({"team": _("You do not belong to this team.")})
