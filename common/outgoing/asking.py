"""What is a question to another machine? One connection to a checked address, no redirects, 15 seconds, 64 KB."""

import os
import ssl
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import certifi
import httpcore

from common.outgoing.places import NotThere, find, split

CONNECT_WITHIN, DONE_WITHIN = 5.0, 15.0
"""Seconds."""
READ_LIMIT = 64 * 1024
"""Bytes of an answer that are read; the rest is not."""


class Unreachable(Exception):
    """No answer came. `may_have_arrived`: whether the question may have been acted on all the same."""

    def __init__(self, sentence: str, *, may_have_arrived: bool = False) -> None:
        super().__init__(sentence)
        self.may_have_arrived = may_have_arrived


@dataclass(frozen=True)
class Answer:
    """What the other machine said, in how many seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def is_good(self) -> bool:
        """2xx and nothing else; a redirect is not followed, so it is no yes."""
        return 200 <= self.status < 300


def ask(method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Answer:
    """Ask, and read the answer up to its limit; `Unreachable` says in a line why there is none."""
    begun = time.monotonic()
    try:
        parts = split(url)
        network = _Checked(begun + DONE_WITHIN, is_plain=parts.scheme == "http")
        with httpcore.ConnectionPool(ssl_context=_trusting(), network_backend=network) as pool:
            said = {"User-Agent": "cs-product", "Accept-Encoding": "identity"} | dict(headers or {})
            asked: Sequence[tuple[str | bytes, str | bytes]] = [*said.items()]
            with pool.stream(method, url.partition("#")[0], headers=asked, content=body or None) as response:
                text = _read(response.iter_stream())
    except NotThere as refusal:
        raise Unreachable(str(refusal)) from refusal
    except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
        raise Unreachable(_why(error)) from error
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise Unreachable(_why(error), may_have_arrived=True) from error
    except (httpcore.UnsupportedProtocol, ValueError) as error:
        raise Unreachable(_why(error)) from error
    answered = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    return Answer(response.status, answered, text, time.monotonic() - begun)


def _read(chunks: Iterable[bytes]) -> bytes:
    """What came in time, up to the limit; that the status came is what counts, and the rest is hung up on."""
    text = b""
    with suppress(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
        for chunk in chunks:
            text += chunk
            if len(text) >= READ_LIMIT:
                break
    return text[:READ_LIMIT]


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")[:300]


@cache
def _trusting() -> ssl.SSLContext:
    """Whom we believe who they are: the usual authorities, or those of SSL_CERT_FILE."""
    return ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or certifi.where())


class _Checked(httpcore.NetworkBackend):
    """Connects only to addresses that were checked, to these very ones, and only while there is time."""

    def __init__(self, end: float, *, is_plain: bool) -> None:
        self._end, self._is_plain = end, is_plain
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Look the name up, refuse it if any of its addresses is one where we must not go, and try them in turn."""
        failed: Exception | None = None
        for address in find(host, port, is_plain=self._is_plain)[:4]:
            try:
                stream = self._network.connect_tcp(address, port, timeout=min(CONNECT_WITHIN, _left(self._end)))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self._end)
        raise failed or httpcore.ConnectError("no address")


class _Timed(httpcore.NetworkStream):
    """A stream on which every wait is counted towards one end: a machine that answers a byte at a time gains nothing."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream, self._end = stream, end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read while there is time."""
        return self._stream.read(max_bytes, _left(self._end))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write while there is time."""
        self._stream.write(buffer, _left(self._end))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Speak in private with whom the name means, within the time to connect."""
        within = min(CONNECT_WITHIN, _left(self._end))
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, within), self._end)

    def get_extra_info(self, info: str) -> Any:
        """What the network knows of it."""
        return self._stream.get_extra_info(info)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("it took too long")
    return left
