"""Keep what can be found about items: title, problem, promise."""

from collections.abc import Sequence

from backlog.models import Item
from common.models import Document

KIND = "item"
PORTION = 500


def index(item_ids: Sequence[int]) -> int:
    """Write the documents of these items as they are now. Idempotent."""
    rows = Item.objects.filter(pk__in=item_ids)
    return Document.objects.write(KIND, ((item.pk, _lines(item)) for item in rows))


def index_what_is_missing() -> int:
    """Write the documents of a portion of the items that have none, the newest first; returns how many."""
    return index(Document.objects.missing(KIND, Item, PORTION))


def _lines(item: Item) -> list[str]:
    return [item.title, item.problem, item.promise]
