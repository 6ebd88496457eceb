"""What shape have teams in the API?"""

from typing import Any, ClassVar

from rest_framework import serializers

from accounts.models import Team, User
from common.api.fields import WordsField


class TeamSerializer(serializers.ModelSerializer[Team]):
    """A team."""

    members: Any = serializers.SlugRelatedField(slug_field="email", many=True, read_only=True)

    class Meta:
        model = Team
        fields: ClassVar = ["id", "name", "members", "formed_at", "version"]


class TeamSaidSerializer(serializers.Serializer[Any]):
    """A name and the addresses of who belongs to it."""

    name = WordsField()
    members = serializers.SlugRelatedField(slug_field="email", queryset=User.objects.all(), many=True, required=False)


class TeamChangedSerializer(TeamSaidSerializer):
    """As it shall be from now on; with the `version` one has seen, a change in between is not overwritten."""

    members = serializers.SlugRelatedField(slug_field="email", queryset=User.objects.all(), many=True)
    version = serializers.IntegerField(required=False, allow_null=True, default=None)
