"""Where does it stand, in a customer's words? A projection of the ticket's stage and its item's."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from backlog.exposure import has_it_since
from backlog.models import Item
from backlog.workflow import ItemStage
from journal.models import Entry
from tickets.models import Ticket
from tickets.workflow import Stage

_SHIPPED = frozenset({ItemStage.SHIPPED, ItemStage.VERIFIED})


@dataclass(frozen=True)
class Step:
    """One step of the way: what it is called, when it was done, in which colour."""

    label: str
    at: datetime | None
    stage: str
    is_done: bool
    is_now: bool = False


def there_since(ticket: Ticket, item: Item | None) -> datetime | None:
    """Since when what was promised is there for this customer; None: not yet, or it came back."""
    if item is None or ticket.stage != Stage.ACCEPTED or item.stage not in _SHIPPED:
        return None
    return has_it_since(item, ticket.customer)


def steps(ticket: Ticket, item: Item | None, since: datetime | None) -> list[Step]:
    """Received → heard → weighed → decided → being built → shipped → checked; the last three only for a yes.

    `since` is the moment from which it is there for this customer.
    """
    when = _first_times(ticket)
    is_heard = ticket.listening_id is not None and ticket.stage != Stage.TO_LISTEN
    is_weighed = ticket.assessment_id is not None and ticket.stage not in {Stage.TO_LISTEN, Stage.TO_ASSESS}
    listening = _("We listened") if is_heard else _("We listen")
    weighing = _("We looked whether we can keep doing it") if is_weighed else _("We look whether we can keep doing it")
    path = [
        Step(_("We received it"), ticket.received_at, "to_listen", is_done=True),
        Step(listening, ticket.heard_at, "to_listen", is_done=is_heard),
        Step(weighing, when.get("TicketAssessed"), "to_assess", is_done=is_weighed),
        _decided(ticket),
    ]
    path += _built(item, since) if item and ticket.stage == Stage.ACCEPTED else []
    return _with_the_next_one_marked(path) if ticket.stage != Stage.SET_ASIDE else path


def _with_the_next_one_marked(path: list[Step]) -> list[Step]:
    """The first step that is not done is where it stands now."""
    now = next((step for step in path if not step.is_done), None)
    return [replace(step, is_now=step is now) for step in path]


def _decided(ticket: Ticket) -> Step:
    decision = ticket.decision
    if ticket.stage == Stage.ACCEPTED:
        return Step(_("We decided to do it"), decision.at if decision else None, "accepted", is_done=True)
    if ticket.stage == Stage.DECLINED:
        return Step(_("We decided, and told you why"), decision.at if decision else None, "declined", is_done=True)
    return Step(_("We decide"), None, "to_decide", is_done=False)


def _built(item: Item, since: datetime | None) -> list[Step]:
    is_built, is_there = item.stage in _SHIPPED, since is not None
    is_checked = is_there and item.stage == ItemStage.VERIFIED
    is_begun = is_built or item.stage == ItemStage.IN_PROGRESS
    building = _("We built it") if is_built else _("We are building it") if is_begun else _("We will build it")
    checking = _("We checked that it helped") if is_checked else _("We check that it helps")
    return [
        Step(building, None, "in_progress", is_done=is_built),
        Step(_("It comes to you next") if is_built and not is_there else _("It is there"), since, "shipped", is_there),
        Step(checking, None, "verified", is_done=is_checked),
    ]


def _first_times(ticket: Ticket) -> dict[str, datetime]:
    entries = Entry.objects.about(ticket).filter(kind="TicketAssessed").values_list("kind", "at")
    return dict(entries)
