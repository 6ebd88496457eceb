"""Find tickets, customers and items by words: the best of each kind that this colleague may see."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from backlog.models import Item
from common.finding import Found, put_right
from common.models import Document
from common.words import ASKED_LIMIT, Asked, asked
from customers.models import Customer
from tickets.models import Ticket

KINDS = ("ticket", "item", "customer")
SHOWN, SHOWN_OF_ONE = 8, 50


@dataclass(frozen=True)
class Hit:
    """Something that was found, and the words in which it was found."""

    kind: str
    subject: Any
    text: str


@dataclass(frozen=True)
class Answer:
    """What was found, by kind, and by which words; `instead_of` is what was typed when nothing was found by it."""

    words: str = ""
    instead_of: str = ""
    marks: list[str] = field(default_factory=list)
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many are shown."""
        return sum(map(len, self.hits.values()))


def search(typed: str, *, by: User, kind: str = "") -> Answer:
    """Look for what was typed; where nothing is, for what may have been meant."""
    typed = " ".join(typed[:ASKED_LIMIT].split())
    kinds = [kind] if kind in KINDS else list(KINDS)
    wanted = asked(typed)
    found = _look(wanted, kinds)
    if found or not wanted.wanted:
        return _answer(typed, "", wanted, found, kinds, by)
    better = put_right(typed)
    if better and (found := _look(asked(better), kinds)):
        return _answer(better, typed, asked(better), found, kinds, by)
    return _answer(typed, "", wanted, [], kinds, by)


def _look(wanted: Asked, kinds: list[str]) -> list[Found]:
    few = [kind for kind in kinds if kind != "ticket"]
    found = Document.objects.best(few, wanted) if few else []
    return found + (Document.objects.best(["ticket"], wanted) if "ticket" in kinds else [])


def _answer(words: str, instead_of: str, wanted: Asked, found: list[Found], kinds: list[str], by: User) -> Answer:
    shown = SHOWN_OF_ONE if len(kinds) == 1 else SHOWN
    best = {kind: [one for one in found if one.kind == kind][:shown] for kind in kinds}
    hits = {kind: _with_subjects(kind, rows, by) for kind, rows in best.items() if rows}
    counts = Counter(one.kind for one in found)
    return Answer(words=words, instead_of=instead_of, marks=wanted.words, hits=hits, counts=dict(counts))


def _with_subjects(kind: str, rows: list[Found], by: User) -> list[Hit]:
    numbers = [one.about_id for one in rows]
    visible: dict[str, Any] = {
        "ticket": lambda: Ticket.objects.visible_to(by).drawn(),
        "customer": lambda: Customer.objects.select_related("company"),
        "item": lambda: Item.objects.select_related("product_area"),
    }
    subjects = visible[kind]().in_bulk(numbers)
    return [Hit(kind, subjects[one.about_id], one.text) for one in rows if one.about_id in subjects]
