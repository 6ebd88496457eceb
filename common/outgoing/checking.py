"""Where does a question really go? Only to an address that was checked, and only while there is time."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from common.outgoing.places import find

CONNECT_WITHIN = 5.0
"""Seconds."""


class Checked(httpcore.NetworkBackend):
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
        for address in find(host, port, is_plain=self._is_plain, within=_left(self._end))[:4]:
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
