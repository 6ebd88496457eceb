"""What is a voice, and what may never be true of it?"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backlog.models.items import Item
from backlog.models.regroupings import Regrouping
from backlog.queries import VoiceQuerySet
from backlog.recurrence import Standing
from tickets.models import Decision, Ticket


class Voice(models.Model):
    """One ticket's evidence on an item. Withdrawn when the ticket is no longer accepted or speaks elsewhere; never deleted."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="voices", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="voices", db_index=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="voices")
    importance = models.PositiveSmallIntegerField(_("Importance"), default=2)
    highlight = models.TextField(_("Highlighted words"), blank=True)
    joined_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    brought_by = models.ForeignKey(
        Regrouping, on_delete=models.PROTECT, null=True, blank=True, related_name="brought_here", db_index=False
    )
    taken_by = models.ForeignKey(
        Regrouping, on_delete=models.PROTECT, null=True, blank=True, related_name="taken_away", db_index=False
    )
    standing = models.CharField(max_length=9, choices=Standing.choices, blank=True, help_text="after the release")

    objects = VoiceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "ticket"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_ticket_speaks_for_an_item_once",
            ),
            models.CheckConstraint(name="importance_is_one_to_three", condition=Q(importance__range=(1, 3))),
            models.CheckConstraint(
                name="what_was_taken_away_is_withdrawn",
                condition=Q(taken_by__isnull=True) | Q(withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_voice_has_a_known_standing", condition=Q(standing__in=["", *Standing.values])
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["item", "id"], name="voice_on_item", condition=Q(withdrawn_at__isnull=True)),
            models.Index(fields=["ticket", "id"], name="voice_of_ticket"),
            models.Index(fields=["brought_by"], name="voice_brought", condition=Q(brought_by__isnull=False)),
            models.Index(fields=["taken_by"], name="voice_taken", condition=Q(taken_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"CS-{self.ticket_id} on PB-{self.item_id}"
