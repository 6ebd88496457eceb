"""What is asked of a list of tickets? Read from the address, so that Back, a link and a saved view say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import SignedIn
from common.paging import Order
from tickets.forms.desk import DeskFilter, fields_gone
from tickets.models import ProductArea, StageCount, Ticket
from tickets.queries import TicketQuerySet
from tickets.queries.fields import Held
from tickets.queries.narrowing import narrow
from tickets.workflow import OPEN, Stage

_PLACES = {"cursor", "view", "in", "since"}
"""What an address says besides filters: where one is in the list, under which name it was opened."""
_SHOWN = 40
"""So much of what is passed over is repeated."""
_NAMED, _CARRIED = 50, 4000
"""So many filters are looked at, and so many characters of them go along in links: a page has more than a hundred."""


@dataclass(frozen=True)
class Chip:
    """A filter that is on: what it is, what it says, and the address's query without it."""

    label: str
    text: str
    without: str
    why: str = ""
    """Why it is passed over."""


@dataclass(frozen=True)
class Counts:
    """How many there are in each stage."""

    by_stage: dict[str, int]
    is_exact: bool

    @property
    def tabs(self) -> list[tuple[str, str, int]]:
        """Each stage with its name and its number."""
        return [(value, str(label), self.by_stage[value]) for value, label in Stage.choices]

    @property
    def open(self) -> int:
        """How many wait for a decision of ours."""
        most = None if self.is_exact else 1000
        return sum(min(self.by_stage[stage], most or self.by_stage[stage]) for stage in OPEN)


@dataclass(frozen=True)
class Listed:
    """A list as it was asked for."""

    user: User
    form: DeskFilter
    asked: Mapping[str, Any]
    stage: str
    rows: TicketQuerySet
    query: str
    """Its filters as an address says them, without the stage."""

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the stage was asked for."""
        return any(value not in (None, "", []) for name, value in self.asked.items() if name != "stage")

    @property
    def counts(self) -> Counts:
        """How many there are in each stage: exactly for everything or one kept kind, else no further than a thousand."""
        on = {name: value for name, value in self.asked.items() if value not in (None, "", []) and name != "stage"}
        if not on:
            return Counts(StageCount.objects.by_stage(), is_exact=True)
        if len(on) == 1 and (kept := _kept(*on.popitem(), self.user)):
            return Counts(StageCount.objects.by_stage(*kept), is_exact=True)
        return Counts(self.rows.counts_by_stage(), is_exact=False)

    @property
    def of_stage(self) -> TicketQuerySet:
        """All that is open, or one stage."""
        if not self.stage:
            return self.rows.open()
        return self.rows.waiting(self.stage) if self.stage in OPEN else self.rows.filter(stage=self.stage)

    @property
    def order(self) -> Order:
        """What waits: by its hour. What is done: the newest first."""
        is_open = not self.stage or self.stage in OPEN
        return Order("due_at") if is_open else Order("waiting_since", descending=True)

    @property
    def whole_query(self) -> str:
        """The stage and the filters, as an address says them."""
        return "&".join(part for part in (f"stage={self.stage}" if self.stage else "", self.query) if part)

    @property
    def inside(self) -> str:
        """What the link to a ticket carries, so that its page knows the list."""
        return f"?{urlencode({'in': self.whole_query})}" if self.whole_query else ""

    def back(self, request: SignedIn) -> str:
        """Where its forms come back to: this page, or without what is too long to go along."""
        here = request.get_full_path()
        return here if len(here) <= _CARRIED else f"{request.path}?{self.whole_query}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters that the form above the list does not show, and sends along."""
        return [(key, value) for key, value in _carried(self.form.data) if key not in {*DeskFilter.CHIPS, "stage"}]

    @property
    def chips(self) -> list[Chip]:
        """The filters that are on and do not stand above the list anyway."""
        on = [name for name in self.form.fields if name not in {*DeskFilter.CHIPS, "stage"} and self.asked.get(name)]
        return [Chip(self._label(name), _said(self.form, name), self._without(name)) for name in on]

    @property
    def passed_over(self) -> list[Chip]:
        """Filters that are no longer there, or ask for what is no longer there: the rest is shown."""
        names = [name for name, _value in _filters(self.form.data)]
        gone = fields_gone([name for name in names if name not in self.form.fields], self.form.data)
        passed = [name for name in names if name not in self.form.fields or name in self.form.errors]
        return [
            self._wrong(name) if name in self.form.fields else self._strange(name, gone.get(name)) for name in passed
        ]

    def _strange(self, name: str, gone: tuple[str, str] | None) -> Chip:
        why = _("There is no such filter here.") if gone is None else _("This field is not in use any longer.")
        label, text = gone or (name[:40], str(self.form.data[name]))
        return Chip(label, text[:_SHOWN], self._without(name), why)

    def _wrong(self, name: str) -> Chip:
        why = " ".join(map(str, self.form.errors[name]))
        return Chip(self._label(name), str(self.form.data[name])[:_SHOWN], self._without(name), why)

    def _label(self, name: str) -> str:
        return str(self.form.fields[name].label or (_("Customer") if name == "customer" else _("Stage")))

    def _without(self, name: str) -> str:
        """The other filters, under the name of the view that is open: so a view can be kept without one."""
        rest = [(key, value) for key, value in _carried(self.form.data) if key != name]
        view = self.form.data.get("view")
        return urlencode([*rest, ("view", view)] if view else rest)


def listed(params: QueryDict, user: User) -> Listed:
    """The list that an address asks for."""
    form = DeskFilter(params)
    form.is_valid()
    asked = form.cleaned_data
    rows = narrow(Ticket.objects.visible_to(user), asked, user)
    query = urlencode([(key, value) for key, value in _carried(params) if key != "stage"])
    return Listed(user, form, asked, str(asked.get("stage", "")), rows, query)


def within(request: SignedIn) -> Listed:
    """The list in which one opened a ticket: `?in=` of its page, or of the page whose form was sent."""
    said = request.GET.get("in")
    if said is None:
        came_from = urlsplit(request.headers.get("Referer", "")[:4000])
        said = QueryDict(came_from.query).get("in", "")
    return listed(QueryDict(said), request.user)


def _kept(name: str, value: Any, user: User) -> tuple[str, list[Any]] | None:
    """Of which kind and values the counts of a filter are kept; None where they are not."""
    if name == "owner":
        return "owner", [{"me": user.pk, "nobody": 0}.get(value) if isinstance(value, str) else value.pk]
    if name == "team":
        return "owner", list(value.members.values_list("pk", flat=True))
    if name == "area":
        return "area", list(ProductArea.objects.within(value.pk).values_list("pk", flat=True))
    return (name, [value]) if name in {"channel", "language"} else None


def _filters(params: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(key, value) for key, value in params.items() if value and key not in _PLACES][:_NAMED]


def _carried(params: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The filters that go along: not what is so long that it is only passed over."""
    room, carried = _CARRIED, []
    for key, value in _filters(params):
        if len(key) + len(value) <= room:
            room -= len(key) + len(value)
            carried.append((key, value))
    return carried


def _said(form: DeskFilter, name: str) -> str:
    """What a filter asks for, in words."""
    value, field = form.cleaned_data[name], form.fields[name]
    if hasattr(value, "_meta") or isinstance(value, Held):
        return str(value)
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])} if isinstance(value, str) else {}
    return labels.get(str(value), str(form.data.get(name, value)))
