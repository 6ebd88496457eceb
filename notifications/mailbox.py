"""Where mail goes when none may leave: a mailbox that everyone here can open."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from common.clock import now
from notifications.models import CapturedMail


class Mailbox(BaseEmailBackend):
    """Keep each mail; one that arrives again under the same Message-ID is counted, as mail programs do."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them; returns how many."""
        for message in email_messages:
            self._keep(message)
        return len(email_messages)

    def _keep(self, message: EmailMessage) -> None:
        name = message.extra_headers.get("Message-ID") or str(message.message()["Message-ID"])
        html = (
            message.alternatives[0][0] if isinstance(message, EmailMultiAlternatives) and message.alternatives else ""
        )
        row, is_new = CapturedMail.objects.get_or_create(
            message_id=name,
            defaults={
                "to": ", ".join(message.to)[:254],
                "language": message.extra_headers.get("Content-Language", ""),
                "subject": message.subject[:400],
                "text": str(message.body),
                "html": str(html),
                "at": now(),
            },
        )
        if not is_new:
            CapturedMail.objects.filter(pk=row.pk).update(copies=F("copies") + 1)
