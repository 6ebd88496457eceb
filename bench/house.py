"""The real web server, as bin/demo starts it, and somebody who is signed in there over HTTP."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Self
from urllib.parse import quote, urlencode

from bench.pages import Ask
from common.embedded.orphans import dies_with_its_keeper

PROJECT = Path(__file__).resolve().parents[1]
GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "cs_product/gunicorn.py", "cs_product.wsgi"]
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class House:
    """Gunicorn with two workers of four threads, on a free port of this machine."""

    def __init__(self) -> None:
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self.port = door.getsockname()[1]
        self.process = subprocess.Popen(
            GUNICORN,
            cwd=PROJECT,
            env=os.environ | {"PORT": str(self.port), "HOST": "127.0.0.1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=dies_with_its_keeper(signal.SIGTERM),  # noqa: PLW1509 - we have one thread
        )

    def __enter__(self) -> Self:
        """Wait until it answers."""
        for _ in range(300):
            with suppress(OSError):
                if Visitor(self.port).send(Ask("/healthz/"))[0] == 200:
                    return self
            time.sleep(0.1)
        raise SystemExit("The web server does not answer.")

    def __exit__(self, *_error: object) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait()

    def memory(self) -> list[int]:
        """Resident megabytes of each worker."""
        return [_resident(worker) for worker in self._workers()]

    def work(self) -> float:
        """Milliseconds that the processor has worked for the workers; what neighbours on the machine do is not in it."""
        return sum(_worked(worker) for worker in self._workers())

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(child) for child in children.split()]


class Visitor:
    """A browser's half: one connection that is kept, cookies, the form's token."""

    def __init__(self, port: int) -> None:
        self.door = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def sign_in(self, email: str, password: str) -> None:
        """Through the sign-in page."""
        _status, page = self.send(Ask("/accounts/login/"))
        token = _TOKEN.search(page)
        said = {"login": email, "password": password, "csrfmiddlewaretoken": token[1] if token else ""}
        status, _page = self.send(Ask("/accounts/login/", said))
        if status != 302 or "sessionid" not in self.cookies:
            raise SystemExit(f"Signing in as {email} was answered with {status}.")

    def send(self, ask: Ask) -> tuple[int, str]:
        """The status and the page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if ask.data is None:
            self.door.request("GET", quote(ask.path, safe="/?&=%-"), headers=headers)
        else:
            body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")} | ask.data)
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            self.door.request("POST", ask.path, body=body, headers=headers)
        answer = self.door.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer.status, answer.read().decode()

    def time(self, ask: Ask) -> float:
        """Milliseconds until the whole answer is here; an error ends the measurement."""
        begun = time.perf_counter()
        status, page = self.send(ask)
        took = (time.perf_counter() - begun) * 1000
        if status not in {200, 302}:
            raise SystemExit(f"{ask.path} was answered with {status}: {page[:2000]}")
        return took


def _resident(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) // 1024


def _worked(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")
