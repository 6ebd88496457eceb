"""What the product people did with the voices: words marked, an item joined with another, what work waits for."""

from datetime import datetime, timedelta
from functools import partial

from backlog.actions.regrouping import join
from backlog.actions.shaping import edit, propose
from backlog.actions.voicing import speak_for
from backlog.actions.working import block, comment
from backlog.models import Item, Voice
from backlog.workflow import OPEN_STAGES
from capabilities.models import Capability
from cs_product.demo.cast import AGENT, MANAGER, PRODUCT, Firm
from cs_product.demo.story import Story

MARKED = 24
"""Of so many voices the words that matter are marked."""
_SHORTEST, _LONGEST = 12, 120


def plan(story: Story, firm: Firm) -> None:
    """All of it yesterday, one thing after the other."""
    story.plan(story.now - timedelta(hours=22), partial(_mark, firm))
    story.plan(story.now - timedelta(hours=21), partial(_join, firm))
    story.plan(story.now - timedelta(hours=20), partial(_prepare, firm))


def _mark(firm: Firm, _at: datetime) -> None:
    """The first sentence is what mostly matters; every third voice is critical, every fifth nice to have."""
    voices = (
        Voice.objects.speaking().filter(item__stage__in=OPEN_STAGES).select_related("ticket", "item").order_by("-pk")
    )
    for place, voice in enumerate(voices[:MARKED]):
        first = voice.ticket.verbatim.split(".", 1)[0].strip()
        words = first if _SHORTEST < len(first) < _LONGEST else ""
        importance = 3 if place % 3 == 0 else 1 if place % 5 == 0 else 2
        speak_for(voice.ticket, by=firm.people[AGENT], item=voice.item, importance=importance, highlight=words)


def _join(firm: Firm, _at: datetime) -> None:
    """Somebody had written down what was there already."""
    by, stays = (
        firm.people[PRODUCT],
        Item.objects.filter(stage__in=OPEN_STAGES, voices__isnull=False).order_by("pk").first(),
    )
    if stays is None:
        return
    twice = propose(
        by=firm.people[MANAGER],
        title=f"{stays.title} (2)",
        problem=stays.problem,
        promise=stays.promise,
        product_area=stays.product_area,
    )
    join(twice, by=by, item=stays)


def _prepare(firm: Firm, _at: datetime) -> None:
    """What the next items wait for, when they are done, and what colleagues say of them."""
    by, items = firm.people[PRODUCT], list(Item.objects.filter(stage__in=OPEN_STAGES).order_by("-weight", "pk")[:3])
    missing = Capability.objects.missing().order_by("pk").first()
    for place, item in enumerate(items):
        edit(item, by=by, acceptance="A customer who reads it knows what happens next, and when.")
        comment(item, by=firm.people[AGENT], body=_SAID[place])
        if place and missing is not None:
            block(item, by=by, capability=missing)
    if len(items) > 1:
        edit(items[-1], by=by, hypothesis_metric="Calls a week that ask for a date", hypothesis_percent=40)
        block(items[0], by=by, item_before=items[1])


_SAID = (
    "고객 대부분이 ‘언제’를 물어요. 날짜가 없으면 다시 전화해요.",
    "The words of the last three callers were nearly the same. See their tickets.",
    "이건 앱팀하고 먼저 이야기해 봐야 해요.",
)
