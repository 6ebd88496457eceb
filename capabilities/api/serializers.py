"""What shape has a capability in the API?"""

from typing import Any, ClassVar

from rest_framework import serializers

from accounts.models import User
from capabilities.models import Capability
from common.api.fields import WordsField


class CapabilitySerializer(serializers.ModelSerializer[Capability]):
    """A capability."""

    owner = serializers.CharField(source="owner.email", default=None)

    class Meta:
        model = Capability
        fields: ClassVar = [
            "id",
            "name",
            "description",
            "owner",
            "expected_on",
            "depends_on",
            "named_at",
            "arrived_at",
            "version",
        ]


class NamingSerializer(serializers.Serializer[Capability]):
    """What is needed to name one."""

    name = serializers.CharField(trim_whitespace=False, allow_blank=True)
    description = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class PlanSerializer(serializers.Serializer[Any]):
    """What may be changed about one; what is left out stays."""

    name = WordsField(required=False)
    description = WordsField(required=False)
    owner = serializers.SlugRelatedField(
        slug_field="email", queryset=User.objects.working(), allow_null=True, required=False
    )
    expected_on = serializers.DateField(allow_null=True, required=False)
    depends_on = serializers.PrimaryKeyRelatedField(queryset=Capability.objects.all(), many=True, required=False)


class ArrivalSerializer(serializers.Serializer[Any]):
    """Whether the customers who wait hear at once that we look again."""

    tell_them = serializers.BooleanField(default=False)
