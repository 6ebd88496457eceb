"""Find items that are like an item: those for which tickets speak that use its words."""

from typing import NamedTuple

from backlog.models import Item, Voice
from tickets import likeness
from tickets.models import Likeness

LOOKED_AT = 50
SHOWN = 3


class AlikeItem(NamedTuple):
    """Another item, and how much its most alike ticket shares (0 to 1)."""

    item: Item
    score: float


def alike_items(item: Item) -> list[AlikeItem]:
    """The other items, not dropped, whose tickets are most like what this one says; best first."""
    near = Likeness.objects.alike(likeness.asked(f"{item.title} {item.problem} {item.promise}"), limit=LOOKED_AT)
    scores = {one.pk: one.score for one in near}
    voices = Voice.objects.speaking().filter(ticket__in=scores).exclude(item=item).select_related("item")
    found: dict[int, AlikeItem] = {}
    for voice in sorted(voices, key=lambda voice: (-scores[voice.ticket_id], voice.pk)):
        found.setdefault(voice.item_id, AlikeItem(voice.item, scores[voice.ticket_id]))
    return list(found.values())[:SHOWN]
