"""The first answers that were given to a key, so that the same question is not acted on twice."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class FirstAnswer(models.Model):
    """What was answered to a key of a person; the same key gets the same answer again for a day."""

    whose = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    question = models.CharField(max_length=64, help_text="SHA-256 of what was asked")
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["whose", "key"], name="a_key_of_a_person_is_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.whose}: {self.key}"
