"""Let a customer follow their complaint, without an account."""

import secrets
from datetime import timedelta

from django.utils import timezone

from accounts.actions import digest
from tickets.models import Ticket, TrackingLink

OPEN_FOR = timedelta(days=90)


def issue_link(ticket: Ticket) -> str:
    """A fresh secret (256 bits) that opens this ticket's page for 90 days; only its hash is kept."""
    secret = secrets.token_urlsafe(32)
    TrackingLink.objects.create(ticket=ticket, digest=digest(secret), expires_at=timezone.now() + OPEN_FOR)
    return secret


def follow(secret: str) -> TrackingLink | None:
    """The link that a secret opens; None for a forged or expired one."""
    return (
        TrackingLink.objects.select_related("ticket__customer")
        .filter(digest=digest(secret), expires_at__gt=timezone.now())
        .first()
    )
