"""What makes tickets alike? Their terms, and how much each term weighs."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from tickets.queries import LikenessQuerySet


class Likeness(models.Model):
    """The terms of a ticket's words (tickets/likeness.py)."""

    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.CASCADE, primary_key=True, related_name="likeness")
    terms = ArrayField(models.IntegerField())

    objects = LikenessQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["terms"], name="likeness_terms")]

    def __str__(self) -> str:
        return f"Likeness of CS-{self.ticket_id}"


class TermWeight(models.Model):
    """How little a common term says; a term that is not here is rare and says much."""

    term = models.IntegerField(primary_key=True)
    weight = models.FloatField(help_text="inverse document frequency, natural logarithm")

    def __str__(self) -> str:
        return f"{self.term}: {self.weight:.2f}"
