"""Which browsers may be woken, and with what? Rows are the jobs, as with mails."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from notifications.models.notices import Notice
from notifications.queries import PushQuerySet


class Browser(models.Model):
    """A browser in which a colleague allowed us to show notices; its address is the push service's, nobody else's."""

    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="browsers")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=120, help_text="the browser's public key: what we send only it can read")
    auth = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"browser {self.pk} of colleague {self.colleague_id}"


class Push(models.Model):
    """One notice, to be shown by one browser, until it is sent or given up visibly."""

    browser = models.ForeignKey(Browser, on_delete=models.CASCADE, related_name="pushes")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="pushes", db_index=False)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = PushQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pushes"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice", "browser"],
                condition=Q(sent_at__isnull=True, dead_at__isnull=True),
                name="a_browser_waits_once_to_show_a_notice",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="push_due", condition=Q(sent_at__isnull=True, dead_at__isnull=True)),
            models.Index(fields=["dead_at"], name="push_given_up", condition=Q(dead_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"notice {self.notice_id} to {self.browser}"
