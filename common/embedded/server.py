"""What is a server of ours? How it is prepared, started, asked and told to stop; its folder and its locks."""

import os
import signal
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import IO, ClassVar

from common.embedded.account import account
from common.embedded.orphans import dies_with_its_keeper
from common.embedded.places import state_root


class Server(ABC):
    """One server; everything about it lies in one folder of the state folder."""

    name: ClassVar[str]
    setting: ClassVar[str]
    """The environment variable that names one elsewhere, so that ours is not needed."""
    farewell: ClassVar[signal.Signals]
    """The signal after which it stops cleanly and soon."""

    def __init__(self) -> None:
        self.folder = state_root() / self.name
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.lease = self.folder / "lease"
        """Shared by all who use the server; free when nobody does."""
        self.starting = self.folder / "starting"
        """Held by whoever is having it started."""
        self.keeping = self.folder / "keeping"
        """Held by its keeper, whose process id is written in it."""
        self.running = self.folder / "running"
        """Held by the server and its children, who inherit it; its process id is written in it."""

    @abstractmethod
    def prepare(self) -> None:
        """Make what it needs before it can start, and clear away what one that was killed has left."""

    @abstractmethod
    def command(self) -> list[str]:
        """The program and its settings."""

    @abstractmethod
    def furnish(self) -> bool:
        """Make what must exist inside; false while it does not answer yet."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it can be used now."""

    def write_log(self) -> IO[bytes]:
        """The log, to be added to; a statement that failed may stand in it, so it is read by its owner only."""
        return os.fdopen(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")

    def launch(self, *, lock: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start the program: as the servers' user, without our environment, holding the lock, dying with its keeper."""
        return subprocess.Popen(  # noqa: S603 - our own words
            self.command(),
            cwd=self.data,
            env=PLAIN_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(lock,),
            preexec_fn=as_servers_user(dies_with_its_keeper(self.farewell)),  # noqa: PLW1509 - the keeper has one thread
        )


PLAIN_ENVIRONMENT = {"PATH": os.defpath, "LANG": "C"}


def as_servers_user(also: Callable[[], None] | None = None) -> Callable[[], None]:
    """What a child does before it becomes the program: stop being root, for good."""
    who = account()

    def become() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(who.gid)
            os.setuid(who.uid)
        if also:
            also()

    return become


def write_pid(path: Path, pid: int) -> None:
    """Note who holds the lock."""
    path.write_text(f"{pid}\n")


def read_pid(path: Path) -> int | None:
    """Who holds the lock, as noted."""
    words = path.read_text().split()
    return int(words[0]) if words else None
