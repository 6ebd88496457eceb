"""What does everybody need? First answers, so that nothing is done twice, and documents, so that it is found."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from common.finding import DocumentQuerySet


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


class Document(models.Model):
    """What can be found about one thing: its words, and the pieces by which they are found."""

    kind = models.CharField(max_length=10)
    about_id = models.BigIntegerField()
    text = models.TextField()
    pieces = ArrayField(models.IntegerField())

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "about_id"], name="a_thing_has_one_document"),
        ]
        indexes: ClassVar = [GinIndex(fields=["pieces"], name="document_pieces", opclasses=["gin__int_ops"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.about_id}"


class KnownWord(models.Model):
    """A word that some document has: what may be meant when somebody slips."""

    word = models.CharField(max_length=40, primary_key=True)
    sounds = models.CharField(max_length=160, help_text="its letters in Latin script")

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["sounds"], name="known_word_sounds", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word
