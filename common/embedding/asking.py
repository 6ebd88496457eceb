"""How is an embedding service asked? As OpenAI's is: `POST …/embeddings` with a model and texts, answered in order."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from common.embedding.trouble import note_trouble, note_well
from common.embedding.vectors import packed
from common.outgoing import Answer, Unreachable, ask

LETTERS = 4_000
"""So much of a text is sent; a complaint says early what it is about."""
MOST = 8 * 1024 * 1024
"""Bytes of an answer: 32 texts of 4,096 numbers, as JSON writes them."""
_REFUSED = frozenset({400, 413, 422})


class Failed(Exception):
    """No vectors came. `is_refused`: the service lives, but does not take these texts."""

    def __init__(self, sentence: str, *, is_refused: bool = False) -> None:
        super().__init__(sentence)
        self.is_refused = is_refused


def embed(texts: Sequence[str], *, within: float, purpose: str) -> list[bytes]:
    """A vector for each text, in order, within so many seconds; what went wrong is noted for operators."""
    try:
        found = _vectors(_ask(texts, within), len(texts))
    except Failed as failure:
        if not failure.is_refused:
            note_trouble(purpose, str(failure))
        raise
    note_well(purpose)
    return found


def need_a_yes(*, within: float, purpose: str) -> None:
    """See whether it takes anything at all, before texts are blamed: it may not know the model that we name."""
    try:
        embed(["The parcel came late."], within=within, purpose=purpose)
    except Failed as failure:
        note_trouble(purpose, str(failure))
        raise Failed(str(failure)) from failure


def _ask(texts: Sequence[str], within: float) -> Answer:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if settings.EMBEDDINGS_KEY:
        headers["Authorization"] = f"Bearer {settings.EMBEDDINGS_KEY}"
    said = {"model": settings.EMBEDDINGS_MODEL, "input": [text[:LETTERS] for text in texts], "encoding_format": "float"}
    try:
        answer = ask("POST", _address(), headers=headers, body=json.dumps(said).encode(), within=within, most=MOST)
    except Unreachable as error:
        raise Failed(_("It did not answer in time, or cannot be reached.")) from error
    if not answer.is_good:
        raise Failed(_("It refused what we asked."), is_refused=answer.status in _REFUSED)
    return answer


def _address() -> str:
    """Where it is asked; the operator may name it whole, or as clients of OpenAI's do, without its last word."""
    base = settings.EMBEDDINGS_URL.rstrip("/")
    return base if base.endswith("/embeddings") else f"{base}/embeddings"


def _vectors(answer: Answer, many: int) -> list[bytes]:
    try:
        rows = sorted(json.loads(answer.body)["data"], key=_place)
        found = {_place(row): packed(row["embedding"]) for row in rows}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise Failed(_("Its answer has not the shape of embeddings.")) from error
    if list(found) != list(range(many)) or len(rows) != many or len({len(vector) for vector in found.values()}) != 1:
        raise Failed(_("Its answer has not the shape of embeddings."))
    return list(found.values())


def _place(row: dict[str, Any]) -> int:
    return int(row["index"])
