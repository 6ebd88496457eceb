"""What else does this firm want to know of a ticket? Fields of its own, their choices, and what was filled in."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tickets.models.areas import ProductArea
from tickets.queries import CustomFieldQuerySet
from tickets.vocabulary import FieldKind


class Named(models.Model):
    """Something an administrator named, in English and perhaps in Korean; taken out of use, never deleted."""

    name = models.CharField(_("Name"), max_length=80)
    name_ko = models.CharField(_("Name in Korean"), max_length=80, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_ko if self.name_ko and (get_language() or "").startswith("ko") else self.name


class CustomField(Named):
    """A field of the firm's own: its kind never changes, so that what was filled in stays what it was."""

    kind = models.CharField(_("Kind"), max_length=6, choices=FieldKind.choices)
    product_area = models.ForeignKey(
        ProductArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="fields",
        verbose_name=_("Product area"),
        help_text="its parts have the field, too; none: every ticket has it",
    )

    objects = CustomFieldQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("name"), name="a_field_in_use_is_named_once", condition=Q(retired_at__isnull=True)
            ),
            models.CheckConstraint(condition=~Q(name__regex=r"^\s*$"), name="a_field_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=FieldKind.values), name="a_field_is_of_a_known_kind"),
        ]


class FieldChoice(Named):
    """One answer that a field of choices offers."""

    field = models.ForeignKey(CustomField, on_delete=models.PROTECT, related_name="choices")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("field", Lower("name"), name="a_choice_is_offered_once"),
            models.CheckConstraint(condition=~Q(name__regex=r"^\s*$"), name="a_choice_has_a_name"),
        ]


class FieldValue(models.Model):
    """What was filled in: one column by the kind of its field, each with an index of its own."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="field_values", db_index=False)
    field = models.ForeignKey(CustomField, on_delete=models.PROTECT, related_name="values", db_index=False)
    text = models.CharField(max_length=500, null=True, blank=True)  # noqa: DJ001 (null: of another kind)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    choice = models.ForeignKey(
        FieldChoice, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    day = models.DateField(null=True, blank=True)
    yes = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ticket", "field"], name="a_field_is_filled_in_once"),
            models.CheckConstraint(
                name="a_value_is_of_one_kind",
                condition=Q(text__isnull=False, number=None, choice=None, day=None, yes=None)
                | Q(text=None, number__isnull=False, choice=None, day=None, yes=None)
                | Q(text=None, number=None, choice__isnull=False, day=None, yes=None)
                | Q(text=None, number=None, choice=None, day__isnull=False, yes=None)
                | Q(text=None, number=None, choice=None, day=None, yes__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["field", "number", "ticket"], name="value_number", condition=Q(number__isnull=False)),
            models.Index(fields=["field", "choice", "ticket"], name="value_choice", condition=Q(choice__isnull=False)),
            models.Index(fields=["field", "day", "ticket"], name="value_day", condition=Q(day__isnull=False)),
            models.Index(fields=["field", "yes", "ticket"], name="value_yes", condition=Q(yes__isnull=False)),
            GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="value_text_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.field_id} of CS-{self.ticket_id}"

    @property
    def said(self) -> object:
        """The value itself, whatever its kind."""
        return getattr(self, self.field.kind)
