"""What may follow what on the board, and who may? The table draws the buttons and docs/workflow.md, too."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Conflict, Forbidden
from journal.actors import Actor

if TYPE_CHECKING:
    from backlog.models import Item


class ItemStage(models.TextChoices):
    """How far a promise has come."""

    PROPOSED = "proposed", gettext_lazy("Proposed")
    READY = "ready", gettext_lazy("Ready")
    IN_PROGRESS = "in_progress", gettext_lazy("In progress")
    SHIPPED = "shipped", gettext_lazy("Shipped")
    VERIFIED = "verified", gettext_lazy("Verified")
    DROPPED = "dropped", gettext_lazy("Dropped")


class ItemVerb(models.TextChoices):
    """What can be done with an item."""

    PROPOSE = "propose", gettext_lazy("Propose")
    GROOM = "groom", gettext_lazy("Groom")
    START = "start", gettext_lazy("Start")
    SHIP = "ship", gettext_lazy("Ship")
    VERIFY = "verify", gettext_lazy("Verify")
    DROP = "drop", gettext_lazy("Drop")
    PUT_BACK = "put_back", gettext_lazy("Put back")
    JOIN = "join", gettext_lazy("Join with another")
    PART = "part", gettext_lazy("Take apart again")


KEEPERS = frozenset({"product", "manager"})


@dataclass(frozen=True)
class ItemMove:
    """One line of the table: a verb, where from, where to, who may, what it must come with."""

    verb: ItemVerb
    sources: frozenset[ItemStage]
    target: ItemStage
    roles: frozenset[str]
    comes_with: str = "–"


_V, _S = ItemVerb, ItemStage
OPEN_STAGES = (_S.PROPOSED, _S.READY, _S.IN_PROGRESS)
"""What is still to be shipped."""
_BUILDING = frozenset(OPEN_STAGES)
ITEM_WORKFLOW = {
    move.verb: move
    for move in (
        ItemMove(_V.PROPOSE, frozenset(), _S.PROPOSED, KEEPERS, "title, problem"),
        ItemMove(_V.PUT_BACK, frozenset({_S.READY, _S.IN_PROGRESS}), _S.PROPOSED, KEEPERS),
        ItemMove(_V.GROOM, frozenset({_S.PROPOSED, _S.IN_PROGRESS}), _S.READY, KEEPERS, "a promise"),
        ItemMove(
            _V.START,
            frozenset({_S.PROPOSED, _S.READY, _S.SHIPPED, _S.VERIFIED}),
            _S.IN_PROGRESS,
            KEEPERS | {"system"},
            "a promise; from shipped or verified: it came back",
        ),
        ItemMove(_V.SHIP, frozenset({_S.READY, _S.IN_PROGRESS}), _S.SHIPPED, KEEPERS, "a promise"),
        ItemMove(_V.VERIFY, frozenset({_S.SHIPPED}), _S.VERIFIED, KEEPERS | {"system"}, "a reason, or the evidence"),
        ItemMove(_V.DROP, _BUILDING | {_S.SHIPPED, _S.VERIFIED}, _S.DROPPED, KEEPERS, "reason and message"),
        ItemMove(
            _V.JOIN, _BUILDING, _S.DROPPED, KEEPERS, "the item that stays; its voices go there, nobody is declined"
        ),
        ItemMove(_V.PART, frozenset({_S.DROPPED}), _S.PROPOSED, KEEPERS, "an undone join; it goes on to where it was"),
    )
}
_APART = frozenset({_V.PROPOSE, _V.JOIN, _V.PART})
VERB_TO = {move.target: move.verb for move in ITEM_WORKFLOW.values() if move.verb not in _APART}


_NOT_CARRIED = _APART | {_V.DROP, _V.VERIFY}


def advance(item: "Item", verb: ItemVerb, *, by: Actor) -> None:
    """Move a locked item along the table, or refuse. The only code that assigns an item's stage."""
    move = ITEM_WORKFLOW[verb]
    if by.role not in move.roles:
        raise Forbidden(_("{verb}: this is for product people and managers.").format(verb=verb.label))
    if item.pk is not None and item.stage not in move.sources:
        said = _("{reference} is “{stage}” now; it cannot become “{target}” from there.")
        if item.stage == move.target:
            said = _("{reference} is “{stage}” already.")
        raise Conflict(said.format(reference=item.reference, stage=item.get_stage_display(), target=move.target.label))
    item.stage = move.target


def reachable(stage: str, role: str) -> list[ItemStage]:
    """Where someone of this role may move an item of this stage; dropping and verifying, which need a reason, apart."""
    moves = ITEM_WORKFLOW.values()
    return [m.target for m in moves if stage in m.sources and role in m.roles and m.verb not in _NOT_CARRIED]
