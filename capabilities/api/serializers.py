"""What shape has a capability in the API?"""

from typing import ClassVar

from rest_framework import serializers

from capabilities.models import Capability


class CapabilitySerializer(serializers.ModelSerializer[Capability]):
    """A capability."""

    class Meta:
        model = Capability
        fields: ClassVar = ["id", "name", "description", "named_at", "arrived_at"]


class NamingSerializer(serializers.Serializer[Capability]):
    """What is needed to name one."""

    name = serializers.CharField(trim_whitespace=False, allow_blank=True)
    description = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
