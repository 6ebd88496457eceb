"""What is to be mailed, and what was? Rows are the jobs; their words are written when they are sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notifications.queries import MailQuerySet
from tickets.models import Ticket

_PEOPLE = settings.AUTH_USER_MODEL


class MailKind(models.TextChoices):
    """What a mail is about."""

    RECEIVED = "received", _("Received")
    HEARD = "heard", _("Heard")
    REPLY = "reply", _("Reply")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LOOKING_AGAIN = "looking_again", _("Looked at again")
    BEING_BUILT = "being_built", _("Being built")
    SHIPPED = "shipped", _("Shipped")
    CAME_BACK = "came_back", _("Came back")
    IS_THERE = "is_there", _("What you listened to is there")
    STOPPED = "stopped", _("A connection was paused")
    NOTICE = "notice", _("Notice")
    DIGEST = "digest", _("Digest")
    VOICE = "voice", _("The voice of the customer")
    COUNTS = "counts", _("The numbers of the week")
    TEST = "test", _("Test of a customer’s mail")


class Priority(models.IntegerChoices):
    """Who goes first: the numbers are Celery's steps over Redis, where 0 is the most urgent."""

    CUSTOMER = 0, _("To a customer")
    COLLEAGUE = 3, _("To a colleague, at once")
    DIGEST = 6, _("Digest")


class Delivered(models.TextChoices):
    """How far it is with a mail."""

    QUEUED = "queued", _("On its way")
    HELD = "held", _("Held until later")
    DROPPED = "dropped", _("Not sent")
    SENT = "sent", _("Sent")
    BOUNCED = "bounced", pgettext_lazy("mail", "Came back")
    FAILED = "failed", _("Could not be sent")


class Dropped(models.TextChoices):
    """Why a mail does not go after all."""

    UNWANTED = "unwanted", _("They do not want such mails any more.")
    UNREACHABLE = "unreachable", _("There is no address that takes our mail.")


class Mail(models.Model):
    """One mail to the customer of one ticket, or to a colleague, about one thing, until it is sent or given up visibly."""

    kind = models.CharField(max_length=13, choices=MailKind.choices)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="mails")
    colleague = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.BigIntegerField(help_text="number of the row that it tells about: listening, decision, message …")
    message_id = models.CharField(max_length=120, unique=True, help_text="stays the same however often it is tried")
    made_at = models.DateTimeField()
    priority = models.PositiveSmallIntegerField(
        choices=Priority.choices, default=Priority.CUSTOMER, db_default=Priority.CUSTOMER
    )
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    went_to = models.CharField(max_length=64, blank=True, help_text="a mark of the address that it last went to")
    held_until = models.DateTimeField(
        null=True, blank=True, help_text="when it goes, with others, where its customer had enough mails that day"
    )
    carried_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carries", help_text="goes in that one"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped = models.CharField(max_length=11, choices=Dropped.choices, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce = models.CharField(_("Why it came back"), max_length=500, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "ticket", "source"], name="a_customer_is_told_a_thing_once"),
            models.UniqueConstraint(fields=["kind", "colleague", "source"], name="a_colleague_is_told_a_thing_once"),
            models.CheckConstraint(
                name="only_what_was_sent_comes_back", condition=Q(bounced_at__isnull=True) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="a_mail_that_does_not_go_says_why",
                condition=Q(dropped_at__isnull=True, dropped="")
                | Q(dropped_at__isnull=False, dropped__in=Dropped.values, sent_at__isnull=True),
            ),
            models.CheckConstraint(name="a_mail_is_not_carried_by_itself", condition=~Q(carried_by=models.F("id"))),
            models.CheckConstraint(
                name="a_mail_goes_to_a_customer_or_to_a_colleague",
                condition=Q(ticket__isnull=False, colleague__isnull=True)
                | Q(ticket__isnull=True, colleague__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["priority", "due_at"],
                name="mail_due_by_priority",
                condition=Q(
                    sent_at__isnull=True, dead_at__isnull=True, dropped_at__isnull=True, carried_by__isnull=True
                ),
            ),
            models.Index(fields=["dead_at", "id"], name="mail_given_up", condition=Q(dead_at__isnull=False)),
            models.Index(fields=["sent_at"], name="mail_sent", condition=Q(sent_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {f'CS-{self.ticket_id}' if self.ticket_id else self.colleague}"

    @property
    def delivery(self) -> "Delivered":
        """How far it is, as the mail server told us."""
        if self.bounced_at:
            return Delivered.BOUNCED
        if self.sent_at:
            return Delivered.SENT
        if self.dropped_at:
            return Delivered.DROPPED
        if self.dead_at:
            return Delivered.FAILED
        return Delivered.HELD if self.held_until and not self.attempts else Delivered.QUEUED


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
