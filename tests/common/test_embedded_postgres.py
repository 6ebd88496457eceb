"""The embedded PostgreSQL: what it can do, what it survives, and what it leaves alone."""

import shutil
import stat
from pathlib import Path

import pytest

from tests.common.servers import PROJECT, START, Stay, ask, comes, is_running, kill, modes, start

pytestmark = pytest.mark.processes


def test_the_database_knows_korean_and_its_owner_is_no_superuser(stay: Stay, postgres: Path) -> None:
    stay()
    ask("CREATE EXTENSION pg_trgm")
    assert ask("SELECT word_similarity('환불', '환불이 너무 늦어요') > 0.5")
    assert ask("SELECT lower('ÄRGER')") == "ärger"
    assert ask("SHOW listen_addresses") == ""
    assert ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert stat.S_IMODE((postgres / "data").stat().st_mode) == 0o700


def test_what_was_committed_survives_a_killed_database_though_a_stranger_has_its_number(
    stay: Stay, postgres: Path
) -> None:
    user = stay()
    ask("CREATE TABLE promise AS SELECT 'kept' AS word")
    kill(postgres / "running")
    kill(postgres / "keeping")
    assert comes(lambda: not is_running(postgres))
    pid_file = postgres / "data" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(user.pid), *lines[1:]]) + "\n")
    start()
    assert ask("SELECT word FROM promise") == "kept"


def test_no_folder_above_the_project_is_opened(state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "home" / "closed project"
    shutil.copytree(PROJECT / "common" / "embedded", project / "common" / "embedded")
    project.chmod(0o700)
    project.parent.chmod(0o700)
    before = modes(project)
    monkeypatch.delenv("CS_PRODUCT_STATE")
    monkeypatch.delenv("DATABASE_URL")
    done = start(f"{START}; print(embedded.state_root()); embedded.stop()", cwd=project)
    shutil.rmtree(done.stdout.strip())
    assert modes(project) == before
    monkeypatch.setenv("CS_PRODUCT_STATE", str(state))
