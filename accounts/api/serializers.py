"""What shape have teams and views in the API?"""

from typing import Any, ClassVar

from rest_framework import serializers

from accounts.models import Audience, Place, SavedView, Team, User
from common.api.fields import WordsField, words


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


class SavedViewSerializer(serializers.ModelSerializer[SavedView]):
    """A list as someone filtered it."""

    owner = serializers.CharField(source="owner.email")

    class Meta:
        model = SavedView
        fields: ClassVar = ["id", "place", "name", "query", "audience", "team", "owner", "kept_at", "version"]


class ViewChangedSerializer(serializers.Serializer[Any]):
    """A name, who finds it, and what it shows; with the `version` one has seen, a change in between is kept."""

    name = WordsField()
    audience = serializers.ChoiceField(choices=Audience.choices, default=Audience.PRIVATE)
    team = serializers.PrimaryKeyRelatedField(
        queryset=Team.objects.current(), required=False, allow_null=True, default=None
    )
    query = WordsField(required=False)
    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class ViewSaidSerializer(serializers.Serializer[Any]):
    """What a new view is of, and what it shows: the query of the list's address."""

    place = serializers.ChoiceField(choices=Place.choices)
    name = WordsField()
    query = words()
    audience = serializers.ChoiceField(choices=Audience.choices, default=Audience.PRIVATE)
    team = serializers.PrimaryKeyRelatedField(
        queryset=Team.objects.current(), required=False, allow_null=True, default=None
    )
