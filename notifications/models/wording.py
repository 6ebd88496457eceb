"""Which words of the mails to customers did an administrator put in the place of the house's own, and how many a day may go?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import Language

_PEOPLE = settings.AUTH_USER_MODEL


class MailPart(models.TextChoices):
    """A part of a mail to customers that is the same in all of its kind."""

    SUBJECT = "subject", _("Heading")
    GREETING = "greeting", _("Greeting")
    OPENING = "opening", _("Beginning")
    CLOSING = "closing", _("End")
    NOT_YET = "not_yet", _("End of a “not yet”")
    BUTTON = "button", _("Button to their page")
    YES = "yes", _("Button: we heard right")
    NOT_QUITE = "not_quite", _("Button: we did not")
    NOTE = "note", _("About the link")


class MailWords(models.Model):
    """One part of one mail in a language, where it is not the house's own."""

    kind = models.CharField(max_length=13)
    language = models.CharField(_("Language"), max_length=2, choices=Language.choices)
    part = models.CharField(max_length=9, choices=MailPart.choices)
    body = models.TextField(_("Text"))
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "language", "part"], name="a_part_of_a_mail_has_one_wording_in_a_language"
            ),
            models.CheckConstraint(name="a_part_of_a_mail_says_something", condition=~Q(body__regex=r"^\s*$")),
            models.CheckConstraint(name="a_part_of_a_mail_is_a_known_one", condition=Q(part__in=MailPart.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.part} ({self.language})"


class MailCap(models.Model):
    """How many mails of ours one customer gets in a day, where an administrator chose; 0: any number."""

    most_a_day = models.PositiveSmallIntegerField(_("Mails a day to one customer, at most"))
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="there_is_one_cap_of_mails", condition=Q(pk=1)),
            models.CheckConstraint(name="a_cap_of_mails_is_at_most_a_hundred", condition=Q(most_a_day__lte=100)),
        ]

    def __str__(self) -> str:
        return str(self.most_a_day)
