"""Load the demonstration: a year at Dawn Market."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cs_product.demo import people, year


class Command(BaseCommand):
    """`manage.py load_demo`: once; a second time it changes nothing."""

    help = "Load 300 tickets over 12 months, made by the real verbs; nothing happens when there are tickets already."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load and say so.

        A year is told within minutes: so many mails a day, by the real clock, would hold nearly all of them.
        """
        settings.CUSTOMER_MAILS_PER_DAY = 0
        self.stdout.write(f"{year.load()} tickets.")
        people.hire()
