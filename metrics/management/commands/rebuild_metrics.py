"""Count everything again from the entries, or say where the counts differ."""

import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrics.actions.comparing import check_everything
from metrics.actions.rebuilding import rebuild


class Command(BaseCommand):
    """`manage.py rebuild_metrics [--check] [--since YYYY-MM-DD] [--hands N]`."""

    help = "Count everything again from the entries; with --check change nothing, print differences, end with 1 if any."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check`, `--since`, `--hands`."""
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--since", type=date.fromisoformat, help="only from the month of this day on")
        parser.add_argument("--hands", type=int, default=2, help="how many months are counted at once (2)")

    def handle(self, *_args: Any, check: bool, since: date | None, hands: int, **_options: Any) -> None:
        """Rebuild or compare."""
        if check:
            self._compare()
        else:
            self._rebuild(since, hands)

    def _rebuild(self, since: date | None, hands: int) -> None:
        begun, entries = time.monotonic(), 0
        for progress in rebuild(since, hands=hands):
            entries += progress.entries
            rate = entries / max(0.001, time.monotonic() - begun)
            self.stdout.write(f"until {progress.until}: {entries:,} entries, {rate:,.0f} a second")
        self.stdout.write(f"{entries:,} entries counted.")

    def _compare(self) -> None:
        n = 0
        for line in check_everything():
            n += 1
            self.stdout.write(line)
        if n:
            raise CommandError(f"{n} differences.", returncode=1)
        self.stdout.write("Counts and entries agree.")
