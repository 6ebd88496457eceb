"""What do people read in a chat room? One message for what happened since the last, in the room's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from connections.models import Connection, Post
from connections.vocabulary import TEST, EventType
from spikes.actions.naming import names_of
from spikes.models import Spike
from tickets.models import Ticket

TOGETHER = 20
"""So many things are told in one message; how many more there are stands below them."""
_WORDS = 300


@dataclass(frozen=True)
class Line:
    """One thing that happened: a sentence, what it is about, where it is, and the customer's words where they may be."""

    says: str
    reference: str = ""
    url: str = ""
    about: str = ""
    words: str = ""


@dataclass(frozen=True)
class Message:
    """What is posted into a room at once."""

    lines: list[Line]
    more: int = 0

    @property
    def title(self) -> str:
        """In a few words."""
        count = len(self.lines) + self.more
        return self.lines[0].says if count == 1 else _("{n} things happened").format(n=count)

    @property
    def rest(self) -> str:
        """How many are not told one by one."""
        return ngettext("and {n} more", "and {n} more", self.more).format(n=self.more) if self.more else ""


def message(room: Connection, posts: Sequence[Post]) -> Message:
    """The posts as one message; call it inside the room's language."""
    told = posts[:TOGETHER]
    words = _words_of(told) if room.shows_words else {}
    return Message([_line(post.body or {}, words) for post in told], more=len(posts) - len(told))


def language_of(room: Connection) -> Any:
    """Speak the room's language."""
    return translation.override(room.language)


def _line(body: dict[str, Any], words: dict[tuple[str, int], str]) -> Line:
    kind, data = body.get("type", TEST), body.get("data", {})
    if kind == TEST:
        return Line(_("This is a test. Messages from here arrive."))
    about = next((name for name in ("ticket", "item", "release", "capability", "spike") if name in data), "")
    thing = data.get(about, {})
    area = (thing.get("area") or {}).get("name", "")
    called = thing.get("title") or thing.get("name") or _how_loud(data)
    return Line(
        says=str(EventType(kind).label),
        reference=thing.get("reference") or thing.get("version") or "",
        url=thing.get("url", ""),
        about=" · ".join(part for part in (called, area) if part),
        words=words.get((about, thing.get("id", 0)), ""),
    )


def _how_loud(data: dict[str, Any]) -> str:
    """How far a spike is beyond what is usual; nothing of anything else."""
    if "usual" not in data:
        return ""
    said = _("{n} customers within {hours} hours, where {usual} are usual")
    return said.format(n=data["n"], hours=data["hours"], usual=localize(round(data["usual"], 1)))


def _words_of(posts: Sequence[Post]) -> dict[tuple[str, int], str]:
    """What customers said, and what a spike is about, read at the last moment so that it never stands in the outbox."""
    said = Ticket.objects.filter(pk__in=_numbers(posts, "ticket")).values_list("pk", "verbatim")
    spikes = list(Spike.objects.filter(pk__in=_numbers(posts, "spike")))
    names = names_of(spikes) if spikes else {}
    return {
        **{("ticket", number): " ".join(verbatim.split())[:_WORDS] for number, verbatim in said},
        **{("spike", one.pk): names.get(one.thing, "") for one in spikes},
    }


def _numbers(posts: Sequence[Post], about: str) -> set[int]:
    return {(post.body or {}).get("data", {}).get(about, {}).get("id") for post in posts} - {None}
