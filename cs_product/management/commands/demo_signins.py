"""Say how to sign in to the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from cs_product.demo.people import sign_ins


class Command(BaseCommand):
    """`manage.py demo_signins`: one line per role."""

    help = "Print role, e-mail and password of the demonstration's colleagues."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """One line each."""
        for one in sign_ins():
            self.stdout.write(f"{one['role']} {one['email']} {one['password']}")
