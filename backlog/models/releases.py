"""What was shipped together, when, and who has it?"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from backlog.models.items import Item
from backlog.queries import ReleaseQuerySet, ShipmentQuerySet
from customers.models import Company, Customer


class Release(models.Model):
    """What ships together: planned with a name, shipped with a version and a day."""

    name = models.CharField(_("Name"), max_length=120)
    version = models.CharField(_("Version"), max_length=60, blank=True)
    planned_on = models.DateField(_("Planned for"), null=True, blank=True)
    notes_ko = models.TextField(_("Notes in Korean"), blank=True)
    notes_en = models.TextField(_("Notes in English"), blank=True)
    planned_at = models.DateTimeField()
    shipped_at = models.DateTimeField(null=True, blank=True, help_text="since when the first customers have it")
    recorded_at = models.DateTimeField(null=True, blank=True, help_text="when we said that it is shipped")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_release_has_a_name", condition=~Q(name__regex=r"^\s*$")),
            models.CheckConstraint(
                name="a_shipped_release_has_its_version_and_its_day",
                condition=Q(shipped_at__isnull=True, recorded_at__isnull=True)
                | (
                    Q(shipped_at__isnull=False, recorded_at__isnull=False, shipped_at__lte=F("recorded_at"))
                    & ~Q(version__regex=r"^\s*$")
                ),
            ),
            models.UniqueConstraint(
                Lower("version"), name="a_version_is_shipped_once", condition=Q(shipped_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["planned_at", "id"], name="release_planned", condition=Q(shipped_at__isnull=True)),
            models.Index(fields=["shipped_at", "id"], name="release_shipped", condition=Q(shipped_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()

    def notes(self, language: str) -> str:
        """What was written about it in a language."""
        return self.notes_ko if language == "ko" else self.notes_en


class Shipment(models.Model):
    """An item in a release: to be shipped with it, or shipped with it."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="shipments", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="shipments")
    shipped_at = models.DateTimeField(null=True, blank=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "item"], name="an_item_is_in_a_release_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(shipped_at__isnull=True), name="an_item_waits_in_one_release"
            ),
        ]

    def __str__(self) -> str:
        return f"PB-{self.item_id} in release {self.release_id}"


class Share(models.Model):
    """From a moment on so many of a hundred customers have a release. A larger share holds every smaller one."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="shares", db_index=False)
    percent = models.PositiveSmallIntegerField(_("Percent"))
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "percent"], name="a_share_of_a_release_begins_once"),
            models.CheckConstraint(name="a_share_is_one_to_a_hundred_percent", condition=Q(percent__range=(1, 100))),
        ]
        indexes: ClassVar = [models.Index(fields=["since"], name="share_begins")]

    def __str__(self) -> str:
        return f"{self.percent} % of release {self.release_id}"


class Grant(models.Model):
    """From a moment on a company's customers, or one customer, have a release."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="grants", db_index=False)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateTimeField()
    inherited_from = models.ForeignKey(
        Customer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="the record that had it, when both became one",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_grant_names_a_company_or_a_customer",
                condition=Q(company__isnull=False, customer__isnull=True)
                | Q(company__isnull=True, customer__isnull=False),
            ),
            models.UniqueConstraint(fields=["release", "company"], name="a_company_is_granted_a_release_once"),
            models.UniqueConstraint(fields=["release", "customer"], name="a_customer_is_granted_a_release_once"),
        ]

    def __str__(self) -> str:
        return f"Release {self.release_id} for {self.company or self.customer}"
