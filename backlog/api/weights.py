"""The API doors of weights: how one came about, and the formula of all."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from backlog.actions import weighing
from backlog.models import Item, WeightFormula
from backlog.weight import DEFAULT, FIGURES, TEMPLATES
from common.api.doors import Door, shaped
from common.api.fields import WordsField


class WeightSerializer(serializers.ModelSerializer[Item]):
    """What an item weighs: the formula, its figures as text, and those that are assumed."""

    formula = serializers.CharField(source="workings.formula", default="")
    figures = serializers.DictField(source="workings.figures", child=serializers.CharField(), default={})
    assumed = serializers.ListField(source="workings.assumed", child=serializers.CharField(), default=[])
    has_result = serializers.BooleanField(source="workings.has_result", default=False)

    class Meta:
        model = Item
        fields = ("weight", "formula", "figures", "assumed", "has_result", "weighed_at")


class WeightView(APIView):
    """Weight of an item."""

    @extend_schema(responses=WeightSerializer)
    def get(self, request: Caller, reference: str) -> Response:
        """How the number came about; `weighed_at` is null while it was not weighed."""
        return Response(WeightSerializer(Item.objects.called(reference)).data)


class FormulaSaidSerializer(serializers.Serializer[Any]):
    """A formula; `seen`: the number of the one that was read, to be refused when it is no longer in force."""

    formula = WordsField()
    seen = serializers.IntegerField(required=False, allow_null=True, default=None)


class FormulaSerializer(serializers.Serializer[Any]):
    """The formula in force, its number (0: ours), the figures it may name, and formulas ready to use."""

    formula = serializers.CharField()
    number = serializers.IntegerField()
    figures = serializers.DictField(child=serializers.CharField())
    templates = serializers.DictField(child=serializers.CharField())


class FormulaDoor(Door):
    """Formula."""

    @extend_schema(responses=FormulaSerializer)
    def get(self, request: Caller) -> Response:
        """The formula by which items weigh."""
        return Response(_in_force())

    @extend_schema(request=FormulaSaidSerializer, responses={201: FormulaSerializer})
    def post(self, request: Caller) -> Response:
        """Weigh by another formula from now on."""
        said = shaped(FormulaSaidSerializer(data=request.data))
        return self.done(request, lambda: _change(request, **said))


def _change(request: Caller, formula: str, seen: int | None) -> dict[str, Any]:
    weighing.change_formula(formula, by=request.user, seen=seen)
    return _in_force()


def _in_force() -> dict[str, Any]:
    kept = WeightFormula.objects.latest_kept()
    return {
        "formula": kept.formula if kept else DEFAULT,
        "number": kept.pk if kept else 0,
        "figures": {name: str(meaning) for name, meaning in FIGURES.items()},
        "templates": {name: formula for name, (_label, formula) in TEMPLATES.items()},
    }
