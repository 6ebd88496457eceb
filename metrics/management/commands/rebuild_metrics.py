"""Count everything again from the entries, or say where the counts differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from metrics import actions


class Command(BaseCommand):
    """`manage.py rebuild_metrics [--check]`."""

    help = "Count everything again from the entries; with --check change nothing, print differences, end with 1 if any."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only --check."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rebuild or compare."""
        if not options["check"]:
            self.stdout.write(f"{actions.rebuild()} counts.")
            return
        found = actions.differences()
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} differences.", returncode=1)
        self.stdout.write("Counts and entries agree.")
