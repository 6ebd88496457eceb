"""What is to be mailed, and what was? Rows are the jobs; their words are written when they are sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backlog.models import Item, Release, Voice
from customers.models import Customer
from notifications.queries import MailQuerySet, TellingQuerySet
from tickets.models import Ticket

_PEOPLE = settings.AUTH_USER_MODEL


class MailKind(models.TextChoices):
    """What a customer hears about."""

    RECEIVED = "received", _("Received")
    HEARD = "heard", _("Heard")
    REPLY = "reply", _("Reply")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LOOKING_AGAIN = "looking_again", _("Looked at again")
    SHIPPED = "shipped", _("Shipped")
    CAME_BACK = "came_back", _("Came back")
    IS_THERE = "is_there", _("What you listened to is there")
    STOPPED = "stopped", _("A connection was paused")


class Mail(models.Model):
    """One mail to the customer of one ticket, or to a colleague, about one thing, until it is sent or given up visibly."""

    kind = models.CharField(max_length=13, choices=MailKind.choices)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="mails")
    colleague = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.BigIntegerField(help_text="number of the row that it tells about: listening, decision, message …")
    message_id = models.CharField(max_length=120, unique=True, help_text="stays the same however often it is tried")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "ticket", "source"], name="a_customer_is_told_a_thing_once"),
            models.UniqueConstraint(fields=["kind", "colleague", "source"], name="a_colleague_is_told_a_thing_once"),
            models.CheckConstraint(
                name="a_mail_goes_to_a_customer_or_to_a_colleague",
                condition=Q(ticket__isnull=False, colleague__isnull=True)
                | Q(ticket__isnull=True, colleague__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="mail_due", condition=Q(sent_at__isnull=True, dead_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {f'CS-{self.ticket_id}' if self.ticket_id else self.colleague}"


class TellingState(models.TextChoices):
    """How far it is with telling one customer."""

    LATER = "later", _("When they get it")
    TO_APPROVE = "to_approve", _("To approve")
    QUEUED = "queued", _("On its way")
    SENT = "sent", pgettext_lazy("telling", "Told")
    FAILED = "failed", _("Could not be delivered")
    SKIPPED = "skipped", _("Left out")
    OPTED_OUT = "opted_out", _("Wants no news")
    CALL = "call", _("No address: call them")
    CALLED = "called", _("Told by phone")


class Telling(models.Model):
    """One customer who is to be told, once, that one item they spoke for is there; and what became of that."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="tellings", db_index=False)
    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, null=True, blank=True, related_name="tellings", db_index=False
    )
    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="telling")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="tellings")
    state = models.CharField(_("State"), max_length=10, choices=TellingState.choices)
    message = models.TextField(_("What they are told"), blank=True, help_text="empty: the draft of their language")
    made_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        _PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, null=True, blank=True, related_name="tellings")

    objects = TellingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_telling_has_a_known_state", condition=Q(state__in=TellingState.values)),
            models.CheckConstraint(
                name="who_was_told_by_mail_has_it",
                condition=~Q(state__in=[TellingState.SENT, TellingState.FAILED]) | Q(mail__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["item", "customer"],
                condition=Q(state__in=["later", "to_approve", "queued"]),
                name="a_customer_waits_once_to_hear_of_an_item",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["item", "state", "id"], name="telling_of_item"),
            models.Index(fields=["release", "state", "id"], name="telling_of_release"),
            models.Index(fields=["id"], name="telling_to_mail", condition=Q(state="queued", mail__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"PB-{self.item_id} to customer {self.customer_id}"

    @property
    def channel(self) -> str:
        """How they can be reached: email, phone, or not at all."""
        return "email" if self.customer.email else "phone" if self.customer.phone else ""


class CapturedMail(models.Model):
    """A mail that stayed here instead of leaving: what the mailbox page shows."""

    message_id = models.CharField(max_length=120, unique=True)
    copies = models.PositiveSmallIntegerField(default=1, help_text="how often it arrived under this Message-ID")
    to = models.CharField(max_length=254, db_index=True)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at", "id"], name="captured_at")]

    def __str__(self) -> str:
        return self.subject
