"""What shape has a complaint in the API?"""

from typing import Any

from rest_framework import serializers

from common.api.fields import WordsField, words
from customers.models import Customer, Language
from tickets.api.fields import FilledField
from tickets.api.said import KEYS
from tickets.models import ProductArea
from tickets.vocabulary import Channel


class SomebodySerializer(serializers.Serializer[Any]):
    """A customer as someone names them: known by number, or by name and address."""

    id = serializers.PrimaryKeyRelatedField(queryset=Customer.objects.all(), required=False)
    name = words()
    email = serializers.EmailField(required=False, default="", allow_blank=True, max_length=254)
    phone = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)
    company = words()
    language = serializers.ChoiceField(Language.choices, default=Language.KO)


class ReceivingSerializer(serializers.Serializer[Any]):
    """A complaint; `customer` null means anonymous."""

    verbatim = WordsField()
    customer = SomebodySerializer(allow_null=True)
    channel = serializers.ChoiceField(Channel.choices, default=Channel.API)
    product_area = serializers.PrimaryKeyRelatedField(
        queryset=ProductArea.objects.all(), required=False, allow_null=True, default=None
    )
    occurred_on = serializers.DateField(required=False, allow_null=True, default=None)
    tags = serializers.ListField(child=WordsField(), required=False, default=list, max_length=100)
    held = KEYS
    fields = FilledField(default=dict)  # type: ignore[assignment]  # taken out by the metaclass
