"""What does a text mean, in numbers? Asked of an embedding service that the operator named, and of nobody else."""

from django.conf import settings

from common.embedding.asking import Failed, embed, need_a_yes
from common.embedding.trouble import State, is_resting, last
from common.embedding.vectors import cosines

__all__ = ["Failed", "State", "cosines", "embed", "is_resting", "is_there", "last", "model", "need_a_yes", "quickly"]


def is_there() -> bool:
    """Whether the operator named a service."""
    return bool(settings.EMBEDDINGS_URL)


def model() -> str:
    """Vectors of one model are compared with each other only."""
    return str(settings.EMBEDDINGS_MODEL)[:200]


def quickly(text: str) -> bytes:
    """The vector of what somebody is typing, if it comes in time; nothing otherwise, and for a while after failing."""
    if not is_there() or not text.strip() or is_resting("question"):
        return b""
    try:
        return embed([text], within=settings.EMBEDDINGS_WITHIN_MS / 1000, purpose="question")[0]
    except Failed:
        return b""
