"""Which closed words does the room know? By what complaints are counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Family(models.TextChoices):
    """By what complaints are counted, each with a history of its own."""

    AREA = "area", _("By area")
    KIN = "kin", _("By what is alike")
    WORD = "word", _("By word")


ALL = "all"
"""All complaints: when in a week they come; nothing is raised of them."""
