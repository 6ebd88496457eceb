"""Which words did an administrator put in the place of the house's own? Defaults stand in `tickets/wording/`."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from customers.models import Language
from tickets.vocabulary import DraftKind

_PEOPLE = settings.AUTH_USER_MODEL


class Draft(models.Model):
    """The draft of a kind in a language, where it is not the house's own."""

    kind = models.CharField(_("Draft"), max_length=15, choices=DraftKind.choices)
    language = models.CharField(_("Language"), max_length=2, choices=Language.choices)
    body = models.TextField(_("Text"))
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "language"], name="a_kind_has_one_draft_in_a_language"),
            models.CheckConstraint(name="a_draft_says_something", condition=~Q(body__regex=r"^\s*$")),
            models.CheckConstraint(name="a_draft_is_of_a_known_kind", condition=Q(kind__in=DraftKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"


class Phrase(models.Model):
    """A phrase that an administrator added, reworded the suggestion of, or took off the list."""

    language = models.CharField(_("Language"), max_length=2, choices=Language.choices)
    phrase = models.CharField(_("Phrase"), max_length=80)
    suggestion = models.CharField(_("Suggestion"), max_length=300)
    is_watched = models.BooleanField(default=True)
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("language", Lower("phrase"), name="a_phrase_is_listed_once_in_a_language"),
            models.CheckConstraint(name="a_phrase_says_something", condition=~Q(phrase__regex=r"^\s*$")),
        ]

    def __str__(self) -> str:
        return self.phrase
