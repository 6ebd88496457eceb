"""Voice on an item: an accepted ticket speaks for one more, with the words that matter; or no longer."""

from django.db import transaction
from django.utils.translation import gettext as _

from backlog.actions.evidence import IMPORTANT, need_evidence
from backlog.actions.promotion import NewItem, item_to_speak_on, need_an_item, withdraw
from backlog.events import VoiceAdded, VoiceRestated
from backlog.models import Item, Voice
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, gather
from journal.actions import record
from journal.actors import Actor
from tickets.models import Ticket
from tickets.workflow import LISTENERS, Stage


@transaction.atomic
def speak_for(
    ticket: Ticket,
    *,
    by: Actor,
    item: Item | None = None,
    new_item: NewItem | None = None,
    importance: int = IMPORTANT,
    highlight: str = "",
) -> Voice:
    """Let an accepted ticket speak for an item too; where it does already, mark what it says otherwise.

    Nothing is decided anew and nobody is written to: the ticket's own thread stays as it is.
    """
    _hold_what_is_accepted(ticket, by)
    gather(lambda: need_an_item(item, new_item), lambda: need_evidence(ticket, importance, highlight))
    spoken = Voice.objects.of(ticket).filter(item=item).first() if item else None
    if spoken:
        return _restate(spoken, by, importance, highlight)
    decision, item = ticket.decision, item_to_speak_on(ticket, by, item, new_item)
    assert decision is not None
    moment = now()
    voice = Voice.objects.create(
        item=item,
        ticket=ticket,
        decision=decision,
        importance=importance,
        highlight=highlight.strip(),
        joined_at=moment,
    )
    seconds = int((moment - ticket.received_at).total_seconds())
    record(VoiceAdded(item_id=item.pk, seconds=seconds, **ticket.facts), about=item, by=by, at=moment)
    return voice


@transaction.atomic
def fall_silent(ticket: Ticket, *, by: Actor, item: Item) -> Voice:
    """Let a ticket speak for an item no longer; refused for the last one, for what is accepted speaks for something."""
    _hold_what_is_accepted(ticket, by)
    voices = list(Voice.objects.of(ticket))
    voice = next((one for one in voices if one.item_id == item.pk), None)
    if voice is None:
        said = _("{ticket} does not speak for {item}.")
        raise Conflict(said.format(ticket=ticket.reference, item=item.reference))
    if len(voices) == 1:
        said = _("{item} is all that {ticket} speaks for. Move its voice to another item instead.")
        raise Conflict(said.format(ticket=ticket.reference, item=item.reference))
    return withdraw(voice, by=by)


@transaction.atomic
def speak_again(ticket: Ticket, *, by: Actor, item: Item) -> Voice:
    """Take back that a ticket fell silent: it speaks for an item with the same words as before."""
    _hold_what_is_accepted(ticket, by)
    if Voice.objects.of(ticket).filter(item=item).exists():
        said = _("{ticket} speaks for {item} already.")
        raise Conflict(said.format(ticket=ticket.reference, item=item.reference))
    voice = Voice.objects.fallen_silent(ticket).filter(item=item).first()
    if voice is None:
        said = _("{ticket} did not speak for {item}, or was decided anew since.")
        raise Conflict(said.format(ticket=ticket.reference, item=item.reference))
    item_to_speak_on(ticket, by, item, None)
    moment, voice.withdrawn_at = now(), None
    voice.save(update_fields=["withdrawn_at"])
    seconds = int((moment - ticket.received_at).total_seconds())
    record(VoiceAdded(item_id=item.pk, seconds=seconds, **ticket.facts), about=item, by=by, at=moment)
    return voice


def _restate(voice: Voice, by: Actor, importance: int, highlight: str) -> Voice:
    if (voice.importance, voice.highlight) == (importance, highlight.strip()):
        return voice
    voice.importance, voice.highlight = importance, highlight.strip()
    voice.save(update_fields=["importance", "highlight"])
    record(VoiceRestated(item_id=voice.item_id, ticket_id=voice.ticket_id), about=voice.item, by=by)
    return voice


def _hold_what_is_accepted(ticket: Ticket, by: Actor) -> None:
    lock(ticket)
    need_a_linker(by)
    if ticket.stage != Stage.ACCEPTED:
        raise Conflict(only_what_is_accepted(ticket))


def need_a_linker(by: Actor) -> None:
    """Refuse whoever does not work with tickets."""
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers let tickets speak for items."))


def only_what_is_accepted(ticket: Ticket) -> str:
    """Why a ticket of another stage speaks for nothing."""
    said = _("{reference} is “{stage}” now. Only what is accepted speaks for an item.")
    return said.format(reference=ticket.reference, stage=ticket.get_stage_display())
