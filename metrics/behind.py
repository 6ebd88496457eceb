"""Which entries, and so which tickets, stand behind a number? Exactly those that were counted."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.utils import timezone

from journal.models import Entry
from metrics.actions.ticking import QUIET
from metrics.figures import ANSWERED, DECIDED, TIMES
from metrics.models import AFTER, Measure
from metrics.queries import Scope
from metrics.steps import SINCE_RECEIVED, between
from tickets.models import Aftermath, Ticket
from tickets.vocabulary import Doer

_M = Measure
_YES, _NO = ["TicketAccepted"], ["TicketDeclined", "TicketUnpromised"]
_ANSWERS = ["TicketHeard", "TicketAccepted", "TicketDeclined"]
KINDS: dict[str, list[str]] = {
    _M.RECEIVED: ["TicketReceived"],
    _M.HEARD: ["TicketHeard"],
    _M.CONFIRMED: ["HearingConfirmed"],
    _M.MISHEARD: ["TicketMisheard"],
    _M.ASSESSED: ["TicketAssessed"],
    _M.ACCEPTED: _YES,
    _M.DECLINED: _NO,
    DECIDED: _YES + _NO,
    _M.SET_ASIDE: ["TicketSetAside"],
    _M.LASTING: _YES,
    _M.BY_HAND: _YES,
    _M.PROMOTED: ["VoiceJoined"],
    _M.SHIPPED: ["VoiceJoined", "VoiceAdded", "VoiceCarried"],
    _M.QUIET: ["VoiceJoined", "VoiceAdded", "VoiceCarried"],
    _M.TOLD: ["CustomerTold", "CustomerCalled"],
    _M.CAME_BACK: ["ComplaintCameBack"],
    _M.IN_TIME: _ANSWERS,
    _M.LATE: _ANSWERS,
    ANSWERED: _ANSWERS,
    _M.FROM_COMPLAINT: ["ItemProposed"],
}
_ONLY: dict[str, Q] = {
    _M.HEARD: Q(plain__is_first=True),
    _M.LASTING: Q(plain__built_in__in=[Doer.PRODUCT, Doer.PROCESS]),
    _M.BY_HAND: Q(plain__built_in=Doer.BY_HAND),
    _M.IN_TIME: Q(plain__in_time=True),
    _M.LATE: Q(plain__in_time=False),
    ANSWERED: Q(plain__in_time__in=[True, False]),
    _M.FROM_COMPLAINT: Q(plain__ticket_id__isnull=False) & ~Q(plain__ticket_id=None),
}
_HAPPENED_TO_ITS_ITEM: dict[str, Q] = {
    _M.SHIPPED: Q(kind="ItemShipped"),
    _M.QUIET: Q(kind="VerdictReached", plain__verdict__in=sorted(QUIET)),
}
_IN_TIME_IS_OF = ~Q(kind="TicketHeard") | Q(plain__is_first=True)
_DETAIL: dict[str, str] = {_M.DECLINED: "reason", _M.SET_ASIDE: "reason", _M.ASSESSED: "finding"}
MEASURES = frozenset({*KINDS, _M.WAITING, *AFTER.values()})


def entries_behind(measure: str, scope: Scope, detail: str) -> QuerySet[Entry]:
    """The entries that a number counts: the same kinds, days, areas, channel and detail."""
    rows: QuerySet[Entry] = Entry.objects.filter(_ONLY.get(measure, Q()), kind__in=KINDS[measure])
    happened = _HAPPENED_TO_ITS_ITEM.get(measure)
    rows = _spoken_for(rows, scope, happened) if happened else rows.filter(_within(scope, "at"))
    if measure in {_M.IN_TIME, _M.LATE, ANSWERED}:
        rows = rows.filter(_IN_TIME_IS_OF)
    for column, values in scope.narrowed.items():
        rows = rows.filter(**{f"plain__{column}__in": values})
    return _in_detail(rows, measure, detail) if detail else rows


def _in_detail(rows: QuerySet[Entry], measure: str, detail: str) -> QuerySet[Entry]:
    """Only those of a reason or finding, of an hour of the week, or that took so long."""
    if measure in _DETAIL:
        return rows.filter(**{f"plain__{_DETAIL[measure]}": detail})
    if measure == _M.RECEIVED:
        return _at_an_hour(rows, detail)
    return _that_took(rows, measure, detail) if measure in TIMES else rows


def _that_took(rows: QuerySet[Entry], measure: str, detail: str) -> QuerySet[Entry]:
    """What took as long as a step of the distribution says; nothing where it is none."""
    seconds, took = between(detail), "plain__seconds"
    if measure == _M.SHIPPED:
        rows, took = rows.annotate(took=SINCE_RECEIVED), "took"
    return rows.filter(**{f"{took}__gt": seconds[0], f"{took}__lte": seconds[1]}) if seconds else rows.none()


def _at_an_hour(rows: QuerySet[Entry], detail: str) -> QuerySet[Entry]:
    """What came at an hour of a weekday by the firm's clock, written `0-14` for Mondays at two; nothing where it is none."""
    day, _dash, hour = detail.partition("-")
    if not (day.isdecimal() and hour.isdecimal()):
        return rows.none()
    zone = timezone.get_default_timezone()
    by_the_clock = rows.annotate(day=ExtractIsoWeekDay("at", tzinfo=zone), hour=ExtractHour("at", tzinfo=zone))
    return by_the_clock.filter(day=int(day) + 1, hour=int(hour))


