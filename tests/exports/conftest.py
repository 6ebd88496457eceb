"""Files are made in a folder of the test's own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _a_workshop_of_our_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
