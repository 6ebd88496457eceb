"""What goes out, and how often was it tried? Rows are the jobs."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from connections.models.connection import Connection
from connections.queries import PostQuerySet


class Post(models.Model):
    """One thing that one connection is told, under one name however often it is tried, until it went or was given up."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="posts", db_index=False)
    name = models.CharField(max_length=40, unique=True, help_text="the webhook-id: stays the same on every attempt")
    type = models.CharField(max_length=30)
    subject = models.CharField(max_length=40, help_text="what it is about, e.g. CS-12")
    body = models.JSONField(null=True, help_text="what it says; forgotten a week after it went")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts_count = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["connection", "id"], name="post_log"),
            models.Index(
                fields=["connection", "due_at"],
                name="post_due",
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
            ),
            models.Index(fields=["made_at"], name="post_made"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"

    @property
    def next_at(self) -> datetime:
        """When it is tried next: at its time, but not while its connection rests."""
        return max(self.due_at, self.connection.resting_until or self.due_at)

    @property
    def state(self) -> str:
        """How it is: sent, given up, tried in vain so far, or waiting."""
        if self.done_at:
            return "sent"
        if self.dead_at:
            return "given_up"
        return "failing" if self.attempts_count else "waiting"


class Attempt(models.Model):
    """One try: what the other side answered, or why it did not."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    ms = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=1000, blank=True, help_text="the answer's beginning, or what went wrong")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.status or self.said}"

    @property
    def is_good(self) -> bool:
        """Whether the other side said yes."""
        return self.status is not None and 200 <= self.status < 300
