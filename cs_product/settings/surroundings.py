"""Where do we run, and what does the environment say?"""

import os
import secrets
import tempfile
from pathlib import Path

from common import embedded

BASE_DIR = Path(__file__).resolve().parents[2]
STATE = embedded.state_root()


def flag(name: str) -> bool:
    """Whether a variable is 1."""
    return os.environ.get(name, "") == "1"


def words(name: str) -> list[str]:
    """The words of a variable, by spaces or commas."""
    return [word for word in os.environ.get(name, "").replace(",", " ").split() if word]


def secret() -> str:
    """The signing secret: from the environment, from a file, or made once and kept beside the data."""
    if value := os.environ.get("SECRET_KEY"):
        return value
    path = Path(os.environ.get("SECRET_KEY_FILE", STATE / "secret"))
    if not path.exists():
        _make_once(path)
    return path.read_text(encoding="utf-8").strip()


def _make_once(path: Path) -> None:
    """Written whole and then given its name: two processes that begin at once read the same secret."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        Path(path).hardlink_to(file.name)
    except FileExistsError:
        pass
    finally:
        Path(file.name).unlink()


DEMO = flag("CS_PRODUCT_DEMO")
SECRET_KEY = secret()
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS")
DEBUG = False
DOMAIN = os.environ.get("DOMAIN", "")
SECURE = bool(DOMAIN)
"""Served under a name of its own, with TLS in front; without a name only for this machine."""
PORT = os.environ.get("PORT", "8000")
SITE_URL = os.environ.get("SITE_URL") or (f"https://{DOMAIN}" if DOMAIN else f"http://localhost:{PORT}")
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or [*([DOMAIN] if DOMAIN else []), "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
