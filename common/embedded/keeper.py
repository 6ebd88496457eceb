"""How long does a server live? As long as somebody uses it: `python -m common.embedded.keeper postgres`.

The keeper is nobody's child and holds nobody's terminal. It brings its server back when that dies. When the lease has
been free for ten seconds it takes it, so that nobody can come meanwhile, stops the server and ends.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from common.embedded.lease import SERVERS
from common.embedded.locks import ALONE, give_back, open_lock, take, wait_for
from common.embedded.places import Unavailable
from common.embedded.server import Server, read_pid, write_pid

PATIENCE = float(os.environ.get("CS_PRODUCT_KEEPER_PATIENCE", "10"))
"""Seconds without a user after which the server is stopped."""
_TICK = 0.25
_REST = 2.0
"""Seconds between attempts to bring a server back."""
_TIME_TO_STOP = 30.0


class Keeper:
    """Runs one server for its users."""

    def __init__(self, server: Server, *, lock: int) -> None:
        self.server = server
        self.lock = lock
        self.lease = open_lock(server.lease)
        self.unused_since: float | None = None
        self.told_to_stop = False
        self.process: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        """Run the server until it is no longer wanted; fails only if it cannot be started at all."""
        try:
            self._start_first()
            while self._is_wanted():
                time.sleep(_TICK)
                if self.process is None or self.process.poll() is not None:
                    self._bring_back()
        finally:
            self._stop()

    def tell_to_stop(self, *_: object) -> None:
        """Stop at the next tick."""
        self.told_to_stop = True

    def _is_wanted(self) -> bool:
        return not self.told_to_stop and self._is_in_place() and not self._is_unused()

    def _is_in_place(self) -> bool:
        """Whether our folder is still there: it may have been removed, and another keeper begun in its place."""
        path = self.server.keeping
        return path.exists() and path.stat().st_ino == os.fstat(self.lock).st_ino

    def _is_unused(self) -> bool:
        """Whether nobody has held the lease for as long as our patience lasts; we then hold it ourselves."""
        if not take(self.lease, ALONE):
            self.unused_since = None
            return False
        now = time.monotonic()
        self.unused_since = self.unused_since or now
        if now - self.unused_since >= PATIENCE:
            return True
        give_back(self.lease)
        return False

    def _start_first(self) -> None:
        """Start the server, once more if it ends: it may have been killed in its first moment."""
        try:
            self._start()
        except Unavailable as error:
            _say(str(error))
            self._start()

    def _bring_back(self) -> None:
        code = self.process.returncode if self.process else None
        _say(f"{self.server.name} ended with {code}; starting it again")
        try:
            self._start()
        except (Unavailable, OSError) as error:
            _say(str(error))
            time.sleep(_REST)

    def _start(self) -> None:
        """Start the server and wait until it answers."""
        self.process = None
        running = open_lock(self.server.running)
        try:
            self._outlive_former(running)
            self.server.prepare()
            with self.server.write_log() as log:
                self.process = self.server.launch(lock=running, log=log)
            write_pid(self.server.running, self.process.pid)
        finally:
            os.close(running)
        while not self.server.furnish() and not self.told_to_stop:
            if self.process.poll() is not None:
                raise Unavailable(f"{self.server.name} ended with {self.process.returncode} before it answered")
            time.sleep(0.02)

    def _outlive_former(self, running: int) -> None:
        """Take the server's lock, and stop one that is left of a keeper that was killed: it or a child still has it."""
        for farewell in (None, self.server.farewell, signal.SIGKILL):
            if farewell and (former := read_pid(self.server.running)) and self._is_server(former):
                with suppress(ProcessLookupError):
                    os.kill(former, farewell)
            if wait_for(running, ALONE, seconds=_REST if farewell is None else _TIME_TO_STOP):
                return
        raise Unavailable(f"A former {self.server.name} does not end")

    def _is_server(self, pid: int) -> bool:
        """Whether this is still the server, and not a stranger who got its number: the server works in its data."""
        if not Path("/proc/self").exists():
            return True
        folder = Path(f"/proc/{pid}/cwd")
        return folder.exists() and folder.resolve() == self.server.data

    def _stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(self.server.farewell)
        try:
            self.process.wait(_TIME_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _say(sentence: str) -> None:
    sys.stderr.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} keeper: {sentence}\n")
    sys.stderr.flush()


def main(name: str) -> None:
    """Take the keeper's lock, or leave it to the one who has it; then go to the background and keep."""
    server = next(server() for server in SERVERS if server.name == name)
    lock = open_lock(server.keeping)
    if not take(lock, ALONE) or os.fork():
        os._exit(0)
    os.umask(0o077)
    write_pid(server.keeping, os.getpid())
    keeper = Keeper(server, lock=lock)
    signal.signal(signal.SIGTERM, keeper.tell_to_stop)
    signal.signal(signal.SIGINT, keeper.tell_to_stop)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        keeper.keep()
    except Unavailable as error:
        _say(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
