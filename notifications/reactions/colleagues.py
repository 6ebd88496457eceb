"""Which colleagues hear about what? Whoever owns, heard or decided a ticket follows it; an item concerns its owner."""

from accounts.events import ColleagueMentioned
from accounts.models import Role, User
from backlog.events import (
    ApprovalAsked,
    ApprovalGiven,
    ApprovalReturned,
    HypothesisChecked,
    HypothesisFellDue,
    ItemCameBack,
    ItemVerified,
    PromiseOverPlan,
    VerdictReached,
    VoiceJoined,
)
from backlog.models import ApprovalRequest, Item
from capabilities.events import CapabilityArrived
from capabilities.models import Capability
from connections.events import ConnectionPaused, IssueDone
from connections.models import IssueLink
from journal.events import Event
from journal.registry import on
from notifications.actions.informing import Tidings, inform
from notifications.vocabulary import About, NewsKind, Why
from spikes.events import SpikeRaised
from tickets.events import (
    DeclineCameUnderPressure,
    MessageWritten,
    TicketAccepted,
    TicketDeclined,
    TicketEvent,
    TicketMisheard,
    TicketQuestioned,
    TicketResurfaced,
    TicketTaken,
    TicketUnpromised,
)
from tickets.models import Decision, Ticket
from tickets.vocabulary import MessageKind

Audience = dict[int, Why]
_PLACES = {"tickets.ticket": About.TICKET, "backlog.item": About.ITEM, "capabilities.capability": About.CAPABILITY}


@on(TicketTaken)
def tell_the_new_owner(event: TicketTaken) -> None:
    """Tell whoever looks after a ticket from now on; who took it themselves knows."""
    _about_a_ticket(event, NewsKind.ASSIGNED, _known((event.owner_id, Why.OWNER)))


@on(ColleagueMentioned)
def tell_who_was_mentioned(event: ColleagueMentioned) -> None:
    """Tell a colleague that somebody wrote their name, and where."""
    if about := _PLACES.get(event.about_type):
        _tell(event, NewsKind.MENTIONED, about, event.about_id, {event.user_id: Why.MENTIONED})


@on(MessageWritten, TicketMisheard)
def tell_who_follows_what_was_said(event: MessageWritten | TicketMisheard) -> None:
    """Tell whoever follows a ticket that its customer, or a colleague, wrote."""
    is_theirs = event.kind == MessageKind.THEIRS if isinstance(event, MessageWritten) else event.done_by is None
    kind = NewsKind.CUSTOMER_WROTE if is_theirs else NewsKind.NOTED
    _about_a_ticket(event, kind, followers(_ticket(event)))


@on(TicketQuestioned)
def tell_who_follows_that_it_was_returned(event: TicketQuestioned) -> None:
    """Tell whoever follows a ticket that it came back to be assessed, with a question."""
    _about_a_ticket(event, NewsKind.RETURNED, followers(_ticket(event)))


@on(TicketAccepted, TicketDeclined, TicketUnpromised)
def tell_who_follows_the_decision(event: TicketAccepted | TicketDeclined | TicketUnpromised) -> None:
    """Tell whoever follows a ticket what was decided."""
    _about_a_ticket(event, NewsKind.DECIDED, followers(_ticket(event)))


@on(TicketResurfaced, only=lambda event: event.waited_for_id is None)
def tell_who_follows_that_it_is_judged_again(event: TicketResurfaced) -> None:
    """Tell whoever follows a declined ticket; of an arrival, which may bring back thousands, they hear once."""
    _about_a_ticket(event, NewsKind.RESURFACED, followers(_ticket(event)))


@on(DeclineCameUnderPressure)
def tell_who_declined_that_more_ask(event: DeclineCameUnderPressure) -> None:
    """Tell whoever declined it that more and more customers ask for it."""
    by = Decision.objects.values_list("by", flat=True).get(pk=event.decision_id)
    _about_a_ticket(event, NewsKind.PRESSED, {by: Why.DECIDED})


@on(ApprovalAsked)
def ask_the_managers(event: ApprovalAsked) -> None:
    """Tell the managers that a costly promise waits for one of them."""
    managers = User.objects.working().filter(role=Role.MANAGER).values_list("pk", flat=True)
    _tell(event, NewsKind.APPROVAL_ASKED, About.TICKET, event.ticket_id, dict.fromkeys(managers, Why.MANAGER))


@on(ApprovalGiven, ApprovalReturned)
def bring_the_answer_to_whoever_asked(event: ApprovalGiven | ApprovalReturned) -> None:
    """Tell whoever asked for an approval that a manager answered."""
    asker = ApprovalRequest.objects.values_list("asked_by", flat=True).get(pk=event.request_id)
    _tell(event, NewsKind.APPROVAL_ANSWERED, About.TICKET, event.ticket_id, {asker: Why.ASKER})


