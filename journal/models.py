"""What is kept of what happened? Entries, which never change, and deliveries, which are what must follow."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTransform

from journal.queries import DeliveryQuerySet, EntryQuerySet


class Entry(models.Model):
    """One thing that happened: timeline, audit and source of every reaction. Append-only by a trigger."""

    kind = models.CharField(max_length=60, help_text="name of the event")
    about_type = models.CharField(max_length=40, help_text="e.g. tickets.ticket")
    about_id = models.BigIntegerField()
    plain = models.JSONField(help_text="the fields of the event")
    actor_role = models.CharField(max_length=20)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["about_type", "about_id", "id"], name="entry_timeline"),
            models.Index(fields=["kind", "at", "id"], name="entry_kind_at"),
            models.Index(fields=["at", "id"], name="entry_at"),
            models.Index(
                KeyTransform("company_id", "plain"),
                "at",
                "id",
                name="entry_of_company",
                condition=Q(plain__company_id__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about_type} {self.about_id}"


class Delivery(models.Model):
    """One reaction that must follow one entry, until it is done or given up visibly."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="deliveries")
    reaction = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "reaction"], name="a_reaction_follows_an_entry_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], name="delivery_due", condition=Q(done_at__isnull=True, dead_at__isnull=True)
            ),
            models.Index(fields=["dead_at", "id"], name="delivery_given_up", condition=Q(dead_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.entry_id}"
