"""The embedded servers, with real processes, in a state folder of their own."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from common import embedded
from common.embedded import folders, places
from common.embedded.locks import is_held
from common.embedded.server import read_pid
from tests.common.servers import PATIENCE, PROJECT, START, Stay, comes, is_running, kill, modes, replies, start

pytestmark = pytest.mark.processes


def test_addresses_start_nothing(state: Path) -> None:
    assert embedded.database_url() == f"postgresql://cs_product@:5432/cs_product?host={state}/run"
    assert embedded.redis_url(1) == f"unix://{state}/run/valkey.sock?db=1"
    assert embedded.broker_url(0) == f"redis+socket://{state}/run/valkey.sock?virtual_host=0"
    assert embedded.media_root() == state / "media"
    assert not list(state.iterdir())


@pytest.mark.parametrize("name", ["x" * 90, "with a blank", "누리"])
def test_a_folder_too_long_or_too_odd_for_a_socket_has_it_in_tmp(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CS_PRODUCT_STATE", f"/var/lib/{name}")
    assert places.sockets().parent == Path("/tmp")
    assert len(str(places.postgres_socket())) < 60


def test_many_at_once_get_one_server(stay: Stay, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CS_PRODUCT_KEEPER_PATIENCE", "10")
    subprocess.run([sys.executable, "-c", FORK_FIVE_THAT_START], cwd=PROJECT, check=True, timeout=30)
    stay()
    before = (state / "valkey" / "running").read_text()
    stay()
    assert (state / "valkey" / "running").read_text() == before
    assert (state / "valkey" / "log").read_text().count("Valkey is starting") == 1


FORK_FIVE_THAT_START = f"""
import os
if all(os.fork() for _ in range(4)):
    for _ in range(4):
        assert os.wait()[1] == 0
{START}
"""


def test_starting_what_runs_is_quick(stay: Stay) -> None:
    stay()
    embedded.start()
    began = time.perf_counter()
    embedded.start()
    assert time.perf_counter() - began < 0.05


def test_the_server_stays_for_the_last_user_and_ends_after_its_sigkill(stay: Stay, state: Path) -> None:
    first, last = stay(), stay()
    first.kill()
    time.sleep(PATIENCE * 2)
    assert replies()
    last.kill()
    assert comes(lambda: not is_held(state / "valkey" / "keeping"))
    assert not is_running(state / "valkey")
    assert not places.valkey_socket().exists()


def test_nothing_that_stays_holds_the_output_of_its_starter(state: Path) -> None:
    start()
    assert replies()


def test_who_comes_while_the_server_is_stopping_gets_a_new_one(state: Path) -> None:
    start()
    assert comes(lambda: not replies())
    start()
    assert replies()
    assert is_running(state / "valkey")


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM])
def test_a_server_that_dies_comes_back(blow: signal.Signals, stay: Stay, state: Path) -> None:
    stay()
    pid = read_pid(state / "valkey" / "running")
    assert pid
    os.kill(pid, blow)
    assert comes(lambda: read_pid(state / "valkey" / "running") != pid and replies())


def test_a_killed_keeper_leaves_nothing_and_the_next_start_brings_all_back(stay: Stay, state: Path) -> None:
    stay()
    kill(state / "valkey" / "keeping")
    if sys.platform == "linux":
        assert comes(lambda: not is_running(state / "valkey"))
    start()
    assert replies()


def test_a_folder_removed_under_a_keeper_ends_it(stay: Stay, state: Path) -> None:
    stay()
    old = read_pid(state / "valkey" / "keeping")
    shutil.rmtree(state / "valkey")
    assert comes(lambda: not replies())
    start()
    assert replies()
    assert read_pid(state / "valkey" / "keeping") != old


def test_a_folder_of_somebody_else_or_behind_a_link_is_refused(state: Path) -> None:
    (state / "media").symlink_to("/")
    with pytest.raises(embedded.Unavailable, match="not a folder of ours"):
        embedded.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers run as somebody else")
def test_root_is_told_when_its_servers_cannot_reach_the_folder(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    before = modes(tmp_path)
    monkeypatch.setenv("CS_PRODUCT_STATE", str(tmp_path / "state"))
    with pytest.raises(embedded.Unavailable, match="is closed to the system user"):
        embedded.start()
    assert modes(tmp_path) == before


def test_what_is_elsewhere_is_not_started(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    embedded.start()
    assert sorted(path.name for path in state.iterdir()) == ["media"]


def test_private_folders_are_closed_again(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    folders.private(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
