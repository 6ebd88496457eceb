"""Weigh every item again, or say which weights differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from backlog.actions import weighing
from backlog.models import Item


class Command(BaseCommand):
    """`manage.py rebuild_weights [--check]`."""

    help = "Weigh every item again; with --check change nothing, print differences, end with 1 if there are any."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only --check."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rebuild or compare."""
        if not options["check"]:
            weighing.weigh_all(before=timezone.now())
            self.stdout.write(f"{Item.objects.count()} items.")
            return
        found = weighing.differences()
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} differences.", returncode=1)
        self.stdout.write("Every weight is right.")
