"""Which folders are ours alone? Made private, or refused; the folders above them are never changed."""

import os
import stat
from pathlib import Path

from common.embedded.account import account
from common.embedded.places import Unavailable, media_root, sockets, state_root


def make_state() -> None:
    """Make the state folder and the one for attachments.

    Root's state folder lets the servers' own user pass through, and nobody read; what is in it is closed one by one.
    """
    state = state_root()
    try:
        _make_parents(state)
        private(state, mode=0o711 if os.geteuid() == 0 else 0o700)
        private(media_root())
    except OSError as error:
        raise Unavailable(
            f"Cannot write to {state}: {error.strerror}. CS_PRODUCT_STATE names another folder."
        ) from error


def make_sockets() -> Path:
    """Make the folder of the sockets, which the servers' user and we may enter: it is what keeps others out."""
    refuse_closed_parents()
    folder = sockets()
    if os.geteuid() != 0:
        return private(folder)
    private(folder, mode=0o770)
    os.chown(folder, 0, account().gid)
    return folder


def private(folder: Path, *, mode: int = 0o700) -> Path:
    """Make the folder, ours and as closed as `mode` says; refuse one of somebody else or one reached by a link."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise Unavailable(f"{folder} is not a folder of ours; remove it, or set CS_PRODUCT_STATE to another folder.")
    if stat.S_IMODE(found.st_mode) != mode:
        folder.chmod(mode)
    return folder


def for_servers(folder: Path) -> Path:
    """Make a folder that belongs to the servers' user alone."""
    if not folder.exists():
        folder.mkdir(mode=0o700)
        os.chown(folder, account().uid, account().gid)
    return folder


def refuse_closed_parents() -> None:
    """As root, the servers' own user must be able to pass through every folder above the state."""
    if os.geteuid() != 0:
        return
    for folder in state_root().parents:
        if not folder.stat().st_mode & stat.S_IXOTH:
            raise Unavailable(
                f"{folder} is closed to the system user {account().name}, as whom root runs the database: "
                "set CS_PRODUCT_STATE to a folder that everybody may pass through, for example in /var/lib."
            )


def _make_parents(state: Path) -> None:
    for folder in reversed(state.parents):
        if not folder.exists():
            folder.mkdir()
            if os.geteuid() == 0:
                folder.chmod(0o755)
