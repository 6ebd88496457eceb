"""What makes tickets alike? Their terms, and how much each term weighs."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from tickets.queries import LikenessQuerySet, MeaningQuerySet


class Likeness(models.Model):
    """The terms of a ticket's words (tickets/likeness), sorted, and what makes comparing them fair."""

    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.CASCADE, primary_key=True, related_name="likeness")
    terms = ArrayField(models.IntegerField())
    length = models.FloatField(default=1.0, help_text="how much it claims, so that long texts are not like everything")
    crowd = models.FloatField(default=0.0, help_text="how like its nearest it is: what is like many says less")

    objects = LikenessQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["terms"], name="likeness_shared_terms", opclasses=["gin__int_ops"])]

    def __str__(self) -> str:
        return f"Likeness of CS-{self.ticket_id}"


class Meaning(models.Model):
    """Where a ticket's words point, as the operator's embedding service says; nothing is here without one."""

    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.CASCADE, primary_key=True, related_name="meaning")
    model = models.CharField(max_length=200)
    vector = models.BinaryField(help_text="a byte a dimension; empty: the service does not take these words")

    objects = MeaningQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Meaning of CS-{self.ticket_id}"


class TermWeight(models.Model):
    """How little a common term says; a term that is not here is rare and says much."""

    term = models.IntegerField(primary_key=True)
    weight = models.FloatField(help_text="inverse document frequency, natural logarithm")

    def __str__(self) -> str:
        return f"{self.term}: {self.weight:.2f}"
