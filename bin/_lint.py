"""Which checks are there besides the tests? Two at a time, shown in this order, each with its time."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from common import embedded

CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "--output-format", "concise"],
    "ruff": ["-m", "ruff", "check", "--output-format", "concise"],
    "mypy": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"],
    "templates": ["-m", "djlint", "--lint", "--quiet", "templates"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "deploy": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "api": ["manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", os.devnull],
}
AS_IN_PRODUCTION = os.environ | {
    "DOMAIN": "example.com",
    "CS_PRODUCT_DEMO": "",
    "SECRET_KEY": "lint" + "-0123456789" * 6,
}


class Result(NamedTuple):
    """What one check said."""

    name: str
    failed: bool
    seconds: float
    words: str


def main() -> int:
    """Run all, show all; 1 if any failed."""
    embedded.start()
    with ThreadPoolExecutor(max_workers=max(2, (os.cpu_count() or 2) // 2)) as two_at_a_time:
        results = [show(result) for result in two_at_a_time.map(run, CHECKS)]
    failed = [result.name for result in results if result.failed]
    print(f"failed: {', '.join(failed)}" if failed else "all is well")
    return 1 if failed else 0


def run(name: str) -> Result:
    """Run one check."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *CHECKS[name]],
        env=AS_IN_PRODUCTION,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(name, done.returncode != 0, time.monotonic() - began, done.stdout.strip())


def show(result: Result) -> Result:
    """Print one result."""
    print(f"{'FAILED' if result.failed else 'ok':>6}  {result.name:<10} {result.seconds:5.1f} s", flush=True)
    if result.words:
        print(result.words, flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
