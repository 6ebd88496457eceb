"""How tests speak with the embedded servers, and how they end them."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2

from common import embedded
from common.embedded import places
from common.embedded.locks import is_held
from common.embedded.server import read_pid

PROJECT = places.PROJECT
PATIENCE = 0.3
"""Seconds after which a keeper in these tests stops what nobody uses."""
START = "from common import embedded; embedded.start()"
START_AND_STAY = f"{START}; print('ready', flush=True); input()"

Stay = Callable[[], subprocess.Popen[str]]


def start(code: str = START, *, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Start the servers from a process that ends at once; reads what it says until nobody holds its output."""
    return subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, timeout=60, check=True)


def comes(true: Callable[[], bool], *, within: float = 8) -> bool:
    """Whether it becomes true in time."""
    end = time.monotonic() + within
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def replies() -> bool:
    """Whether Valkey answers."""
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(places.valkey_socket()))
            line.sendall(b"PING\r\n")
            return line.recv(16) == b"+PONG\r\n"
        except OSError:
            return False


def is_running(server: Path) -> bool:
    """Whether the server or one of its children lives."""
    return is_held(server / "running")


def kill(lock: Path) -> int:
    """Kill who holds this lock, by the number written in it."""
    pid = read_pid(lock)
    assert pid
    os.kill(pid, signal.SIGKILL)
    return pid


def modes(folder: Path) -> list[int]:
    """How open the folder and those above it are."""
    return [stat.S_IMODE(each.stat().st_mode) for each in (folder, *folder.parents)]


def ask(question: str) -> object:
    """What the database says."""
    connection = psycopg2.connect(embedded.database_url())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone() if cursor.description else None
    connection.close()
    return answer and answer[0]
