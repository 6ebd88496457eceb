"""Who is to be told that something is there, and how far is it?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backlog.models import Item, Release, Voice
from customers.models import Customer
from notifications.models.mails import Mail
from notifications.queries import TellingQuerySet

_PEOPLE = settings.AUTH_USER_MODEL


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
        return "email" if self.customer.gets_mail else "phone" if self.customer.phone else ""
