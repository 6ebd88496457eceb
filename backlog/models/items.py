"""What is an item, and what may never be true of it?"""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from backlog.queries import ItemQuerySet
from backlog.workflow import OPEN_STAGES, ItemStage
from common.labels import Labelled
from common.text import language_of
from tickets.models import ProductArea
from tickets.vocabulary import Reason

_PEOPLE = settings.AUTH_USER_MODEL


class Item(Labelled):
    """A product-backlog item: a problem that customers told us about, and what we promise from now on."""

    title = models.CharField(_("Title"), max_length=200)
    problem = models.TextField(_("Problem"))
    promise = models.TextField(_("Promise"), blank=True)
    promise_other = models.TextField(_("The promise in the other language"), blank=True)
    hypothesis_percent = models.PositiveSmallIntegerField(_("Fewer complaints by, in percent"), null=True, blank=True)
    hypothesis_days = models.PositiveSmallIntegerField(_("Within so many days"), null=True, blank=True)
    hypothesis_metric = models.CharField(_("Metric of its own"), max_length=120, blank=True)
    hypothesis_rises = models.BooleanField(_("It should rise"), default=False)
    hypothesis_before = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    hypothesis_found = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    acceptance = models.TextField(_("Done when"), blank=True)
    product_area = models.ForeignKey(
        ProductArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("Product area"),
    )
    monthly_cost = models.DecimalField(_("Cost a month"), max_digits=16, decimal_places=2, default=Decimal(0))
    stage = models.CharField(_("Stage"), max_length=11, choices=ItemStage.choices)
    rank = models.BigIntegerField(help_text="place in its column, by hand; smaller is higher")
    owner = models.ForeignKey(
        _PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Owner")
    )
    estimate = models.DecimalField(_("Estimate, in person-days"), max_digits=6, decimal_places=1, null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(_("How sure we are, in percent"), null=True, blank=True)
    weight = models.DecimalField(_("Weight"), max_digits=13, decimal_places=2, default=Decimal(0))
    workings = models.JSONField(
        default=dict, help_text="the formula and the figures that the weight came from, as text"
    )
    heard_count = models.PositiveIntegerField(default=0, help_text="tickets that spoke for it when it was weighed")
    weighed_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(help_text="when something was last done with it, or said for it")
    proposed_at = models.DateTimeField()
    shipped_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(_("Next review"), null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True, help_text="since when the promise no longer binds us")
    over_plan_in = models.DateField(null=True, blank=True, help_text="last month for which its owner was alarmed")
    drop_reason = models.CharField(_("Reason"), max_length=15, choices=Reason.choices, blank=True)
    drop_message = models.TextField(_("Message"), blank=True)
    joined_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="joined",
        help_text="what it turned out to be",
    )
    version = models.PositiveIntegerField(default=1, help_text="grows with every edit; what an ETag names")

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="an_item_has_a_title", condition=~Q(title__regex=r"^\s*$")),
            models.CheckConstraint(name="an_item_names_its_problem", condition=~Q(problem__regex=r"^\s*$")),
            models.CheckConstraint(name="an_item_has_a_known_stage", condition=Q(stage__in=ItemStage.values)),
            models.CheckConstraint(name="a_promise_does_not_cost_less_than_nothing", condition=Q(monthly_cost__gte=0)),
            models.CheckConstraint(
                name="a_hypothesis_has_a_number_and_its_days",
                condition=Q(hypothesis_percent__isnull=True, hypothesis_days__isnull=True)
                | Q(hypothesis_percent__isnull=False, hypothesis_days__isnull=False, hypothesis_days__gte=1),
            ),
            models.CheckConstraint(
                name="what_goes_to_work_has_a_promise",
                condition=Q(stage__in=[ItemStage.PROPOSED, ItemStage.DROPPED]) | ~Q(promise__regex=r"^\s*$"),
            ),
            models.CheckConstraint(
                name="what_is_shipped_has_its_day",
                condition=~Q(stage__in=[ItemStage.SHIPPED, ItemStage.VERIFIED]) | Q(shipped_at__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_retired_was_shipped",
                condition=Q(retired_at__isnull=True) | Q(shipped_at__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_dropped_says_why",
                condition=~Q(stage=ItemStage.DROPPED)
                | Q(joined_into__isnull=False)
                | (Q(drop_reason__in=Reason.values) & ~Q(drop_message__regex=r"^\s*$")),
            ),
            models.CheckConstraint(
                name="what_is_joined_is_dropped_for_another",
                condition=Q(joined_into__isnull=True) | (Q(stage=ItemStage.DROPPED) & ~Q(joined_into=F("id"))),
            ),
            models.CheckConstraint(
                name="an_estimate_is_more_than_nothing", condition=Q(estimate__isnull=True) | Q(estimate__gt=0)
            ),
            models.CheckConstraint(
                name="confidence_is_a_percentage", condition=Q(confidence__isnull=True) | Q(confidence__range=(1, 100))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["stage", "rank", "id"], name="item_column"),
            models.Index(fields=["weight", "id"], name="item_by_weight"),
            models.Index(fields=["stage", "weight", "id"], name="item_column_by_weight"),
            models.Index(fields=["heard_count", "id"], name="item_by_voices"),
            models.Index(fields=["monthly_cost", "id"], name="item_by_cost"),
            models.Index(fields=["proposed_at", "id"], name="item_by_age"),
            models.Index(Coalesce("product_area_id", 0), "id", name="item_by_area"),
            models.Index(fields=["weighed_at"], name="item_by_weighing"),
            models.Index(fields=["touched_at", "id"], name="item_untouched", condition=Q(stage__in=OPEN_STAGES)),
            models.Index(
                fields=["review_on"], name="item_review", condition=Q(review_on__isnull=False, retired_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """How people call it: PB-88."""
        return f"PB-{self.pk}"

    @property
    def hypothesis_change(self) -> int:
        """By how many percent its metric should change: below nothing where it should fall."""
        percent = self.hypothesis_percent or 0
        return percent if self.hypothesis_rises else -percent

    @property
    def promise_read(self) -> str:
        """The promise in the language of whoever reads, where it was written in that; else as it was written."""
        return self.promise_in(get_language() or "")

    def promise_in(self, language: str) -> str:
        """The promise in a language, where it was written in that; else as it was written."""
        return (
            self.promise_other if self.promise_other and language_of(self.promise_other) == language else self.promise
        )

    @property
    def is_in_force(self) -> bool:
        """Whether its promise binds us."""
        return bool(self.promise) and self.stage != ItemStage.DROPPED and self.retired_at is None