def ticket_of(entry: Entry) -> int:
    """The ticket that an entry is about, or that it names."""
    return entry.about_id if entry.about_type == "tickets.ticket" else entry.plain["ticket_id"]


def noted_behind(measure: str, scope: Scope, detail: str) -> QuerySet[Aftermath]:
    """What became of customers, as it is known now: what was noted in the period, put right since or not."""
    outcome, days = next(key for key, counted in AFTER.items() if counted == measure)
    rows = Aftermath.objects.filter(_within(scope, "at"), after_days=days, decision__outcome=outcome)
    rows = rows.filter(_tickets(scope, "decision__ticket__"))
    return (rows.filter(what=detail) if detail else rows).select_related("decision")


def waiting_behind(scope: Scope, detail: str) -> QuerySet[Ticket]:
    """The declined tickets that wait for a capability now."""
    rows = Ticket.objects.declined_for(int(detail) if detail.isdecimal() else 0).drawn()
    return rows.filter(_tickets(scope, ""))


def moments(scope: Scope) -> tuple[datetime, datetime]:
    """When the period begins and ends, by the firm's clock."""
    zone = timezone.get_default_timezone()
    begin = datetime.combine(scope.first, time.min, zone).astimezone(UTC)
    return begin, datetime.combine(scope.last + timedelta(days=1), time.min, zone).astimezone(UTC)


def _within(scope: Scope, field: str) -> Q:
    begin, end = moments(scope)
    return Q(**{f"{field}__gte": begin, f"{field}__lt": end})


def _tickets(scope: Scope, to_them: str) -> Q:
    """The same narrowing, of tickets as they are now."""
    fields = {"area_id": "product_area", "company_id": "customer__company", "team_id": "team"}
    return Q(**{f"{to_them}{fields.get(name, name)}__in": values for name, values in scope.narrowed.items()})


def _spoken_for(voices: QuerySet[Entry], scope: Scope, happened: Q) -> QuerySet[Entry]:
    """Voices to whose item this happened in the period, for the first time since they joined, and that had not left."""
    same: dict[str, Any] = {"about_type": "backlog.item", "about_id": OuterRef("about_id"), "at__gte": OuterRef("at")}
    items = Entry.objects.filter(happened, _within(scope, "at"))
    first = Entry.objects.filter(happened, **same).order_by("at").values("at")[:1]
    rows = voices.filter(about_type="backlog.item", about_id__in=items.values("about_id"))
    rows = rows.annotate(then=Subquery(first)).filter(_within(scope, "then"))
    withdrawn = Entry.objects.filter(
        kind__in=["VoiceWithdrawn", "VoiceLeft"],
        plain__ticket_id=OuterRef("plain__ticket_id"),
        at__lte=OuterRef("then"),
        **same,
    )
    return rows.filter(~Exists(withdrawn))
