"""What was said after the complaint, what is not sent yet, and which link lets the customer follow?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tickets.queries.conversation import MessageQuerySet
from tickets.vocabulary import BegunForm, MessageKind

_PEOPLE = settings.AUTH_USER_MODEL


class Message(models.Model):
    """Something said on a ticket: to the customer, by the customer, or among colleagues."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="messages", db_index=False)
    kind = models.CharField(_("Kind"), max_length=8, choices=MessageKind.choices)
    body = models.TextField(_("Text"), blank=True)
    is_files_alone = models.BooleanField(
        default=False, db_default=False, help_text="what it says is in the files that came with it"
    )
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    mentions = models.JSONField(default=dict, blank=True, help_text="numbers of colleagues by their names as written")
    leaves_at = models.DateTimeField(null=True, blank=True, help_text="until then its writer may take it back")
    undone_at = models.DateTimeField(null=True, blank=True, help_text="taken back: it never left")

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="only_what_waited_was_undone", condition=Q(undone_at__isnull=True) | Q(leaves_at__isnull=False)
            ),
            models.CheckConstraint(
                name="a_message_says_something", condition=~Q(body__regex=r"^\s*$") | Q(is_files_alone=True)
            ),
            models.CheckConstraint(name="a_message_is_of_a_known_kind", condition=Q(kind__in=MessageKind.values)),
        ]
        indexes: ClassVar = [models.Index(fields=["ticket", "id"], name="message_thread")]

    def __str__(self) -> str:
        return f"{self.kind} on CS-{self.ticket_id}"


class Unsent(models.Model):
    """What a colleague began to write on a ticket and did not send yet. It is theirs alone, and no history."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="unsent", db_index=False)
    by = models.ForeignKey(_PEOPLE, on_delete=models.CASCADE, related_name="unsent")
    kind = models.CharField(
        max_length=8, choices=[(kind, kind.label) for kind in (MessageKind.NOTE, MessageKind.REPLY)]
    )
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "by"], name="a_colleague_has_one_unsent_text_on_a_ticket"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on CS-{self.ticket_id}"


class UnsentForm(models.Model):
    """What a colleague began to fill in on a ticket and did not send yet: to listen, to assess, to decide."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="begun", db_index=False)
    by = models.ForeignKey(_PEOPLE, on_delete=models.CASCADE, related_name="begun")
    form = models.CharField(max_length=10, choices=BegunForm.choices)
    fields = models.JSONField(help_text="what was typed or chosen, by field, each a list")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "by", "form"], name="a_colleague_begins_a_form_on_a_ticket_once"),
            models.CheckConstraint(name="a_begun_form_is_a_known_one", condition=Q(form__in=BegunForm.values)),
        ]

    def __str__(self) -> str:
        return f"{self.form} on CS-{self.ticket_id}"


class TrackingLink(models.Model):
    """A customer's way to one ticket, without an account. Only the hash of its secret is kept."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Link to CS-{self.ticket_id}"
