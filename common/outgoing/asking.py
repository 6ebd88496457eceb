"""What is a question to another machine? One connection to a checked address, no redirects, 15 seconds, 64 KB."""

import os
import ssl
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import certifi
import httpcore

from common.outgoing.checking import Checked
from common.outgoing.places import NotThere, split

DONE_WITHIN = 15.0
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


def ask(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    within: float | None = None,
    most: int = READ_LIMIT,
) -> Answer:
    """Ask, and read the answer up to its limit; `Unreachable` says in a line why there is none."""
    begun = time.monotonic()
    try:
        parts = split(url)
        network = Checked(begun + (DONE_WITHIN if within is None else within), is_plain=parts.scheme == "http")
        with httpcore.ConnectionPool(ssl_context=_trusting(), network_backend=network) as pool:
            said = {"User-Agent": "cs-product", "Accept-Encoding": "identity"} | dict(headers or {})
            asked: Sequence[tuple[str | bytes, str | bytes]] = [*said.items()]
            with pool.stream(method, url.partition("#")[0], headers=asked, content=body or None) as response:
                text = _read(response.iter_stream(), most)
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


def _read(chunks: Iterable[bytes], most: int) -> bytes:
    """What came in time, up to the limit; that the status came is what counts, and the rest is hung up on."""
    text = bytearray()
    with suppress(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
        for chunk in chunks:
            text += chunk
            if len(text) >= most:
                break
    return bytes(text[:most])


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")[:300]


@cache
def _trusting() -> ssl.SSLContext:
    """Whom we believe who they are: the usual authorities, or those of SSL_CERT_FILE."""
    return ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or certifi.where())
