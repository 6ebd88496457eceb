"""Link many tickets to an item: each that is accepted speaks for it from then on."""

from django.utils.translation import gettext as _

from accounts.models import User
from backlog.actions.promotion import need_it_to_be_promised
from backlog.actions.shaping import need_a_manager_for_a_costly_promise
from backlog.actions.voicing import fall_silent, need_a_linker, only_what_is_accepted, speak_for
from backlog.models import Item, Voice
from common.refusals import Conflict, Invalid
from tickets.actions.acts import ACTS, Act, nothing
from tickets.actions.foreseeing import Foreseen, so
from tickets.models import Ticket
from tickets.vocabulary import Together
from tickets.workflow import Stage


def _need_an_item(by: User, item: int) -> None:
    need_a_linker(by)
    found = Item.objects.filter(pk=item).first()
    if found is None:
        raise Invalid({"item": _("There is no item of this number.")})
    need_it_to_be_promised(found)
    if not Item.objects.promised().filter(pk=item).exists():
        need_a_manager_for_a_costly_promise(found, by)


def _speaks_for(ticket: Ticket, item: int) -> bool:
    return Voice.objects.of(ticket).filter(item=item).exists()


def _link(ticket: Ticket, by: User, item: int, _seen: int | None) -> int:
    return speak_for(ticket, by=by, item=Item.objects.get(pk=item)).pk


def _let_go(ticket: Ticket, by: User, item: int, voice: int) -> None:
    """Only the voice that was added: one that came since, or went elsewhere, is somebody's own doing."""
    if not Voice.objects.of(ticket).filter(pk=voice, item=item).exists():
        raise Conflict(_("Someone changed this since. It stays as it is."))
    fall_silent(ticket, by=by, item=Item.objects.get(pk=item))


def _foresee(tickets: list[Ticket], item: int) -> list[Foreseen]:
    spoken: dict[int, list[int]] = {}
    for number, other in Voice.objects.speaking().filter(ticket__in=tickets).values_list("ticket", "item"):
        spoken.setdefault(number, []).append(other)
    return [_foreseen(ticket, item, sorted(spoken.get(ticket.pk, []))) for ticket in tickets]


def _foreseen(ticket: Ticket, item: int, spoken: list[int]) -> Foreseen:
    early = "" if ticket.stage == Stage.ACCEPTED else only_what_is_accepted(ticket)
    said = ", ".join(f"PB-{number}" for number in spoken)
    return Foreseen(ticket, said, early or so(item in spoken), is_more=True)


def _called(item: int) -> str:
    found = Item.objects.get(pk=item)
    return f"{found.reference} · {found.title}"


ACTS[Together.LINK] = Act(
    need=_need_an_item, holds=nothing, is_so=_speaks_for, do=_link, undo=_let_go, foresee=_foresee, words=_called
)
