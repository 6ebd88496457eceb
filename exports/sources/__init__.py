"""What can be taken along? A source says who may, by what it is narrowed, and which columns its table has."""

from exports.sources.counts import COUNTS
from exports.sources.decisions import DECISIONS
from exports.sources.items import ITEMS
from exports.sources.reading import Source
from exports.sources.tickets import TICKETS
from exports.vocabulary import What

SOURCES: dict[str, Source] = {
    What.TICKETS: TICKETS,
    What.DECISIONS: DECISIONS,
    What.ITEMS: ITEMS,
    What.COUNTS: COUNTS,
}
