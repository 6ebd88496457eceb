"""What shape has in the API what came after a release?"""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backlog.models import Measurement
from backlog.recurrence import Checked, finite
from common.api.fields import WordsField


class FiniteField(serializers.FloatField):
    """A number, or null where it has no end."""

    def to_representation(self, value: Any) -> Any:
        """As JSON has it."""
        return finite(value)


class WeekSerializer(serializers.Serializer[Any]):
    """One week, counted from the release: -1 is the last before, 0 the first since."""

    week = serializers.IntegerField()
    n = serializers.IntegerField()
    late = serializers.IntegerField()


class HypothesisSerializer(serializers.Serializer[Any]):
    """What was expected, when it is checked, and what was found; empty: not yet."""

    percent = serializers.IntegerField(source="item.hypothesis_percent")
    days = serializers.IntegerField(source="item.hypothesis_days")
    checked_on = serializers.DateField(source="hypothesis_on")
    result = serializers.ChoiceField(Checked.choices, source="hypothesis", allow_blank=True)
    change = serializers.IntegerField(source="hypothesis_numbers.change", default=None, allow_null=True)


class MeasurementSerializer(serializers.ModelSerializer[Measurement]):
    """What became of the complaints; a ratio is null where there is nothing to divide by."""

    item = serializers.CharField(source="item.reference")
    title = serializers.CharField(source="item.title")
    stage = serializers.CharField(source="item.stage")
    product_area = serializers.IntegerField(source="item.product_area_id", allow_null=True)
    ratio = FiniteField(allow_null=True)
    low = FiniteField()
    high = FiniteField(allow_null=True)
    hypothesis = serializers.SerializerMethodField()

    class Meta:
        model = Measurement
        fields: ClassVar = [
            "item",
            "title",
            "stage",
            "product_area",
            "shipped_at",
            "verdict",
            "rule",
            "before",
            "after",
            "late",
            "days_before",
            "days_after",
            "ratio",
            "low",
            "high",
            "p",
            "hypothesis",
            "came_back_at",
            "measured_at",
        ]

    @extend_schema_field(HypothesisSerializer(allow_null=True))
    def get_hypothesis(self, measured: Measurement) -> Any:
        """Nothing where none was said."""
        return None if measured.item.hypothesis_percent is None else HypothesisSerializer(measured).data


class VerdictSerializer(MeasurementSerializer):
    """The same of one item, with its weeks."""

    weeks = WeekSerializer(many=True)

    class Meta(MeasurementSerializer.Meta):
        fields: ClassVar = [*MeasurementSerializer.Meta.fields, "weeks"]


class VerificationSerializer(serializers.Serializer[Any]):
    """How one knows."""

    reason = WordsField()
