"""What is a mail, when it is ready to go?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A picture that travels within a mail, and by which name its words show it (`cid:name`)."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Enclosure:
    """A file that travels with a mail, to be saved."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A mail, ready to go."""

    to: str
    language: str
    subject: str
    text: str
    html: str
    stop: str = ""
    """Where its reader stops such mails; empty where they cannot be stopped alone."""
    sender: str = ""
    """By which name it comes; empty: the installation's."""
    pictures: tuple[Picture, ...] = ()
    files: tuple[Enclosure, ...] = ()
