"""Which files travel within a mail, and which are only named there and wait on the customer's page?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.core.files.storage import default_storage

from notifications.letters.letter import Enclosure
from notifications.models import Mail, MailKind
from tickets.actions.drawing import path_of
from tickets.models import Attachment

ROOM = 5 * 1024 * 1024
"""Bytes of files in one mail: encoded they are seven megabytes, which every mail server takes."""
STAYS = frozenset({"application/zip"})
"""Kinds that mail servers turn away: such a mail would not arrive at all."""


class Sent(Protocol):
    """What is known of a file."""

    key: str
    name: str
    content_type: str
    size: int


@dataclass(frozen=True)
class Enclosures:
    """Files of a mail: those within it, and those that wait on the page."""

    within: tuple[Sent, ...] = ()
    on_the_page: tuple[Sent, ...] = ()


def files_of(mail: Mail) -> Enclosures:
    """The files of the answer that a mail carries."""
    if mail.kind != MailKind.REPLY:
        return Enclosures()
    return sorted_out(Attachment.objects.filter(message=mail.source).order_by("pk"))


def sorted_out(files: Iterable[Sent], *, room: int = ROOM) -> Enclosures:
    """What fits travels, in order; the rest stays on the page."""
    within: list[Sent] = []
    on_the_page: list[Sent] = []
    for file in files:
        fits = file.content_type not in STAYS and file.size <= room
        (within if fits else on_the_page).append(file)
        room -= file.size if fits else 0
    return Enclosures(tuple(within), tuple(on_the_page))


def taken_along(files: Iterable[Sent]) -> tuple[Enclosure, ...]:
    """The files, read from the store."""
    return tuple(_read(file) for file in files)


def _read(file: Sent) -> Enclosure:
    with default_storage.open(path_of(file.key)) as kept:
        return Enclosure(file.name, file.content_type, kept.read())
