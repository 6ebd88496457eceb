"""A ticket's conversation: the newest part of what was said and happened, and the parts before it when they are asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from common.clock import now
from common.linking import links_in
from common.prepared import Prepared
from journal.models import Entry
from tickets.models import Message, Ticket
from tickets.views.whole import whole
from tickets.workflow import LISTENERS

PART = 30
"""So many lines are shown at once: a thread of two hundred is read from its end, and costs the page what this many do."""
_SPOKEN = {"MessageHeld", "MessageUndone", "MessageWritten", "TicketQuestioned", "TicketMisheard"}
_END = 10**18 - 1


@dataclass(frozen=True)
class Line:
    """One line of the thread: something said, or something that happened."""

    at: datetime
    message: Message | None = None
    entry: Entry | None = None


@dataclass(frozen=True)
class Thread:
    """Some lines in their order, and the place before which the earlier ones are: "" where there are none."""

    lines: list[Line]
    earlier: str

    def links(self, reader: User) -> Any:
        """What the messages among them refer to."""
        return links_in((line.message.body for line in self.lines if line.message), reader)


@require_safe
def earlier(request: SignedIn, reference: str) -> HttpResponse:
    """The part before a place, for the page that shows what follows."""
    shown = whole(request.user, reference)
    talk = thread(shown, request.GET.get("before", ""))
    told = {
        "ticket": shown,
        "talk": talk,
        "links": talk.links(request.user),
        "reader": request.user,
        "moment": now(),
        "may_write": request.user.role in LISTENERS,
    }
    return render(request, "tickets/_thread.html", told)


def thread(subject: Ticket, before: str = "") -> Thread:
    """The newest lines, or those before a place; what is not a place means the end."""
    message, entry = _read(before)
    said = [Line(at=one.at, message=one) for one in _said(pk=subject.pk, before=message)]
    happened = [Line(at=one.at, entry=one) for one in _happened(pk=subject.pk, before=entry)]
    lines: list[Line] = []
    while len(lines) < PART and (said or happened):
        newer = said if said and (not happened or said[0].at >= happened[0].at) else happened
        lines.append(newer.pop(0))
    if not said and not happened:
        return Thread(_in_order(lines), "")
    message = min([line.message.pk for line in lines if line.message], default=message)
    entry = min([line.entry.pk for line in lines if line.entry], default=entry)
    return Thread(_in_order(lines), f"{message}.{entry}")


def _in_order(newest_first: list[Line]) -> list[Line]:
    oldest_first = newest_first[::-1]  # what was said in one moment stays in the order in which it was said
    return sorted(oldest_first, key=lambda line: (line.at, line.message is None))


@Prepared
def _said(pk: int, before: int) -> QuerySet[Message]:
    rows = Message.objects.filter(ticket=pk, pk__lt=before).standing().with_files().select_related("by")
    return rows.order_by("-pk")[: PART + 1]


@Prepared
def _happened(pk: int, before: int) -> QuerySet[Entry]:
    rows = Entry.objects.filter(pk__lt=before).about(Ticket(pk=pk)).told().exclude(kind__in=_SPOKEN)
    return rows.reverse()[: PART + 1]


def _read(before: str) -> tuple[int, int]:
    """Below which message and which entry; a place is two numbers."""
    message, _dot, entry = before.partition(".")
    numbers = [
        int(part) if part.isdecimal() and part.isascii() and len(part) < 19 else None for part in (message, entry)
    ]
    return (_END, _END) if None in numbers else (numbers[0] or 0, numbers[1] or 0)
