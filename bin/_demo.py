"""Run the demo: load it, start web, worker and beat, bring back what dies, and stop all of it together."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import NoReturn

from common import embedded
from common.embedded.orphans import dies_with_its_keeper

PROJECT = Path(__file__).resolve().parents[1]
HOST = os.environ.setdefault("HOST", "127.0.0.1")
PORT = os.environ.setdefault("PORT", "8000")
CELERY = ["celery", "-A", "cs_product"]
PROGRAMS = {
    "web": ["gunicorn", "-c", "cs_product/gunicorn.py", "cs_product.wsgi"],
    "worker": [*CELERY, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"],
    "posts": [
        *CELERY,
        "worker",
        "--queues",
        "posts",
        "--pool",
        "threads",
        "--concurrency",
        "8",
        "--without-gossip",
        "--without-mingle",
    ],
    "exports": [
        *CELERY,
        "worker",
        "--queues",
        "exports",
        "--pool",
        "threads",
        "--concurrency",
        "1",
        "--without-gossip",
        "--without-mingle",
    ],
    "beat": [*CELERY, "beat"],
}
HIGHEST_PORT = 65535
TIME_TO_START, TIME_TO_STOP = 60.0, 8.0
"""Seconds until the first page answers; seconds after which what does not stop is killed."""
YOUNG, TOO_OFTEN = 5.0, 3
"""Who ends by itself before it is this old, this often in a row, will not run at all."""


class Program:
    """One of the programs, brought back when it dies."""

    def __init__(self, name: str, words: list[str]) -> None:
        self.name = name
        self.words = words
        self.log = embedded.state_root() / "log" / f"{name}.log"
        self.failures = 0
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        self.log.write_bytes(b"")
        self.log.chmod(0o600)
        self.start()

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches only us, and we reach all its children."""
        self.since = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_its_keeper(signal.SIGTERM),  # noqa: PLW1509 - we have one thread
            )

    def look_after(self) -> None:
        """Start it again when it has died; give up when it cannot run."""
        code = self.process.poll()
        if code is None:
            return
        self.kill()
        young = time.monotonic() - self.since < YOUNG
        self.failures = self.failures + 1 if young and code >= 0 else 0
        if self.failures == TOO_OFTEN:
            lines = self.log.read_text(errors="replace").splitlines()[-15:]
            give_up("\n".join([f"{self.name} ended with {code} again and again. Its log, {self.log}, ends:", *lines]))
        say(f"{self.name} ended with {code}; starting it again.")
        self.start()

    def ask_to_stop(self) -> None:
        """Let it finish what it is at."""
        if self.process.poll() is None:
            self.process.terminate()

    def kill(self) -> None:
        """End what is left of it and of its children."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def main() -> None:
    """Prepare, run until told to stop, stop."""
    for told in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(told, lambda *_: sys.exit(0))
    refuse_a_busy_port()
    programs: list[Program] = []
    try:
        prepare()
        programs.extend(Program(name, words) for name, words in PROGRAMS.items())
        wait_until_it_answers(programs)
        say(f"\nCS Product runs at http://{shown_host()}:{PORT}/   (Ctrl-C stops it; logs: {programs[0].log.parent})\n")
        say(manage("demo_signins", capture=True))
        look_after_all(programs)
    except embedded.Unavailable as error:
        give_up(str(error))
    finally:
        stop_all(programs)


def prepare() -> None:
    """Bring database and demo data up to date."""
    os.environ["CS_PRODUCT_DEMO"] = "1"
    embedded.start()
    manage("migrate", "--no-input", "--verbosity", "0")
    manage("load_demo")


def look_after_all(programs: list[Program]) -> NoReturn:
    """Look after the programs, and after the servers, whose keepers may be killed, too."""
    while True:
        for program in programs:
            program.look_after()
        embedded.start()
        time.sleep(0.5)


def wait_until_it_answers(programs: list[Program]) -> None:
    """Wait for the first page."""
    end = time.monotonic() + TIME_TO_START
    while not is_answering():
        for program in programs:
            program.look_after()
        if time.monotonic() > end:
            give_up(f"The site has not answered for {TIME_TO_START:.0f} seconds; see {programs[0].log}.")
        time.sleep(0.1)


def is_answering() -> bool:
    """Whether the site says that it is well."""
    connection = http.client.HTTPConnection(shown_host(), int(PORT), timeout=5)
    try:
        connection.request("GET", "/healthz/")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def refuse_a_busy_port() -> None:
    """Say it at once when somebody else has our port."""
    if not (PORT.isdecimal() and 0 < int(PORT) <= HIGHEST_PORT):
        give_up(f"PORT is a number from 1 to {HIGHEST_PORT}, not {PORT!r}.")
    try:
        family, _, _, _, address = socket.getaddrinfo(HOST, PORT, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, socket.SOCK_STREAM) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except (OSError, UnicodeError) as error:
        give_up(f"Cannot use port {PORT} on {HOST}: {error}. Another one: PORT=8001 bin/demo")


def manage(*words: str, capture: bool = False) -> str:
    """Run one command of the product; when it fails there is no demo."""
    out = subprocess.PIPE if capture else None
    done = subprocess.run([sys.executable, "manage.py", *words], stdout=out, text=True, check=False)
    if done.returncode:
        give_up(f"`manage.py {' '.join(words)}` ended with {done.returncode}.")
    return done.stdout or ""


def stop_all(programs: list[Program]) -> None:
    """Ask all, wait a little for all, kill what is left, and stop the servers that nobody uses."""
    for told in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(told, signal.SIG_IGN)
    for program in programs:
        program.ask_to_stop()
    end = time.monotonic() + TIME_TO_STOP
    while any(program.process.poll() is None for program in programs) and time.monotonic() < end:
        time.sleep(0.05)
    for program in programs:
        program.kill()
    embedded.stop()


def shown_host() -> str:
    """The name under which a browser here finds us."""
    return "localhost" if HOST in {"127.0.0.1", "0.0.0.0", "::", "::1"} else HOST  # noqa: S104 - compared, not bound


def give_up(sentence: str) -> NoReturn:
    """Say why, and end as failed."""
    print(sentence, file=sys.stderr, flush=True)
    sys.exit(1)


def say(sentence: str) -> None:
    """Tell the person who started us."""
    print(sentence, flush=True)


if __name__ == "__main__":
    main()
