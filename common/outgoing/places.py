"""Where may we go? Whoever is globally routable, by HTTPS; others only where the operator named their network."""

import ipaddress
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from common.refusals import Invalid, Sentence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
ADDRESS_LIMIT = 2_000
PORTS = frozenset({443, 8443})
_TIME_TO_FIND = 5.0
_finders = ThreadPoolExecutor(4, thread_name_prefix="finding")
"""The system's resolver cannot be told how long it may take; who waits for it can."""

_NEVER = tuple(
    ipaddress.ip_network(net)
    for net in (
        "168.63.129.16/32",  # a cloud's own door, routable or not
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local
        "2001::/23",  # Teredo, ORCHID, benchmarking and other protocols' own
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local, as it once was
    )
)
"""Beyond what the standard library calls global: every way by which an IPv6 address leads to an IPv4 address inside."""


class NotThere(Exception):
    """Where we must not go, or cannot; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))


def need_a_public_address(url: str, *, field: str = "address") -> None:
    """Refuse an address to which we would not post, with the reason; it is looked at again at each connection."""
    try:
        parts = split(url)
        assert parts.hostname
        find(parts.hostname, port_of(parts), is_plain=parts.scheme == "http")
    except NotThere as refusal:
        raise Invalid({field: str(refusal)}) from refusal


def split(url: str) -> SplitResult:
    """The parts of an address, or why it is none."""
    try:
        parts = urlsplit(url)
        port_of(parts)
    except ValueError as error:
        raise NotThere(_("This is not an address of the web.")) from error
    odd = len(url) > ADDRESS_LIMIT or any(character <= " " or character == "\x7f" for character in url)
    if odd or parts.scheme not in {"http", "https"} or not parts.hostname or "\\" in url:
        raise NotThere(_("An address begins with https:// and names a machine."))
    if parts.username is not None or parts.password is not None:
        raise NotThere(_("Please leave names and passwords out of the address."))
    return parts


def port_of(parts: SplitResult) -> int:
    """The port it names, or the usual one."""
    return parts.port if parts.port is not None else (80 if parts.scheme == "http" else 443)


def find(host: str, port: int, *, is_plain: bool, within: float = _TIME_TO_FIND) -> list[str]:
    """The numeric addresses behind a name, all of which may be reached; or why they may not."""
    found = _looked_up(host, port, within)
    if all(_is_within(address, settings.OUTGOING_PRIVATE) for address in found):
        return [str(address) for address in found]
    for address in found:
        if not is_public(address):
            said = _("{host} leads to {address}, which is not on the public internet. We post nothing there.")
            raise NotThere(said.format(host=host, address=address))
    if is_plain:
        raise NotThere(_("An address begins with https:// and names a machine."))
    if port not in PORTS:
        raise NotThere(_("We post to the ports 443 and 8443 only."))
    return [str(address) for address in found]


def is_public(address: Address) -> bool:
    """Whether everyone on the internet could reach it, and no detour through it leads inside."""
    return address.is_global and not address.is_multicast and not _is_within(address, map(str, _NEVER))


def _is_within(address: Address, nets: Iterable[str]) -> bool:
    return any(address in net for net in map(ipaddress.ip_network, nets) if net.version == address.version)


def _looked_up(host: str, port: int, within: float) -> list[Address]:
    with suppress(ValueError):
        return [ipaddress.ip_address(host)]
    looking = _finders.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        rows = looking.result(min(within, _TIME_TO_FIND))
    except (OSError, UnicodeError, TooSlow) as error:
        raise NotThere(_("No machine of the name {host} was found.").format(host=host)) from error
    return [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
