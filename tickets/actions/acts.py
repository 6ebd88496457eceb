"""What can be done with many tickets: how each act is done with one, and undone.

Rooms above add acts of their own to `ACTS` when they begin (`backlog/actions/linking.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from common.refusals import Conflict, Invalid
from tickets import workflow
from tickets.actions import assigning, filing, foreseeing, replying, setting_aside, tagging
from tickets.actions.foreseeing import Foreseen
from tickets.models import ProductArea, Tag, Ticket
from tickets.vocabulary import AsideReason, Together
from tickets.workflow import Verb


@dataclass(frozen=True)
class Act:
    """One act. Its value and what was before are kept as JSON; the ticket it is done with is locked."""

    need: Callable[[User, Any], None]
    """Refuse at once what no ticket would allow."""
    holds: Callable[[Ticket], int | None]
    """What of the ticket the act replaces, so that a colleague who was quicker is noticed."""
    is_so: Callable[[Ticket, Any], bool]
    """Whether there is nothing to do."""
    do: Callable[[Ticket, User, Any, int | None], Any]
    """Do it with one ticket; what undoing needs to know is returned."""
    undo: Callable[[Ticket, User, Any, Any], Any]
    """Put one ticket back to what it was, unless someone has changed it since."""
    foresee: Callable[[list[Ticket], Any], list[Foreseen]]
    """What it would do to each."""
    words: Callable[[Any], str]
    """With what it is done, for a reader: whose, which tags, which area."""


def words_of(act: str, value: Any) -> str:
    """An act with what it is done with: “Tag: late, wet”."""
    return f"{Together(act).label}: {ACTS[act].words(value)}"


def _need_an_owner(by: User, to: int | None) -> None:
    assigning.need_a_listener(by)
    if to is not None:
        assigning.need_it_to_listen(User.objects.get(pk=to))


def _assign(ticket: Ticket, by: User, to: int | None, seen: int | None) -> int | None:
    was = ticket.owner_id
    owner = None if to is None else User.objects.get(pk=to)
    assigning.assign(ticket, by=by, to=owner, seen=seen)
    return was


def _need_names(by: User, names: list[str]) -> None:
    tagging.need_a_tagger(by)
    tagging.spelled_well(names)


def _tag(ticket: Ticket, by: User, names: list[str], _seen: int | None) -> list[str]:
    return [tag.name for tag in tagging.tag(ticket, by=by, names=names)]


def _untag(ticket: Ticket, by: User, _names: list[str], added: list[str]) -> None:
    for name in added:
        tagging.untag(ticket, by=by, name=name)


def _carries_all(ticket: Ticket, names: list[str]) -> bool:
    return set(tagging.spelled_well(names)) <= set(Tag.objects.on(ticket).values_list("name", flat=True))


def _need_an_area(by: User, area: int | None) -> None:
    filing.need_a_filer(by)
    if area is not None and not ProductArea.objects.in_use().filter(pk=area).exists():
        raise Invalid({"area": _("This area is out of use.")})


def _file(ticket: Ticket, by: User, area: int | None, seen: int | None) -> int | None:
    was = ticket.product_area_id
    filing.file_under(ticket, by=by, area=None if area is None else ProductArea.objects.get(pk=area), seen=seen)
    return was


def _need_a_reason(by: User, reason: str) -> None:
    workflow.check(Ticket(), Verb.SET_ASIDE, by=by)
    if reason == AsideReason.SENT_TWICE:
        raise Invalid({"reason": _("Sent twice names the other ticket: do this one by one.")})
    if reason not in AsideReason.values:
        raise Invalid({"reason": _("Please choose one.")})


def _set_aside(ticket: Ticket, by: User, reason: str, _seen: int | None) -> None:
    setting_aside.set_aside(ticket, by=by, reason=reason)


def _reopen(ticket: Ticket, by: User, _reason: str, _was: None) -> None:
    setting_aside.reopen(ticket, by=by)


def _unless_changed(holds: Callable[[Ticket], int | None], do: Callable[..., Any]) -> Callable[..., Any]:
    """Undoing is doing it with what was before, where the ticket still holds what was done."""

    def undo(ticket: Ticket, by: User, value: int | None, was: int | None) -> None:
        if holds(ticket) != value:
            raise Conflict(_("Someone changed this since. It stays as it is."))
        do(ticket, by, was, value)

    return undo


def _owner(ticket: Ticket) -> int | None:
    return ticket.owner_id


def _area(ticket: Ticket) -> int | None:
    return ticket.product_area_id


def nothing(_ticket: Ticket) -> None:
    """It replaces nothing."""
    return


def _never(_ticket: Ticket, _value: Any) -> bool:
    return False


ACTS: dict[str, Act] = {
    Together.ASSIGN: Act(
        need=_need_an_owner,
        holds=_owner,
        is_so=lambda ticket, to: ticket.owner_id == to,
        do=_assign,
        undo=_unless_changed(_owner, _assign),
        foresee=foreseeing.owned,
        words=lambda to: _("Nobody") if to is None else User.objects.get(pk=to).name,
    ),
    Together.TAG: Act(
        _need_names,
        nothing,
        _carries_all,
        _tag,
        _untag,
        foreseeing.tagged,
        lambda names: ", ".join(tagging.spelled_well(names)),
    ),
    Together.FILE: Act(
        _need_an_area,
        _area,
        lambda ticket, area: ticket.product_area_id == area,
        _file,
        _unless_changed(_area, _file),
        foreseeing.filed,
        lambda area: _("Not sure yet") if area is None else str(ProductArea.objects.get(pk=area)),
    ),
    Together.REPLY: Act(
        replying.need_words_to_fill_in,
        nothing,
        _never,
        replying.reply_to_one,
        replying.take_back,
        foreseeing.written_to,
        str,
    ),
    Together.SET_ASIDE: Act(
        _need_a_reason,
        nothing,
        _never,
        _set_aside,
        _reopen,
        foreseeing.set_aside,
        lambda reason: str(AsideReason(reason).label),
    ),
}
