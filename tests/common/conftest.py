"""A state folder for each test of the embedded servers, and people who use them."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from common import embedded
from tests.common.servers import PATIENCE, PROJECT, START_AND_STAY, Stay


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A state folder that root's servers can reach, too; pytest's own is closed to them."""
    folder = Path(tempfile.mkdtemp(prefix="cs-product-test-", dir="/tmp"))
    monkeypatch.setenv("CS_PRODUCT_STATE", str(folder))
    monkeypatch.setenv("CS_PRODUCT_KEEPER_PATIENCE", str(PATIENCE))
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/one")
    yield folder
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("REDIS_URL", "")
    embedded.stop()
    shutil.rmtree(folder)


@pytest.fixture
def stay(state: Path) -> Iterator[Stay]:
    """Start somebody who uses the servers until killed."""
    stayed: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        user = subprocess.Popen(
            [sys.executable, "-c", START_AND_STAY],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        stayed.append(user)
        assert user.stdout
        assert user.stdout.readline() == "ready\n"
        return user

    yield begin
    for user in stayed:
        with user:
            user.kill()


@pytest.fixture
def postgres(state: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of PostgreSQL, ours alone."""
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    return state / "postgres"
