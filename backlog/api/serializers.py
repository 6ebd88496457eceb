"""What shape has an item in the API, and what shape has what is said about it?"""

from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import User
from backlog.forms import VERDICTS
from backlog.models import ApprovalRequest, Item, PromiseUse
from backlog.recurrence import Standing
from backlog.workflow import ItemStage
from capabilities.models import Capability
from common.api.fields import WordsField, words
from tickets.api.seen import SeenSerializer
from tickets.models import ProductArea
from tickets.vocabulary import Reason


@extend_schema_field(str)
class ItemReference(serializers.Field):
    """PB-3 in, the item out."""

    def to_internal_value(self, data: Any) -> Any:
        """The item of a reference."""
        found = Item.objects.known_as(data)
        if found is None:
            raise serializers.ValidationError(_("There is no item of this number."))
        return found

    def to_representation(self, value: Any) -> str:
        """Its reference."""
        return str(value.reference)


class ItemSerializer(serializers.ModelSerializer[Item]):
    """An item."""

    reference = serializers.CharField(read_only=True)

    class Meta:
        model = Item
        fields: ClassVar = [
            "reference",
            "title",
            "problem",
            "promise",
            "promise_other",
            "hypothesis_percent",
            "hypothesis_days",
            "hypothesis_metric",
            "hypothesis_rises",
            "acceptance",
            "owner",
            "product_area",
            "monthly_cost",
            "estimate",
            "confidence",
            "stage",
            "weight",
            "proposed_at",
            "touched_at",
            "shipped_at",
            "review_on",
            "retired_at",
            "drop_reason",
            "drop_message",
            "version",
        ]


class ItemSaidSerializer(serializers.Serializer[Any]):
    """What an item says."""

    title = WordsField()
    problem = WordsField()
    promise = words()
    promise_other = words()
    product_area = serializers.PrimaryKeyRelatedField(
        queryset=ProductArea.objects.all(), required=False, allow_null=True, default=None
    )
    monthly_cost = serializers.DecimalField(max_digits=16, decimal_places=2, default=Decimal(0), allow_null=True)
    hypothesis_percent = serializers.IntegerField(required=False, allow_null=True, default=None)
    hypothesis_days = serializers.IntegerField(required=False, allow_null=True, default=None)
    hypothesis_metric = words()
    hypothesis_rises = serializers.BooleanField(default=False)
    acceptance = words()
    owner = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), required=False, allow_null=True, default=None
    )
    estimate = serializers.DecimalField(
        max_digits=30, decimal_places=None, required=False, allow_null=True, default=None
    )
    confidence = serializers.IntegerField(required=False, allow_null=True, default=None)


class NewItemSerializer(serializers.Serializer[Any]):
    """An item that accepting makes."""

    title = WordsField()
    problem = WordsField()
    promise = WordsField()


class AcceptanceSerializer(SeenSerializer):
    """A yes: on an item, or a new one."""

    item = ItemReference(required=False, allow_null=True, default=None)
    new_item = NewItemSerializer(required=False, allow_null=True, default=None)
    importance = serializers.IntegerField(default=2)
    highlight = words()
    rationale = words()
    message = WordsField()


class MoveSerializer(serializers.Serializer[Any]):
    """Where to."""

    stage = serializers.ChoiceField(ItemStage.choices, required=False, default=None, allow_null=True)
    after = ItemReference(required=False, allow_null=True, default=None)
    before = ItemReference(required=False, allow_null=True, default=None)


class DropSerializer(serializers.Serializer[Any]):
    """Taking a promise back."""

    reason = serializers.ChoiceField(Reason.choices)
    message = WordsField()
    waiting_for = serializers.PrimaryKeyRelatedField(
        queryset=Capability.objects.all(), required=False, allow_null=True, default=None
    )
    revisit_on = serializers.DateField(required=False, allow_null=True, default=None)


class VoiceSerializer(serializers.Serializer[Any]):
    """One ticket's evidence."""

    ticket = serializers.CharField(source="ticket.reference")
    verbatim = serializers.CharField(source="ticket.verbatim")
    customer = serializers.CharField(source="ticket.customer.name", default=None)
    item = serializers.CharField(source="item.reference")
    importance = serializers.IntegerField()
    highlight = serializers.CharField()
    joined_at = serializers.DateTimeField()
    standing = serializers.ChoiceField(Standing.choices, allow_blank=True)


class ReviewSerializer(serializers.Serializer[Any]):
    """What becomes of a promise: keep (with the next review), change (text, cost), retire; each with a reason."""

    verdict = serializers.ChoiceField(VERDICTS)
    reason = WordsField()
    review_on = serializers.DateField(required=False, allow_null=True, default=None)
    promise = WordsField(required=False, allow_null=True, default=None)
    promise_other = WordsField(required=False, allow_null=True, default=None)
    monthly_cost = serializers.DecimalField(
        max_digits=30, decimal_places=2, required=False, allow_null=True, default=None
    )


class UseSaidSerializer(serializers.Serializer[Any]):
    """One month of a promise, as 2026-10 or one of its days."""

    month = serializers.DateField(input_formats=["%Y-%m", "iso-8601"])
    times = serializers.IntegerField()
    cost_each_time = serializers.DecimalField(max_digits=30, decimal_places=2)


class UseSerializer(serializers.ModelSerializer[PromiseUse]):
    """How often a promise was really needed in a month."""

    cost = serializers.DecimalField(max_digits=24, decimal_places=2, read_only=True)

    class Meta:
        model = PromiseUse
        fields: ClassVar = ["month", "times", "cost_each_time", "cost", "how"]


class ApprovalSerializer(serializers.ModelSerializer[ApprovalRequest]):
    """An acceptance that waits for a manager, or did."""

    ticket = serializers.CharField(source="ticket.reference", read_only=True)
    item = serializers.CharField(source="item.reference", default=None, read_only=True)
    asked_by = serializers.CharField(source="asked_by.email", read_only=True)
    answered_by = serializers.CharField(source="answered_by.email", default=None, read_only=True)

    class Meta:
        model = ApprovalRequest
        fields: ClassVar = [
            "id",
            "ticket",
            "item",
            "title",
            "problem",
            "promise",
            "message",
            "rationale",
            "monthly_cost",
            "asked_by",
            "asked_at",
            "answered_by",
            "answered_at",
            "outcome",
        ]
