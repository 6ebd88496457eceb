"""Who uses the servers? Whoever called `start()`, until its process has ended; then its lease is free by itself."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from common.embedded.folders import make_state, private, refuse_closed_parents
from common.embedded.locks import ALONE, SHARED, held, is_held, open_lock, take, wait_for
from common.embedded.places import PROJECT, Unavailable
from common.embedded.postgres import Postgres
from common.embedded.server import Server, read_pid
from common.embedded.valkey import Valkey

SERVERS: tuple[type[Server], ...] = (Postgres, Valkey)
_LONG_ENOUGH = 90.0
"""Seconds a start may take: a first one makes the cluster, one after a crash reads the log of the database again."""
_BIG_LOG = 5_000_000
_leases: dict[Path, int] = {}


def start() -> None:
    """Have what is not configured elsewhere running and usable, and hold a lease on it until this process ends.

    May be called by anybody at any time, also many at once; takes a few milliseconds when all is running. Raises
    `Unavailable` with a sentence when a server cannot run here.
    """
    make_state()
    for server in _ours():
        private(server.folder, mode=0o711 if os.geteuid() == 0 else 0o700)
        _hold_lease(server)
        _make_sure(server)


def stop() -> None:
    """Let go of the servers and, if nobody else uses them, stop them now rather than after the keeper's patience."""
    for server in _ours():
        if (lease := _leases.pop(server.lease, None)) is not None:
            os.close(lease)
        if server.folder.is_dir():
            _stop_unless_used(server)


def _ours() -> list[Server]:
    return [server() for server in SERVERS if not os.environ.get(server.setting)]


def _hold_lease(server: Server) -> None:
    """Share the lease; while a keeper is stopping the server it holds it alone, and we wait for the end of that."""
    if _still_there(server.lease):
        return
    lease = open_lock(server.lease)
    if not wait_for(lease, SHARED, seconds=_LONG_ENOUGH):
        raise Unavailable(f"{server.name} has been stopping for {_LONG_ENOUGH:.0f} seconds; see {server.log}.")
    _leases[server.lease] = lease


def _still_there(path: Path) -> bool:
    """Whether the lease we hold is the file that is there now: somebody may have removed the folder."""
    return path in _leases and path.exists() and path.stat().st_ino == os.fstat(_leases[path]).st_ino


def _make_sure(server: Server) -> None:
    with held(server.starting, seconds=_LONG_ENOUGH):
        if not is_held(server.keeping):
            refuse_closed_parents()
            _start_keeper(server)
        end = time.monotonic() + _LONG_ENOUGH
        while not server.answers():
            if not is_held(server.keeping):
                raise Unavailable(
                    f"{server.name} did not start. Its log, {server.log}, ends:\n{_last_lines(server.log)}"
                )
            if time.monotonic() > end:
                raise Unavailable(f"{server.name} does not answer; see {server.log}.")
            time.sleep(0.02)


def _start_keeper(server: Server) -> None:
    """Start the keeper away from our terminal, our descriptors and our children; it returns when it holds its lock."""
    if server.log.exists() and server.log.stat().st_size > _BIG_LOG:
        server.log.replace(server.log.with_suffix(".old"))
    with server.write_log() as log:
        subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", "common.embedded.keeper", server.name],
            cwd=PROJECT,
            env=os.environ | {"PYTHONPATH": str(PROJECT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=False,
        )


def _stop_unless_used(server: Server) -> None:
    lease = open_lock(server.lease)
    try:
        if not take(lease, ALONE) or not is_held(server.keeping):
            return
        if keeper := read_pid(server.keeping):
            os.kill(keeper, signal.SIGTERM)
        while is_held(server.keeping):
            time.sleep(0.02)
    finally:
        os.close(lease)


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:])
