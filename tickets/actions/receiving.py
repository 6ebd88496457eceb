"""Receive: a complaint comes in."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from common import text
from common.clock import now, today
from common.refusals import Invalid, Sentence, gather
from customers.actions import meet, need_a_name
from customers.models import Customer, Language
from journal.actions import record
from journal.actors import CUSTOMER, SYSTEM_ROLE, Actor
from tickets import likeness, workflow
from tickets.actions import filling, spelling, tagging
from tickets.actions.attaching import judge
from tickets.actions.enclosing import enclose
from tickets.actions.likening import remember
from tickets.actions.owning import team_of
from tickets.events import TicketReceived
from tickets.models import CustomField, ProductArea, Ticket
from tickets.vocabulary import Channel
from tickets.workflow import Verb

EARLIEST = date(2000, 1, 1)
"""Nobody complains about something older than this."""


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """A customer as they name themselves; known already when their address is."""

    name: str
    email: str = ""
    phone: str = ""
    company: str = ""
    language: str = Language.KO


@transaction.atomic
def log(*, by: Actor, who: Customer | Somebody | None, verbatim: str, channel: str, **more: Any) -> Ticket:
    """Receive a complaint from somebody whom we may have to meet first; all that does not fit is said at once."""
    if isinstance(who, Somebody):
        stranger = who
        gather(
            lambda: need_a_name(stranger.name),
            lambda: _need_words_and_a_past_day(verbatim, channel, more.get("occurred_on")),
            lambda: _need_marks_that_fit(more.get("tags", ()), more.get("fields") or {}, more.get("product_area")),
        )
        who = meet(by=by, **asdict(stranger))
    return receive(by=by, customer=who, verbatim=verbatim, channel=channel, **more)


@transaction.atomic
def receive(
    *,
    by: Actor,
    verbatim: str,
    channel: str,
    customer: Customer | None,
    product_area: ProductArea | None = None,
    occurred_on: date | None = None,
    files: Sequence[UploadedFile] = (),
    held: Sequence[str] = (),
    tags: Sequence[str] = (),
    fields: Mapping[int, Any] | None = None,
) -> Ticket:
    """Take a complaint in, in the customer's own words, which never change; no customer means anonymous."""
    moment, colleague = now(), None if by.role in {CUSTOMER, SYSTEM_ROLE} else by.pk
    gather(
        lambda: _need_words_and_a_past_day(verbatim, channel, occurred_on),
        lambda: _need_marks_that_fit(tags, fields or {}, product_area),
        lambda: judge(files, beside=len(held)),
    )
    ticket = Ticket(
        customer=customer.living if customer else None,
        is_anonymous=customer is None,
        verbatim=verbatim,
        language=likeness.language_of(verbatim),
        channel=channel,
        product_area=product_area,
        occurred_on=occurred_on or today(),
        received_at=moment,
        received_by_id=colleague,
        team_id=team_of(colleague) if colleague else None,
    )
    workflow.advance(ticket, Verb.RECEIVE, by=by, at=moment)
    ticket.save(force_insert=True)
    remember(ticket)
    enclose(ticket, files, held=held, by=by, at=moment)
    event = TicketReceived(**ticket.facts)
    record(event, about=ticket, by=by, at=moment)
    _mark(ticket, by, tags, fields or {})
    return ticket


def _mark(ticket: Ticket, by: Any, tags: Sequence[str], fields: Mapping[int, Any]) -> None:
    if tags:
        tagging.tag(ticket, by=by, names=tags)
    if fields:
        filling.fill_in(ticket, by=by, values=fields)


def _need_marks_that_fit(tags: Sequence[str], fields: Mapping[int, Any], area: ProductArea | None) -> None:
    if area and area.retired_at:
        raise Invalid({"product_area": _("This area is out of use.")})
    if tags:
        tagging.spelled_well(tags, field="tags")
    if fields:
        known = CustomField.objects.in_use().of_area(area).drawn()
        spelling.read({field.pk: field for field in known}, fields)


def _need_words_and_a_past_day(verbatim: str, channel: str, occurred_on: date | None) -> None:
    wrong: dict[str, Sentence] = {}
    if sentence := text.complaint_about(verbatim):
        wrong["verbatim"] = sentence
    if channel not in Channel.values:
        wrong["channel"] = _("We do not know this channel.")
    if occurred_on and occurred_on > today():
        wrong["occurred_on"] = _("This day is still to come.")
    if occurred_on and occurred_on < EARLIEST:
        wrong["occurred_on"] = _("That is too long ago to be true.")
    if wrong:
        raise Invalid(wrong)
