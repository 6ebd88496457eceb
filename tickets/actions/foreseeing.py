"""What would one act do to each of many tickets? Without a question for each: it costs the same for one and a hundred."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal.models import Entry
from tickets.actions.drafting import language_of
from tickets.actions.phrasing import watched
from tickets.actions.replying import nobody_to_write_to, nothing_to_say, words_for
from tickets.models import Ticket, TicketTag
from tickets.wording.hints import composed, find
from tickets.workflow import WORKFLOW, Verb


@dataclass(frozen=True)
class Foreseen:
    """What will happen to one ticket: from what to what, or why nothing will."""

    ticket: Ticket
    before: str = ""
    refusal: str = ""
    seen: int | None = None
    """What it holds now, so that a colleague who is quicker is noticed."""
    is_more: bool = False
    """Whether it keeps what it was, and gets this as well."""
    letter: str = ""
    """The words that are written to its customer."""
    hints: int = 0
    """How many of them excuse or blame."""


def owned(tickets: list[Ticket], to: int | None) -> list[Foreseen]:
    """Whose they are."""
    return [
        Foreseen(one, one.owner.name if one.owner else _("Nobody"), so(one.owner_id == to), one.owner_id)
        for one in tickets
    ]


def tagged(tickets: list[Ticket], names: list[str]) -> list[Foreseen]:
    """Which tags they carry."""
    carried: dict[int, list[str]] = {}
    for number, name in TicketTag.objects.filter(ticket__in=tickets).values_list("ticket", "tag__name"):
        carried.setdefault(number, []).append(name)
    on = [(one, carried.get(one.pk, [])) for one in tickets]
    return [Foreseen(one, ", ".join(tags), so(set(names) <= set(tags)), is_more=True) for one, tags in on]


def filed(tickets: list[Ticket], area: int | None) -> list[Foreseen]:
    """What they are about."""
    return [
        Foreseen(one, str(one.product_area or _("Not sure yet")), so(one.product_area_id == area), one.product_area_id)
        for one in tickets
    ]


def set_aside(tickets: list[Ticket], _reason: str) -> list[Foreseen]:
    """Whether they are still to be judged."""
    said = _("{reference} is “{stage}” now; it cannot be set aside.")
    late = {
        one.pk: said.format(reference=one.reference, stage=one.get_stage_display())
        for one in tickets
        if one.stage not in WORKFLOW[Verb.SET_ASIDE].sources
    }
    return [Foreseen(one, one.get_stage_display(), late.get(one.pk, "")) for one in tickets]


def written_to(tickets: list[Ticket], body: str) -> list[Foreseen]:
    """What each customer will read. Since `seen`, the newest entry of all, nobody else may have spoken to them."""
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    wary = {language: watched(language) for language in {language_of(one) for one in tickets}}
    told = [(one, words_for(one, body)) for one in tickets]
    return [
        Foreseen(
            one,
            refusal=nobody_to_write_to(one) or nothing_to_say(words),
            seen=newest,
            letter=words,
            hints=len(find(composed(words), wary[language_of(one)])),
        )
        for one, words in told
    ]


def so(it_is: bool) -> str:
    """Why nothing is done where there is nothing to do."""
    return _("It is so already.") if it_is else ""
