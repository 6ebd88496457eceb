"""What shape has a customer in the API?"""

from typing import ClassVar

from rest_framework import serializers

from customers.models import Customer


class CustomerSerializer(serializers.ModelSerializer[Customer]):
    """A customer as colleagues see them."""

    company = serializers.CharField(source="company.name", default=None)

    class Meta:
        model = Customer
        fields: ClassVar = ["id", "name", "email", "phone", "company", "language", "relationship", "monthly_value"]


class GuardedCustomerSerializer(CustomerSerializer):
    """A customer without how to reach them, for those who only look."""

    class Meta:
        model = Customer
        fields: ClassVar = ["id", "name", "company", "language", "relationship"]


class CorrectionSerializer(serializers.ModelSerializer[Customer]):
    """What is put right; what is left out stays as it is."""

    company = serializers.CharField(required=False, allow_blank=True, max_length=160)

    class Meta:
        model = Customer
        fields: ClassVar = ["name", "email", "phone", "company", "language", "relationship", "monthly_value"]
