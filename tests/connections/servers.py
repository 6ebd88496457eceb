"""Machines on the other side: small servers on this machine that answer as they are told, and remember what came."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Came:
    """One request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """Where it is, what it answers, and what came."""

    url: str
    answers: Callable[[Came], Reply]
    came: list[Came] = field(default_factory=list)


@contextmanager
def a_server(answers: Callable[[Came], Reply] | Reply = (204, {}, b"")) -> Iterator[Server]:
    """A receiver; `answers` is an answer, or says one for each request."""
    server = Server("", answers if callable(answers) else lambda _came: answers)

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            came = Came(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            server.came.append(came)
            status, headers, said = server.answers(came)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            try:
                self.wfile.write(said)
            except OSError:
                pass

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True).start()
        server.url = f"http://127.0.0.1:{http.server_port}"
        try:
            yield server
        finally:
            http.shutdown()


@contextmanager
def a_door(behind: Callable[[socket.socket], None]) -> Iterator[tuple[str, list[str]]]:
    """A bare socket: what is behind it may hang, drip or talk nonsense. Yields its address and who knocked."""
    knocked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            while True:
                try:
                    guest, address = door.accept()
                except OSError:
                    return
                knocked.append(address[0])
                threading.Thread(target=_let_in, args=(behind, guest), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}", knocked


def _let_in(behind: Callable[[socket.socket], None], guest: socket.socket) -> None:
    with guest:
        try:
            behind(guest)
        except OSError:
            pass


def hanging(guest: socket.socket) -> None:
    """Takes what comes and says nothing."""
    guest.recv(65536)
    time.sleep(5)


def dripping(guest: socket.socket) -> None:
    """Answers a byte at a time, for ever."""
    guest.recv(65536)
    while True:
        guest.sendall(b"H")
        time.sleep(0.02)
