"""What shape has a ticket in the API, and what shape has what is said about it?"""

from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from capabilities.models import Capability
from common.api.fields import WordsField, words
from tickets.actions.freshness import latest
from tickets.api.fields import filled_in
from tickets.api.seen import SeenSerializer
from tickets.models import Tag, Ticket
from tickets.vocabulary import After, AsideReason, Became, Doer, Extent, Finding, Reason, Why


@extend_schema_field(str)
class TicketReference(serializers.Field):
    """CS-12 in, the ticket out; CS-12 again when drawn."""

    def to_internal_value(self, data: Any) -> Any:
        """The ticket of a reference."""
        found = Ticket.objects.known_as(data)
        if found is None:
            raise serializers.ValidationError(_("There is no ticket of this number."))
        return found

    def to_representation(self, value: Ticket) -> str:
        """Its reference."""
        return value.reference


class TicketSerializer(serializers.ModelSerializer[Ticket]):
    """A ticket in a list."""

    reference = serializers.CharField(read_only=True)
    customer_name = serializers.CharField(source="customer.name", default=None)
    owner = serializers.CharField(source="owner.email", default=None)

    class Meta:
        model = Ticket
        fields: ClassVar = [
            "reference",
            "stage",
            "verbatim",
            "language",
            "channel",
            "product_area",
            "customer",
            "customer_name",
            "is_anonymous",
            "occurred_on",
            "received_at",
            "waiting_since",
            "due_at",
            "owner",
        ]


class ListeningView(serializers.Serializer[Any]):
    """What we understood."""

    restatement = serializers.CharField()
    situation = serializers.CharField()
    wish = serializers.CharField()
    at = serializers.DateTimeField()
    confirmed_at = serializers.DateTimeField(allow_null=True)


class AssessmentView(serializers.Serializer[Any]):
    """What was weighed and found."""

    for_everyone = serializers.CharField()
    for_good = serializers.CharField()
    built_in = serializers.CharField()
    one_off_cost = serializers.DecimalField(max_digits=14, decimal_places=2)
    cost_each_time = serializers.DecimalField(max_digits=14, decimal_places=2)
    times_per_month = serializers.IntegerField()
    monthly_cost = serializers.DecimalField(max_digits=24, decimal_places=2)
    recommended = serializers.CharField()
    finding = serializers.CharField()
    departs_from_recommendation = serializers.BooleanField(source="departs")
    rationale = serializers.CharField()
    at = serializers.DateTimeField()


class DecisionView(serializers.Serializer[Any]):
    """What was decided."""

    outcome = serializers.CharField()
    reason = serializers.CharField()
    departs_from_recommendation = serializers.BooleanField(source="ticket.assessment.departs", default=False)
    message = serializers.CharField()
    rationale = serializers.CharField()
    waiting_for = serializers.IntegerField(source="waiting_for_id", allow_null=True)
    revisit_on = serializers.DateField(allow_null=True)
    at = serializers.DateTimeField()


class WholeTicketSerializer(TicketSerializer):
    """A ticket with what was understood, weighed and decided."""

    listening = ListeningView(allow_null=True)
    assessment = AssessmentView(allow_null=True)
    decision = DecisionView(allow_null=True)
    departs_from_recommendation = serializers.BooleanField(source="assessment.departs", default=False)
    latest = serializers.SerializerMethodField()
    tags = serializers.SerializerMethodField()
    fields = serializers.SerializerMethodField(method_name="filled_in")  # type: ignore[assignment]  # taken out by the metaclass

    class Meta(TicketSerializer.Meta):
        fields: ClassVar = [
            *TicketSerializer.Meta.fields,
            "listening",
            "assessment",
            "decision",
            "departs_from_recommendation",
            "latest",
            "tags",
            "fields",
        ]

    def get_latest(self, ticket: Ticket) -> int:
        """The number of its newest entry."""
        return latest(ticket)

    def get_tags(self, ticket: Ticket) -> list[str]:
        """Its tags, by the alphabet."""
        return [tag.name for tag in Tag.objects.on(ticket)]

    def filled_in(self, ticket: Ticket) -> dict[str, Any]:
        """What the fields of the firm's own hold, by their number."""
        return filled_in(ticket)


class ListeningSerializer(SeenSerializer):
    """What we understood."""

    restatement = WordsField()
    situation = words()
    wish = words()


class MishearingSerializer(SeenSerializer):
    """What was missed."""

    missed = WordsField()


class AssessmentSerializer(SeenSerializer):
    """The answers, the numbers, the finding."""

    for_everyone = serializers.ChoiceField(Extent.choices)
    for_good = serializers.ChoiceField(Extent.choices)
    built_in = serializers.ChoiceField(Doer.choices)
    one_off_cost = serializers.DecimalField(max_digits=30, decimal_places=2, default=Decimal(0))
    cost_each_time = serializers.DecimalField(max_digits=30, decimal_places=2, default=Decimal(0), allow_null=True)
    times_per_month = serializers.IntegerField(default=0, allow_null=True)
    missing_capabilities = serializers.PrimaryKeyRelatedField(
        queryset=Capability.objects.all(), many=True, required=False, default=list
    )
    relationship = words()
    finding = serializers.ChoiceField(Finding.choices)
    rationale = words()


class DeclineSerializer(SeenSerializer):
    """An honest no."""

    reason = serializers.ChoiceField(Reason.choices)
    message = WordsField()
    rationale = words()
    waiting_for = serializers.PrimaryKeyRelatedField(
        queryset=Capability.objects.all(), required=False, allow_null=True, default=None
    )
    revisit_on = serializers.DateField(required=False, allow_null=True, default=None)


class SettingAsideSerializer(SeenSerializer):
    """Why it is not one that we judge."""

    reason = serializers.ChoiceField(AsideReason.choices)
    twin = TicketReference(required=False, allow_null=True, default=None)


class QuestionSerializer(SeenSerializer):
    """What has to be answered first."""

    body = WordsField()


class ResurfacingSerializer(serializers.Serializer[Any]):
    """Why we look again."""

    why = serializers.ChoiceField(Why.choices)
    tell_them = serializers.BooleanField(default=False)


class AftermathSerializer(serializers.Serializer[Any]):
    """What became of the customer, and how we know."""

    after_days = serializers.ChoiceField(After.choices)
    what = serializers.ChoiceField(Became.choices)
    reason = WordsField()


class EntrySerializer(serializers.Serializer[Any]):
    """Something that happened."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    by = serializers.CharField(source="actor.email", default=None)
    role = serializers.CharField(source="actor_role")
    at = serializers.DateTimeField()
    facts = serializers.DictField(source="plain")


class AlikeSerializer(serializers.Serializer[Any]):
    """Something like what was said."""

    kind = serializers.CharField()
    reference = serializers.CharField()
    excerpt = serializers.CharField()
    outcome = serializers.CharField()
    score = serializers.FloatField()
