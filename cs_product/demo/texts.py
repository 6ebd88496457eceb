"""What was said at Dawn Market: the JSON beside this file (its sources: SOURCE.md)."""

import json
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


def read(name: str) -> list[dict[str, Any]]:
    """The list of one file."""
    found: list[dict[str, Any]] = json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
    return found


def causes() -> list[dict[str, Any]]:
    """Every cause, in the order of the files' names."""
    return [
        cause for path in sorted((_HERE / "causes").glob("*.json")) for cause in json.loads(path.read_text("utf-8"))
    ]
