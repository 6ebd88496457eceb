"""Who is given what comes in? Rules in their order; the first that fits and has somebody with room gives."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from customers.models import Language
from tickets.models.areas import ProductArea


class AssignmentRule(models.Model):
    """What comes in of an area and in a language goes to a team's members in turn, to each no more than so many."""

    area = models.ForeignKey(
        ProductArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Area")
    )
    language = models.CharField(_("Language"), max_length=2, choices=Language.choices, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", verbose_name=_("Team"))
    most_open = models.PositiveSmallIntegerField(_("Open tickets each, at most"))
    last_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_rule_gives_something", condition=Q(most_open__gt=0)),
        ]

    def __str__(self) -> str:
        return f"Rule {self.pk}"
