"""The digests: what waited for somebody, gathered at their own hour, once for each day or week.

A batch is one transaction: the digests are made, what waited is put into them and their mails are in the outbox, or none of
it. Killed anywhere, it goes on where it was; that there are never two is kept by the database.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, DurationField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Role, User
from common.locking import hold
from notifications.actions.mailing import message_id
from notifications.models import Digest, Mail, MailKind, News, Priority, Rhythm
from notifications.models.choices import firm_zone
from notifications.vocabulary import When

_K = Digest.Kind
_WHEN = {_K.DAILY: When.DAILY, _K.WEEKLY: When.WEEKLY}
_MAIL = {_K.DAILY: MailKind.DIGEST, _K.WEEKLY: MailKind.DIGEST, _K.VOICE: MailKind.VOICE, _K.COUNTS: MailKind.COUNTS}


class Due(NamedTuple):
    """A kind of digest in a time zone: for which day or week, and the midnight with which that begins there."""

    kind: Digest.Kind
    zone: str
    period: date

    @property
    def begins(self) -> datetime:
        """The first moment of the day or week, by the clocks there."""
        return datetime.combine(self.period, time(), tzinfo=ZoneInfo(self.zone))


@transaction.atomic
def go_on(moment: datetime | None = None) -> int:
    """Write the next batch of digests whose hour has come; then ring for the next. Returns how many."""
    hold("digests")
    at = moment or timezone.now()
    for due in _dues(at):
        people = list(_whose(due, at).order_by("pk")[: settings.DIGEST_BATCH])
        if people:
            _write(people, due)
            transaction.on_commit(ring_for_digests, robust=True)
            return len(people)
    return 0


def ring_for_digests() -> None:
    """Ask the worker for the next batch, behind everything that is more urgent."""
    current_app.send_task("notifications.tasks.write_digests", priority=Priority.DIGEST)


def _dues(moment: datetime) -> Iterator[Due]:
    """Every kind in every time zone that somebody lives in, by their calendar."""
    zones = {firm_zone(), *Rhythm.objects.values_list("time_zone", flat=True).distinct()}
    for zone in sorted(zones):
        local = moment.astimezone(ZoneInfo(zone))
        monday = local.date() - timedelta(days=local.weekday())
        yield Due(_K.DAILY, zone, local.date())
        yield Due(_K.WEEKLY, zone, monday)
        yield Due(_K.VOICE, zone, monday)
        yield Due(_K.COUNTS, zone, monday)


def _whose(due: Due, moment: datetime) -> QuerySet[User]:
    """Whoever lives there, whose hour has come, who has none of this period yet, and for whom there is something.

    What happens after their hour waits for the next period, also where nothing waited at the hour itself.
    """
    hours: Combinable = Coalesce("rhythm__digest_hour", _DEFAULT.digest_hour)
    if due.kind != _K.DAILY:
        hours = hours + (Coalesce("rhythm__digest_day", _DEFAULT.digest_day) - 1) * 24
    begins, length = Value(due.begins, DateTimeField()), hours * Value(timedelta(hours=1))
    living_there = User.objects.filter(is_active=True).annotate(
        zone=Coalesce("rhythm__time_zone", Value(firm_zone())),
        hour_comes_at=ExpressionWrapper(begins + ExpressionWrapper(length, DurationField()), DateTimeField()),
    )
    made = Digest.objects.filter(colleague=OuterRef("pk"), kind=due.kind, period=due.period)
    people = living_there.filter(~Exists(made), zone=due.zone, hour_comes_at__lte=moment)
    if due.kind == _K.VOICE:
        return people.filter(rhythm__wants_voice=True)
    if due.kind == _K.COUNTS:
        return people.filter(Q(rhythm__wants_counts=True) | Q(rhythm__wants_counts=None, role=Role.MANAGER))
    waits = News.objects.for_digest(_WHEN[due.kind]).filter(colleague=OuterRef("pk"), at__lt=OuterRef("hour_comes_at"))
    return people.filter(Exists(waits))


def _write(people: list[User], due: Due) -> None:
    moment = timezone.now()
    digests = Digest.objects.bulk_create(
        Digest(colleague=person, kind=due.kind, period=due.period, made_at=moment) for person in people
    )
    if due.kind in _WHEN:
        of = Digest.objects.filter(pk__in=[digest.pk for digest in digests], colleague=OuterRef("colleague"))
        waiting = News.objects.for_digest(_WHEN[due.kind]).filter(colleague__in=[person.pk for person in people])
        waiting.update(digest=of.values("pk")[:1])
    Mail.objects.bulk_create(
        Mail(
            kind=_MAIL[due.kind],
            colleague_id=digest.colleague_id,
            source=digest.pk,
            message_id=message_id(),
            priority=Priority.DIGEST,
            made_at=moment,
            due_at=moment,
        )
        for digest in digests
    )


_DEFAULT = Rhythm()
