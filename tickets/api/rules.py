"""The API doors to the rules of who is given what comes in."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import Team
from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order
from customers.models import Language
from tickets.actions.ruling import make_rule, remove_rule
from tickets.models import AssignmentRule, ProductArea


class RuleSerializer(serializers.ModelSerializer[AssignmentRule]):
    """A rule; they are followed in the order of their numbers."""

    class Meta:
        model = AssignmentRule
        fields: ClassVar = ["id", "area", "language", "team", "most_open"]


class RuleSaidSerializer(serializers.Serializer[Any]):
    """What comes in of an area, in a language, goes to a team's members in turn."""

    area = serializers.PrimaryKeyRelatedField(
        queryset=ProductArea.objects.all(), required=False, allow_null=True, default=None
    )
    language = serializers.ChoiceField(choices=Language.choices, required=False, allow_blank=True, default="")
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.current())
    most_open = serializers.IntegerField()


class RulesView(Door):
    """The rules."""

    @extend_schema(
        operation_id="assignment_rules_list",
        responses=RuleSerializer(many=True),
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of rules, in the order in which they are followed."""
        rows = AssignmentRule.objects.all()
        return paged(request, rows, order=Order("id"), draw=lambda found: RuleSerializer(found, many=True).data)

    @extend_schema(request=RuleSaidSerializer, responses={201: RuleSerializer})
    def post(self, request: Caller) -> Response:
        """Make a rule; it comes after the others."""
        said = shaped(RuleSaidSerializer(data=request.data))
        return self.done(request, lambda: RuleSerializer(make_rule(by=request.user, **said)).data)


class RuleRemovalDoor(Door):
    """The end of a rule."""

    @extend_schema(request=None, responses={201: None})
    def post(self, request: Caller, pk: int) -> Response:
        """Let a rule be no more."""
        rule = get_object_or_404(AssignmentRule, pk=pk)
        return self.done(request, lambda: remove_rule(rule, by=request.user))
