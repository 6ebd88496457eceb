"""What does a colleague want to hear, how soon, at which hours? Choose, and ask what was chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import time
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from common.refusals import Invalid, Sentence
from common.text import UNCHOSEN
from notifications.models import Choice, Rhythm
from notifications.models.choices import firm_zone
from notifications.vocabulary import WHENS, Channel, NewsKind, When, default

Ways = dict[str, When]
"""Channel → how soon."""


@dataclass(frozen=True)
class Hours:
    """At which hours somebody wants to hear."""

    time_zone: str = ""
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_hour: int = 8
    digest_day: int = 1
    wants_voice: bool = False
    wants_counts: bool | None = None


@transaction.atomic
def choose(*, by: User, ways: Mapping[tuple[str, str], str]) -> User:
    """Hear of these kinds of things, over these channels, as soon as this; what is not named stays as it was."""
    wrong: dict[str, Sentence] = {
        f"{kind}-{channel}": UNCHOSEN for kind, channel in ways if not _fits(kind, channel, ways)
    }
    if wrong:
        raise Invalid(wrong)
    for (kind, channel), when in ways.items():
        if when == default(by.role, kind, channel):
            Choice.objects.filter(colleague=by, kind=kind, channel=channel).delete()
        else:
            Choice.objects.update_or_create(colleague=by, kind=kind, channel=channel, defaults={"when": when})
    return by


@transaction.atomic
def keep_hours(*, by: User, hours: Hours) -> Rhythm:
    """Hear at these hours: nothing in the quiet ones, digests at theirs, by one's own time zone."""
    wrong: dict[str, Sentence] = {}
    if hours.time_zone and hours.time_zone not in available_timezones():
        wrong["time_zone"] = _("There is no such time zone.")
    if (hours.quiet_from is None) != (hours.quiet_until is None):
        wrong["quiet_until" if hours.quiet_until is None else "quiet_from"] = _(
            "Quiet hours need a beginning and an end."
        )
    if not 0 <= hours.digest_hour <= 23:
        wrong["digest_hour"] = UNCHOSEN
    if not 1 <= hours.digest_day <= 7:
        wrong["digest_day"] = UNCHOSEN
    if wrong:
        raise Invalid(wrong)
    chosen = asdict(hours) | {"time_zone": hours.time_zone or firm_zone()}
    rhythm, _is_new = Rhythm.objects.update_or_create(colleague=by, defaults=chosen)
    return rhythm


@transaction.atomic
def want_voice(*, by: User, wants: bool) -> Rhythm:
    """Get the voice of the customer once a week, or no longer."""
    rhythm, _is_new = Rhythm.objects.update_or_create(colleague=by, defaults={"wants_voice": wants})
    return rhythm


def ways_to(people: Iterable[User], kind: NewsKind) -> dict[int, Ways]:
    """How soon each of them hears of a kind of thing over each channel: what they chose, else their role's default."""
    ways = {person.pk: {channel.value: default(person.role, kind, channel) for channel in Channel} for person in people}
    for row in Choice.objects.filter(colleague__in=ways, kind=kind):
        ways[row.colleague_id][row.channel] = When(row.when)
    return ways


def ways_of(colleague: User) -> dict[str, Ways]:
    """How soon a colleague hears of each kind of thing, over each channel."""
    ways = {
        kind.value: {channel.value: default(colleague.role, kind, channel) for channel in Channel} for kind in NewsKind
    }
    for row in Choice.objects.filter(colleague=colleague):
        ways[row.kind][row.channel] = When(row.when)
    return ways


def gets_counts(colleague: User) -> bool:
    """Whether they get the numbers once a week: what they chose, else managers do."""
    wants = rhythm_of(colleague).wants_counts
    return colleague.role == Role.MANAGER if wants is None else wants


def rhythm_of(colleague: User) -> Rhythm:
    """Their hours: what they chose, else the firm's time zone and nothing quiet."""
    return getattr(colleague, "rhythm", None) or Rhythm(colleague=colleague)


def _fits(kind: str, channel: str, ways: Mapping[tuple[str, str], str]) -> bool:
    return kind in NewsKind.values and ways[kind, channel] in WHENS.get(channel, ())
