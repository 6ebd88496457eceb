"""What is a ticket?"""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from common.labels import Labelled
from common.text import WORDS_LIMIT
from customers.models import Customer, Language
from tickets.models.areas import ProductArea
from tickets.queries import TicketQuerySet
from tickets.vocabulary import Channel
from tickets.workflow import OPEN, Stage, Verb

models.TextField.register_lookup(Length)


class Ticket(Labelled):
    """One complaint of one customer. Its verbatim never changes: a trigger refuses it."""

    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("Customer")
    )
    is_anonymous = models.BooleanField(_("Anonymous"), default=False)
    verbatim = models.TextField(_("The customer’s own words"))
    language = models.CharField(_("Language"), max_length=2, choices=Language.choices)
    channel = models.CharField(_("Channel"), max_length=8, choices=Channel.choices)
    product_area = models.ForeignKey(
        ProductArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        db_index=False,
        verbose_name=_("Product area"),
    )
    occurred_on = models.DateField(_("When it happened"))
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    stage = models.CharField(_("Stage"), max_length=9, choices=Stage.choices)
    waiting_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    promised_from = models.DateTimeField(null=True, blank=True, help_text="from when the hours of the promise count")
    unanswered_since = models.DateTimeField(
        null=True, blank=True, help_text="the customer's first word that we did not answer yet"
    )
    here_by = models.CharField(
        max_length=10, blank=True, default="", db_default="", choices=Verb.choices, help_text="what brought it here"
    )
    reckoned_with = models.PositiveIntegerField(
        default=0, db_default=0, help_text="the version of the targets from which its hour follows"
    )
    heard_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("Owner"),
    )
    team = models.ForeignKey(
        "accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    listening = models.ForeignKey(
        "tickets.Listening", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    assessment = models.ForeignKey(
        "tickets.Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    decision = models.ForeignKey("tickets.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    setting_aside = models.ForeignKey(
        "tickets.SettingAside", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_ticket_has_a_customer_or_is_anonymous",
                condition=Q(customer__isnull=False, is_anonymous=False) | Q(customer__isnull=True, is_anonymous=True),
            ),
            models.CheckConstraint(name="a_ticket_has_words", condition=~Q(verbatim__regex=r"^\s*$")),
            models.CheckConstraint(name="the_words_are_not_endless", condition=Q(verbatim__length__lte=WORDS_LIMIT)),
            models.CheckConstraint(name="a_ticket_has_a_known_stage", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(name="a_ticket_has_a_known_channel", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="an_open_ticket_has_its_hour",
                condition=Q(stage__in=OPEN, due_at__isnull=False) | (~Q(stage__in=OPEN) & Q(due_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="what_was_heard_was_restated",
                condition=~Q(stage__in=[Stage.TO_ASSESS, Stage.TO_DECIDE, Stage.ACCEPTED, Stage.DECLINED])
                | Q(listening__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_decided_was_assessed",
                condition=~Q(stage__in=[Stage.TO_DECIDE, Stage.ACCEPTED, Stage.DECLINED]) | Q(assessment__isnull=False),
            ),
            models.CheckConstraint(
                name="decided_if_and_only_if_there_is_a_current_decision",
                condition=Q(stage__in=[Stage.ACCEPTED, Stage.DECLINED], decision__isnull=False)
                | (~Q(stage__in=[Stage.ACCEPTED, Stage.DECLINED]) & Q(decision__isnull=True)),
            ),
            models.CheckConstraint(
                name="set_aside_if_and_only_if_there_is_a_reason",
                condition=Q(stage=Stage.SET_ASIDE, setting_aside__isnull=False)
                | (~Q(stage=Stage.SET_ASIDE) & Q(setting_aside__isnull=True)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="open_by_hour", condition=Q(due_at__isnull=False)),
            models.Index(fields=["stage", "due_at", "id"], name="stage_by_hour", condition=Q(due_at__isnull=False)),
            models.Index(fields=["stage", "waiting_since", "id"], name="stage_by_wait"),
            models.Index(
                fields=["product_area", "stage", "waiting_since", "id"], name="area_by_wait", include=["channel"]
            ),
            models.Index(fields=["channel", "stage", "waiting_since", "id"], name="channel_by_wait"),
            models.Index(fields=["owner", "stage", "waiting_since", "id"], name="owner_by_wait"),
            models.Index(fields=["owner", "due_at", "id"], name="owner_by_hour", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["product_area", "due_at", "id"], name="area_by_hour", condition=Q(due_at__isnull=False)
            ),
            models.Index(fields=["channel", "due_at", "id"], name="channel_by_hour", condition=Q(due_at__isnull=False)),
            models.Index(fields=["promised_from"], name="open_by_arrival", condition=Q(due_at__isnull=False)),
            models.Index(fields=["reckoned_with"], name="reckoned_with", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["stage", "waiting_since", "id"],
                name="unanswered_by_wait",
                condition=Q(unanswered_since__isnull=False),
            ),
            models.Index(fields=["received_by", "received_at"], name="received_by_whom"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people call it: CS-1042."""
        return f"CS-{self.pk}"

    @property
    def facts(self) -> dict[str, Any]:
        """What every event of it carries, so that counts need no other source."""
        return {
            "ticket_id": self.pk,
            "area_id": self.product_area_id,
            "channel": self.channel,
            "language": self.language,
            "company_id": self.customer.company_id if self.customer else None,
            "team_id": self.team_id,
        }

    def is_in_time(self, moment: datetime) -> bool:
        """Whether what it waits for came by the promised hour; asked before it moves on."""
        return self.due_at is None or moment <= self.due_at

    @property
    def is_open(self) -> bool:
        """Whether someone waits for a decision of ours."""
        return self.stage in OPEN
