"""What does a colleague hear of? News, gathered into one notice for each thing that they are about."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from notifications.models.mails import Mail
from notifications.queries import NewsQuerySet, NoticeQuerySet
from notifications.vocabulary import About, NewsKind, When, Why

_PEOPLE = settings.AUTH_USER_MODEL


class Notice(models.Model):
    """What a colleague has not read about one thing; or what they read, once. Ten events on one ticket are one notice."""

    colleague = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    about_type = models.CharField(max_length=10, choices=About.choices)
    about_id = models.BigIntegerField()
    kind = models.CharField(max_length=17, choices=NewsKind.choices, help_text="of the newest")
    why = models.CharField(max_length=10, choices=Why.choices, help_text="of the newest")
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    count = models.PositiveIntegerField(default=0)
    is_shown = models.BooleanField(default=False, help_text="whether any of it is for the list, not for mails only")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["colleague", "about_type", "about_id"],
                condition=Q(read_at__isnull=True),
                name="what_is_unread_about_a_thing_is_one_notice",
            ),
            models.CheckConstraint(
                name="a_notice_is_of_a_known_kind",
                condition=Q(kind__in=NewsKind.values, why__in=Why.values, about_type__in=About.values),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["colleague", "-last_at", "-id"], name="notice_newest", condition=Q(is_shown=True)),
            models.Index(
                fields=["colleague", "-last_at", "-id"],
                name="notice_unread",
                condition=Q(is_shown=True, read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.about_type} {self.about_id} to colleague {self.colleague_id}"


class News(models.Model):
    """One thing that happened, of which one colleague hears; and by which mail, or by which digest."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="news")
    colleague = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=17, choices=NewsKind.choices)
    source = models.BigIntegerField(help_text="number of what tells of it: the entry, or the row that came about")
    why = models.CharField(max_length=10, choices=Why.choices)
    by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    by_mail = models.CharField(max_length=7, choices=When.choices)
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, null=True, blank=True, related_name="news")
    digest = models.ForeignKey(
        "notifications.Digest", on_delete=models.PROTECT, null=True, blank=True, related_name="news"
    )

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "news"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["colleague", "kind", "source"], name="a_colleague_hears_a_thing_once"),
            models.CheckConstraint(
                name="news_is_of_a_known_kind", condition=Q(kind__in=NewsKind.values, by_mail__in=When.values)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["by_mail", "colleague"],
                name="news_for_a_digest",
                condition=Q(by_mail__in=["daily", "weekly"], digest__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source} to colleague {self.colleague_id}"


class Mute(models.Model):
    """A thing of which a colleague wants to hear nothing more."""

    colleague = models.ForeignKey(_PEOPLE, on_delete=models.CASCADE, related_name="+", db_index=False)
    about_type = models.CharField(max_length=10, choices=About.choices)
    about_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "colleague"], name="a_thing_is_muted_once_by_a_colleague"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["colleague", "-id"], name="mute_of_colleague")]

    def __str__(self) -> str:
        return f"colleague {self.colleague_id} hears nothing of {self.about_type} {self.about_id}"
