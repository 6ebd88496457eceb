"""What was understood, weighed and decided? Each is written once; a new one takes its place, the old one stays."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from capabilities.models import Capability
from common.labels import Labelled
from tickets.queries import DecisionQuerySet
from tickets.vocabulary import AsideReason, Doer, Extent, Finding, Outcome, Reason

_PEOPLE = settings.AUTH_USER_MODEL


class Listening(models.Model):
    """What we understood of a complaint."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="listenings")
    restatement = models.TextField(_("What we understood"))
    situation = models.TextField(_("The situation"), blank=True)
    wish = models.TextField(_("What they wish for"), blank=True)
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="when the customer said: yes, that is it")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_listening_restates", condition=~Q(restatement__regex=r"^\s*$")),
        ]

    def __str__(self) -> str:
        return f"Listening of CS-{self.ticket_id}"


class Assessment(Labelled):
    """Could we keep doing this for everyone, for good? The answers, the numbers, and what was found."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="assessments")
    for_everyone = models.CharField(_("For everyone in this situation?"), max_length=13, choices=Extent.choices)
    for_good = models.CharField(_("For good?"), max_length=13, choices=Extent.choices)
    built_in = models.CharField(_("Who does the work each time?"), max_length=7, choices=Doer.choices)
    one_off_cost = models.DecimalField(_("One-off cost"), max_digits=14, decimal_places=2)
    cost_each_time = models.DecimalField(_("Each time"), max_digits=14, decimal_places=2)
    times_per_month = models.PositiveIntegerField(_("A month"))
    missing_capabilities = models.ManyToManyField(
        Capability, blank=True, related_name="assessments", verbose_name=_("Missing capability")
    )
    relationship = models.TextField(_("What it does to the relationship"), blank=True)
    recommended = models.CharField(max_length=15, choices=Finding.choices)
    finding = models.CharField(_("Finding"), max_length=15, choices=Finding.choices)
    rationale = models.TextField(_("Rationale"), blank=True)
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="costs_are_not_negative", condition=Q(one_off_cost__gte=0) & Q(cost_each_time__gte=0)
            ),
            models.CheckConstraint(
                name="a_departure_from_the_recommendation_says_why",
                condition=Q(finding=F("recommended")) | ~Q(rationale__regex=r"^\s*$"),
            ),
            models.CheckConstraint(
                name="an_assessment_answers_everything",
                condition=Q(for_everyone__in=Extent.values, for_good__in=Extent.values, built_in__in=Doer.values)
                & Q(finding__in=Finding.values),
            ),
        ]

    def __str__(self) -> str:
        return f"Assessment of CS-{self.ticket_id}"

    @property
    def monthly_cost(self) -> Decimal:
        """Each time × times a month."""
        return self.cost_each_time * self.times_per_month

    @property
    def departs(self) -> bool:
        """Whether a person saw it differently than the rules; the rationale says why."""
        return self.finding != self.recommended


class Decision(Labelled):
    """Accepted or declined: by whom, why, what the customer is told. Never changes: a trigger refuses it."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("Outcome"), max_length=8, choices=Outcome.choices)
    reason = models.CharField(_("Reason"), max_length=15, choices=Reason.choices, blank=True)
    rationale = models.TextField(_("Rationale"), blank=True)
    message = models.TextField(_("What the customer is told"))
    waiting_for = models.ForeignKey(
        Capability,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("Waits for"),
    )
    revisit_on = models.DateField(_("Look again on"), null=True, blank=True)
    precedent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("Decided as"),
    )
    relationship = models.CharField(
        max_length=8, blank=True, default="", db_default="", help_text="how far we had come with the customer by then"
    )
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_precedent_is_another_decision", condition=~Q(precedent=F("id"))),
            models.CheckConstraint(
                name="a_decline_has_a_reason_and_only_a_decline",
                condition=Q(outcome=Outcome.DECLINED, reason__in=Reason.values)
                | Q(outcome=Outcome.ACCEPTED, reason=""),
            ),
            models.CheckConstraint(name="a_decision_is_told", condition=~Q(message__regex=r"^\s*$")),
            models.CheckConstraint(
                name="a_not_yet_says_what_it_waits_for",
                condition=~Q(reason=Reason.NOT_YET) | Q(waiting_for__isnull=False) | Q(revisit_on__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["revisit_on"], name="decision_revisit", condition=Q(revisit_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Decision of CS-{self.ticket_id}"


class SettingAside(models.Model):
    """Why a ticket is not one that we judge."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="settings_aside")
    reason = models.CharField(_("Reason"), max_length=17, choices=AsideReason.choices)
    twin = models.ForeignKey(
        "tickets.Ticket",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("The other ticket"),
    )
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sent_twice_names_the_other_ticket",
                condition=Q(reason=AsideReason.SENT_TWICE, twin__isnull=False)
                | (~Q(reason=AsideReason.SENT_TWICE) & Q(twin__isnull=True)),
            ),
            models.CheckConstraint(name="the_other_ticket_is_another", condition=~Q(twin=F("ticket"))),
            models.CheckConstraint(name="setting_aside_has_a_known_reason", condition=Q(reason__in=AsideReason.values)),
        ]

    def __str__(self) -> str:
        return f"CS-{self.ticket_id} set aside"