@on(VoiceJoined)
def tell_the_owner_of_a_voice(event: VoiceJoined) -> None:
    """Tell whoever owns an item that another complaint speaks for it."""
    _about_an_item(event, NewsKind.VOICE_JOINED, event.item_id)


@on(VerdictReached, ItemVerified, HypothesisChecked)
def tell_the_owner_whether_it_worked(event: VerdictReached | ItemVerified | HypothesisChecked) -> None:
    """Tell whoever owns an item what the numbers say since it was shipped."""
    _about_an_item(event, NewsKind.VERDICT, event.item_id)


@on(HypothesisFellDue)
def ask_the_owner_what_the_metric_says(event: HypothesisFellDue) -> None:
    """Tell whoever owns an item that the day of its own metric has come; nobody else reads it."""
    _about_an_item(event, NewsKind.METRIC_DUE, event.item_id)


@on(IssueDone)
def ask_the_owner_whether_it_is_shipped(event: IssueDone) -> None:
    """Tell whoever owns an item that its issue elsewhere is done, where that asks something of them."""
    if IssueLink.objects.filter(pk=event.link_id, done_at__isnull=False, put_off_at=None).exists():
        _about_an_item(event, NewsKind.DONE_THERE, event.item_id)


@on(PromiseOverPlan)
def tell_the_owner_what_it_costs(event: PromiseOverPlan) -> None:
    """Tell whoever owns an item that its promise costs more than planned."""
    _about_an_item(event, NewsKind.OVER_PLAN, event.item_id)


@on(CapabilityArrived)
def tell_who_judged_what_waited_for_it(event: CapabilityArrived) -> None:
    """Tell whoever looks after a capability, and whoever heard or declined what waited for it, that it is there."""
    waited = Decision.objects.filter(waiting_for=event.capability_id).order_by()
    ties = [
        (Capability.objects.values_list("owner", flat=True).get(pk=event.capability_id), Why.KEEPER),
        *((by, Why.WAITED) for by in waited.values_list("by", flat=True).distinct()),
        *((by, Why.WAITED) for by in waited.values_list("ticket__listening__by", flat=True).distinct()),
    ]
    _tell(event, NewsKind.ARRIVED, About.CAPABILITY, event.capability_id, _known(*ties))


@on(SpikeRaised)
def tell_who_watches(event: SpikeRaised) -> None:
    """Tell everybody who hears of spikes; by default product people and managers."""
    everybody = User.objects.working().values_list("pk", flat=True)
    _tell(event, NewsKind.SPIKE, About.SPIKE, event.spike_id, dict.fromkeys(everybody, Why.WATCHER))


def tell_that_it_came_back(event: ItemCameBack) -> None:
    """Tell whoever owns the item, and whoever listened to the customer, that it came back; one who is both once."""
    ticket = Ticket.objects.select_related("listening").get(pk=event.ticket_id)
    heard_by = ticket.listening.by_id if ticket.listening else ticket.received_by_id
    audience = _known((event.owner_id, Why.ITEM_OWNER), (heard_by, Why.HEARD))
    _tell(event, NewsKind.CAME_BACK, About.ITEM, event.item_id, audience, source=event.voice_id)


def tell_that_it_stopped(event: ConnectionPaused) -> None:
    """Tell whoever set a connection up that nothing goes to it any more."""
    audience = _known((event.owner_id, Why.CONNECTOR))
    _tell(event, NewsKind.STOPPED, About.CONNECTION, event.connection_id, audience)


def followers(ticket: Ticket) -> Audience:
    """Whoever owns, heard or last decided a ticket; each with the nearest reason."""
    decided_by = ticket.decisions.order_by("-pk").values_list("by", flat=True).first()
    heard_by = ticket.listening.by_id if ticket.listening else None
    return _known((ticket.owner_id, Why.OWNER), (heard_by, Why.HEARD), (decided_by, Why.DECIDED))


def _known(*ties: tuple[int | None, Why]) -> Audience:
    """Colleagues by number; of several reasons the first counts."""
    return {person: why for person, why in reversed(ties) if person is not None}


def _ticket(event: TicketEvent) -> Ticket:
    return Ticket.objects.select_related("listening").get(pk=event.ticket_id)


def _about_a_ticket(event: TicketEvent, kind: NewsKind, audience: Audience) -> None:
    _tell(event, kind, About.TICKET, event.ticket_id, audience)


def _about_an_item(event: Event, kind: NewsKind, item_id: int) -> None:
    owner = Item.objects.values_list("owner", flat=True).get(pk=item_id)
    _tell(event, kind, About.ITEM, item_id, _known((owner, Why.ITEM_OWNER)))


def _tell(
    event: Event, kind: NewsKind, about_type: About, about_id: int, audience: Audience, *, source: int | None = None
) -> None:
    tidings = Tidings(
        kind=kind,
        about_type=about_type,
        about_id=about_id,
        source=event.number if source is None else source,
        by=event.done_by,
        at=event.happened_at,
    )
    inform(audience, tidings)
