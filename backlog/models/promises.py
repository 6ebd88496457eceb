"""What did a promise really take, and who asks a manager to make a large one?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from backlog.models.items import Item
from backlog.queries import ApprovalQuerySet
from tickets.models import Ticket

_PEOPLE = settings.AUTH_USER_MODEL


class PromiseUse(models.Model):
    """How often a promise was really needed in a month, and what that cost: the actual beside the plan."""

    class How(models.TextChoices):
        """Where the number comes from."""

        ENTERED = "entered", _("Entered")
        COUNTED = "counted", _("Counted from its tickets")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="uses", db_index=False)
    month = models.DateField(_("Month"), help_text="its first day")
    times = models.PositiveIntegerField(_("Times it was needed"))
    cost_each_time = models.DecimalField(_("Each time"), max_digits=14, decimal_places=2)
    cost = models.GeneratedField(
        expression=F("times") * F("cost_each_time"),
        output_field=models.DecimalField(max_digits=24, decimal_places=2),
        db_persist=True,
    )
    how = models.CharField(max_length=7, choices=How.choices)
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "month"], name="a_month_of_a_promise_is_accounted_for_once"),
            models.CheckConstraint(name="a_month_is_its_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(name="a_use_does_not_cost_less_than_nothing", condition=Q(cost_each_time__gte=0)),
            models.CheckConstraint(
                name="what_is_entered_was_entered_by_someone", condition=Q(how="counted") | Q(by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"PB-{self.item_id} in {self.month:%Y-%m}"


class ApprovalRequest(models.Model):
    """An acceptance that only a manager may make, in the words of whoever asks for it."""

    class Outcome(models.TextChoices):
        """What became of it."""

        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned with a question")
        OVERTAKEN = "overtaken", _("Overtaken")

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="approval_requests")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("Title of the new item"), max_length=200, blank=True)
    problem = models.TextField(_("The problem, in our words"), blank=True)
    promise = models.TextField(_("From now on we …"), blank=True)
    message = models.TextField(_("What the customer is told"))
    rationale = models.TextField(_("Rationale, for colleagues"), blank=True)
    importance = models.PositiveSmallIntegerField(_("Importance"), default=2)
    highlight = models.TextField(_("The words that matter"), blank=True)
    monthly_cost = models.DecimalField(_("Cost a month"), max_digits=16, decimal_places=2)
    asked_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(answered_at__isnull=True),
                name="a_ticket_asks_for_one_approval_at_a_time",
            ),
            models.CheckConstraint(
                name="an_answered_request_has_its_outcome",
                condition=Q(answered_at__isnull=True, outcome="") | (Q(answered_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="a_request_names_what_is_promised",
                condition=Q(item__isnull=False) | ~Q(promise__regex=r"^\s*$"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["asked_at", "id"], name="approval_open", condition=Q(answered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Approval {self.pk} of CS-{self.ticket_id}"
