"""What shape has a product area in the API, and what shape has what is said about it?"""

from typing import Any, ClassVar

from rest_framework import serializers

from common.api.fields import WordsField, words
from tickets.models import ProductArea


class ProductAreaSerializer(serializers.ModelSerializer[ProductArea]):
    """A part of what we offer."""

    class Meta:
        model = ProductArea
        fields: ClassVar = ["id", "name", "name_ko", "parent", "monthly_promise_budget", "promise_needs_manager_above"]


class AreaSaidSerializer(serializers.Serializer[Any]):
    """What an area is called, and what its promises may cost a month."""

    name = WordsField()
    name_ko = words()
    monthly_promise_budget = serializers.DecimalField(
        max_digits=30, decimal_places=2, required=False, allow_null=True, default=None
    )
    promise_needs_manager_above = serializers.DecimalField(
        max_digits=30, decimal_places=2, required=False, allow_null=True, default=None
    )
