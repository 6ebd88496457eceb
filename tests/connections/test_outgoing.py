"""Speaking with machines whose addresses people typed in: never inwards, in time, and in measure."""

import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from common.outgoing import Unreachable, ask, asking, need_a_public_address, places
from common.refusals import Invalid
from tests.connections.servers import a_door, a_server, dripping, hanging

pytestmark = pytest.mark.sockets

INSIDE = [
    "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://169.254.169.254/", "https://10.1.2.3/",
    "https://0.0.0.0/", "https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://0177.0.0.1/",
    "https://[::ffff:127.0.0.1]/", "https://192.168.0.1/", "https://172.16.0.1/", "https://100.64.0.1/",
    "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://[2001::1]/", "https://[fe80::1]/",
    "https://[fd00::1]/", "https://[::127.0.0.1]/", "https://224.0.0.1/", "https://255.255.255.255/",
    "https://168.63.129.16/", "https://[64:ff9b:1::a00:1]/", "https://[fec0::1]/",
]  # fmt: skip
ODD = [
    "file:///etc/passwd", "gopher://93.184.215.14/", "http://93.184.215.14/", "https://93.184.215.14:6379/",
    "https://me:secret@93.184.215.14/", "https:///", "nonsense", "", "https://93.184.215.14/a b",
    "https://93.184.215.14\\@127.0.0.1/", "https://93.184.215.14:99999/", "https://[::1", "https://a..b/",
    "//93.184.215.14/", "https://93.184.215.14/" + "a" * 3000, "https://93.184.215.14/\r\nX: y",
]  # fmt: skip


@pytest.fixture
def at_home(settings) -> None:
    """The operator has named this machine's own network."""
    settings.OUTGOING_PRIVATE = ["127.0.0.0/8"]


@pytest.mark.parametrize("url", INSIDE)
def test_nothing_leads_inside_and_the_reason_is_said(url: str) -> None:
    with pytest.raises(Invalid) as refusal:
        need_a_public_address(url)
    assert "not on the public internet" in str(refusal.value.fields["address"])
    with pytest.raises(Unreachable, match="not on the public internet"):
        ask("POST", url)


@pytest.mark.parametrize("url", ODD)
def test_what_is_no_address_of_ours_to_post_to_is_refused(url: str) -> None:
    with pytest.raises(Invalid):
        need_a_public_address(url)
    with pytest.raises(Unreachable):
        ask("POST", url)


def test_an_address_on_the_internet_may_be_posted_to() -> None:
    need_a_public_address("https://93.184.215.14/hook?key=1")
    need_a_public_address("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:8443/")


def test_a_name_that_turns_inwards_after_it_was_saved_is_not_followed(monkeypatch) -> None:
    with a_server() as inside:
        port = int(inside.url.rpartition(":")[2])
        leads_to = ["93.184.215.14", "127.0.0.1"]
        found = lambda *_a, **_k: [(2, 1, 6, "", (leads_to.pop(0) if len(leads_to) > 1 else leads_to[0], port))]  # noqa: E731
        monkeypatch.setattr(places.socket, "getaddrinfo", found)
        need_a_public_address("https://rebinding.example/")
        with pytest.raises(Unreachable, match=r"127\.0\.0\.1"):
            ask("POST", "https://rebinding.example/")
        assert inside.came == []


def test_one_bad_address_among_good_ones_is_enough_to_refuse(monkeypatch) -> None:
    rows = [(2, 1, 6, "", (address, 443)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(places.socket, "getaddrinfo", lambda *_a, **_k: rows)
    with pytest.raises(Invalid):
        need_a_public_address("https://two-faced.example/")


def test_within_the_networks_that_the_operator_named_we_speak_plainly(at_home: None) -> None:
    with a_server((200, {"X-Said": "yes"}, b"fine")) as server:
        answer = ask("POST", f"{server.url}/hook?a=b#c", headers={"X-Mine": "1"}, body=b"{}")
    assert (answer.status, answer.body, answer.headers["x-said"]) == (200, b"fine", "yes")
    assert (server.came[0].path, server.came[0].body, server.came[0].headers["x-mine"]) == ("/hook?a=b", b"{}", "1")


def test_a_redirect_is_no_yes_and_is_not_followed(at_home: None) -> None:
    with a_server() as inside, a_server(lambda _came: (302, {"Location": inside.url}, b"")) as server:
        answer = ask("POST", server.url)
        assert (answer.status, answer.is_good, inside.came) == (302, False, [])


def test_of_ten_megabytes_sixty_four_kilobytes_are_read(at_home: None) -> None:
    with a_server((200, {}, b"x" * 10_000_000)) as server:
        assert len(ask("POST", server.url).body) == 64 * 1024


@pytest.mark.parametrize("behind", [hanging, dripping])
def test_who_hangs_or_drips_is_hung_up_on_in_time(behind, at_home: None, monkeypatch) -> None:
    monkeypatch.setattr(asking, "DONE_WITHIN", 0.3)
    with a_door(behind) as (url, _knocked):
        begun = time.monotonic()
        with pytest.raises(Unreachable) as silence:
            ask("POST", url)
    assert time.monotonic() - begun < 1
    assert silence.value.may_have_arrived


def test_a_yes_that_never_ends_is_still_a_yes(at_home: None, monkeypatch) -> None:
    monkeypatch.setattr(asking, "DONE_WITHIN", 0.3)

    def endless(guest: socket.socket) -> None:
        guest.recv(65536)
        guest.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")
        time.sleep(5)

    with a_door(endless) as (url, _knocked):
        answer = ask("POST", url)
    assert (answer.status, answer.body) == (200, b"ok")


def test_where_nobody_listens_nothing_arrived(at_home: None) -> None:
    with a_server() as server:
        pass
    with pytest.raises(Unreachable) as silence:
        ask("POST", server.url)
    assert not silence.value.may_have_arrived


def test_whoever_cannot_prove_their_name_is_told_nothing(at_home: None, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_a_certificate_of_its_own(tmp_path))
    heard: list[bytes] = []

    def pretending(guest: socket.socket) -> None:
        with context.wrap_socket(guest, server_side=True) as private:
            heard.append(private.recv(65536))

    with a_door(pretending) as (url, knocked):
        with pytest.raises(Unreachable, match="certificate"):
            ask("POST", url.replace("http:", "https:"), body=b"a secret")
        assert knocked
    assert heard == []


def _a_certificate_of_its_own(at: Path) -> tuple[Path, Path]:
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]),
    )
    day, moment = timedelta(days=1), datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, moment - day, moment + day).sign(
        key, hashes.SHA256()
    )
    cert, private = at / "cert.pem", at / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert, private


def test_the_resolver_has_five_seconds(monkeypatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(places, "_TIME_TO_FIND", 0.05)
    monkeypatch.setattr(places.socket, "getaddrinfo", lambda *_a, **_k: done.wait(2))
    with pytest.raises(Unreachable, match="No machine"):
        ask("POST", "https://slow.example/")
    done.set()
