"""Which replies are kept under a name, to be used again?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Audience, Team
from tickets.queries.replies import SavedReplyQuerySet


class SavedReply(models.Model):
    """A text that is written again and again, in one language or both; its facts are filled in for each ticket."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="replies", db_index=False
    )
    name = models.CharField(_("Name"), max_length=80)
    ko = models.TextField(_("In Korean"), blank=True)
    en = models.TextField(_("In English"), blank=True)
    audience = models.CharField(_("Who finds it"), max_length=8, choices=Audience.choices)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    kept_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SavedReplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("owner", Lower("name"), name="a_saved_reply_has_a_name_of_its_own"),
            models.CheckConstraint(
                name="a_saved_reply_says_something", condition=~Q(ko__regex=r"^\s*$") | ~Q(en__regex=r"^\s*$")
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.TEAM, team__isnull=False)
                | Q(audience__in=[Audience.PRIVATE, Audience.EVERYONE], team__isnull=True),
                name="a_saved_reply_for_a_team_names_it",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["audience", "name"], name="saved_reply_by_audience")]

    def __str__(self) -> str:
        return self.name

    @property
    def languages(self) -> list[str]:
        """In which languages it says something."""
        return [language for language, words in (("한국어", self.ko), ("English", self.en)) if words.strip()]
