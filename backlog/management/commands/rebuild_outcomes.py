"""Measure everything that was shipped anew from the voices."""

from typing import Any

from django.core.management.base import BaseCommand

from backlog.actions import measuring
from journal.actors import SYSTEM


class Command(BaseCommand):
    """`manage.py rebuild_outcomes`."""

    help = "Measure everything that was shipped anew from the voices; it is safe at any time and as often as one likes."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Measure, and say how many."""
        self.stdout.write(f"{measuring.measure_all(by=SYSTEM)} outcomes.")
