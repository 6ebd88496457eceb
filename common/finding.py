"""Which documents hold these words? The newest first; common words cost no more than rare ones."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet

from common import words
from common.words import PART, Asked

if TYPE_CHECKING:
    from common.models import Document  # noqa: F401

WINDOW = 20_000
"""So many of the newest of a kind are looked through first, then ten times as many; the others only when these have too few."""
RANKED = 200
ALIKE = 0.4
"""How near the letters of a word must be to those of a known one to be taken for it."""


class Found(NamedTuple):
    """A document with the words, how well it fits, and its text."""

    kind: str
    about_id: int
    score: float
    text: str


class DocumentQuerySet(QuerySet["Document"]):
    """Document.objects …"""

    def write(self, kind: str, parts: Iterable[tuple[int, list[str]]]) -> int:
        """Keep what can be found about things of a kind, part by part; what was kept before is replaced.

        Returns how many. What is shown of a find is never put together from two parts.
        """
        rows, known = [], set[str]()
        for about_id, texts in sorted(parts):
            kept = PART.join(texts)[:20_000].replace("\x00", "")
            known |= words.vocabulary(kept)
            rows.append(self.model(kind=kind, about_id=about_id, text=kept, pieces=words.pieces(kept)))
        self.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["kind", "about_id"],
            update_fields=["text", "pieces"],
            batch_size=500,
        )
        _learn(known)
        return len(rows)

    def missing(self, kind: str, model: type[Model], most: int) -> list[int]:
        """The newest things of a kind that have no document."""
        kept = self.filter(kind=kind, about_id=OuterRef("pk"))
        rows = model._default_manager.filter(~Exists(kept)).order_by("-pk")
        return list(rows.values_list("pk", flat=True)[:most])

    def numbers(self, kind: str, asked: Asked, most: int = 2000) -> list[int]:
        """The numbers of the newest things of a kind that hold what is asked."""
        return [row[1] for row in self._newest([kind], asked, most, with_text=bool(asked.phrases or asked.shunned))]

    def best(self, kinds: list[str], asked: Asked, most: int = RANKED) -> list[Found]:
        """The newest that hold what is asked, those that fit best first."""
        rows = self._newest(kinds, asked, most, with_text=True)
        size = max(len(rows), 1)
        found = [
            Found(kind, number, _fit(asked, words.folded(text)) + 0.5 * (1 - at / size), text)
            for at, (kind, number, text) in enumerate(rows)
        ]
        return sorted(found, key=lambda one: -one.score)

    def _newest(self, kinds: list[str], asked: Asked, most: int, *, with_text: bool) -> list[tuple[str, int, str]]:
        query = asked.query()
        if not query:
            return []
        with connection.cursor() as cursor:
            told: dict[str, Any] = {"query": query, "kinds": kinds, "most": most, "text": 5000 if with_text else 0}
            cursor.execute(_NEWEST, told)
            return [row for row in cursor.fetchall() if _holds(asked, row[2])]


def put_right(asked_words: str) -> str:
    """The same words, each that no document knows replaced by the nearest one that some does; "" for no better."""
    better: list[str] = []
    for said in asked_words[: words.ASKED_LIMIT].split()[: words.WORDS_ASKED]:
        word = words.stem(words.folded(said))
        better.append(said if len(word) < 2 or not word.isalnum() else _nearest(word) or said)
    line = " ".join(better)
    return "" if words.folded(line) == words.folded(" ".join(asked_words.split())) else line


def _nearest(word: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, {"word": word, "begins": f"{word}%", "sounds": words.sounds(word), "least": ALIKE})
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _learn(known: set[str]) -> None:
    if known:
        rows = sorted((word, words.sounds(word)) for word in known)
        with connection.cursor() as cursor:
            cursor.execute(_LEARN, [[word for word, _s in rows], [sounds for _w, sounds in rows]])


def _holds(asked: Asked, text: str) -> bool:
    """Whether its phrases stand there word by word, and those that must not be there do not."""
    if not asked.phrases and not asked.shunned:
        return True
    line = " ".join(words.folded(text).split())
    return all(phrase in line for phrase in asked.phrases) and not any(phrase in line for phrase in asked.shunned)


def _fit(asked: Asked, text: str) -> float:
    """How often, how early, how densely: each word counts less with every time it is repeated."""
    fit = 0.0
    for word in asked.words:
        times, first = text.count(word), text.find(word)
        fit += times / (times + 1.5) + (0.5 / (1 + first / 200) if first >= 0 else 0)
    return fit / (1 + len(text) / 4000)


def _within(where: str, *before: str) -> str:
    """The newest of each kind that hold what is asked; nothing where one before has enough.

    Ordered by the number itself, PostgreSQL would walk from the newest and read the pieces of each.
    """
    still = "".join(f" AND (SELECT count(*) FROM {one}) < %(most)s" for one in before)  # noqa: S608 - our own words
    return f"""SELECT id, named, about_id FROM last CROSS JOIN LATERAL (
        SELECT id, about_id FROM common_document
        WHERE {where} AND pieces @@ %(query)s::query_int{still}
        ORDER BY about_id + 0 DESC LIMIT %(most)s
    ) AS one ORDER BY id DESC LIMIT %(most)s"""  # noqa: S608 - our own words


_SINCE = "kind = named AND about_id > newest - {}"
"""No older than a window."""
_EVER = "kind || '' = named"
"""What the newest have too few of is rare: a look at each that has it, and not at the numbers of a whole kind."""
_NEWEST = f"""
WITH last AS MATERIALIZED (
    SELECT named, (SELECT max(about_id) FROM common_document WHERE kind = named) AS newest
    FROM unnest(%(kinds)s::text[]) AS named
), near AS MATERIALIZED ({_within(_SINCE.format(WINDOW))}
), farther AS MATERIALIZED ({_within(_SINCE.format(10 * WINDOW), "near")}
), everywhere AS MATERIALIZED ({_within(_EVER, "near", "farther")}
), found AS (
    SELECT * FROM near WHERE (SELECT count(*) FROM near) >= %(most)s
    UNION ALL SELECT * FROM farther WHERE (SELECT count(*) FROM farther) >= %(most)s
    UNION ALL SELECT * FROM everywhere
)
SELECT named, about_id, CASE WHEN %(text)s > 0 THEN
    (SELECT left(text, %(text)s) FROM common_document AS whole WHERE whole.id = found.id) ELSE '' END
FROM found ORDER BY id DESC
"""  # noqa: S608 - our own words
_NEAREST = """
SELECT word FROM common_knownword
WHERE sounds %% %(sounds)s AND similarity(sounds, %(sounds)s) >= %(least)s
  AND NOT EXISTS (SELECT FROM common_knownword WHERE word LIKE %(begins)s)
ORDER BY similarity(sounds, %(sounds)s) DESC, length(word), word LIMIT 1
"""
_LEARN = """
INSERT INTO common_knownword (word, sounds) SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING
"""
