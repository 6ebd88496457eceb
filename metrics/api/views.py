"""The API door of the numbers."""

from dataclasses import asdict
from datetime import date
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from common.refusals import Invalid
from metrics import dashboard
from metrics.actions.counting import COLUMNS
from metrics.cuts import SPLITS
from metrics.forms import ScopeForm
from metrics.models import Count
from metrics.pictures import share
from metrics.queries import Scope
from metrics.spans import Grain, first_of, parts

SPANS = {"day": Grain.DAY, "week": Grain.WEEK, "month": Grain.MONTH}


class FigureView(serializers.Serializer[Any]):
    """One number: a count, a share from 0 to 1, or seconds; null where there is nothing to say."""

    name = serializers.CharField()
    now = serializers.FloatField(allow_null=True)
    before = serializers.FloatField(allow_null=True, help_text="as many days right before")
    year = serializers.FloatField(allow_null=True, help_text="the same weekdays a year before")
    goal = serializers.FloatField(allow_null=True)


class AcceptanceView(serializers.Serializer[Any]):
    """Counts, the acceptance rate (0 to 1) and medians in seconds; every number compared; groups where asked for."""

    first = serializers.DateField()
    last = serializers.DateField()
    totals = serializers.DictField(child=serializers.IntegerField())
    acceptance = serializers.FloatField(allow_null=True)
    medians = serializers.DictField(child=serializers.FloatField())
    figures = FigureView(many=True)
    groups = serializers.ListField(child=serializers.DictField())


class AcceptanceMetrics(APIView):
    """How many were received, heard, assessed, accepted, declined."""

    @extend_schema(
        responses=AcceptanceView,
        operation_id="metrics_acceptance",
        parameters=[
            OpenApiParameter(name, str)
            for name in ("from", "to", "by", "area", "channel", "language", "team", "company")
        ],
    )
    def get(self, request: Caller) -> Response:
        """The counts of a period; `by`: a day, week or month and any of area, channel, language, team, company."""
        asked = request.query_params
        form = ScopeForm(
            {
                "first": asked.get("from"),
                "last": asked.get("to"),
                "area": asked.get("area"),
                "channel": asked.get("channel", ""),
                "language": asked.get("language", ""),
                "team": asked.get("team", ""),
                "company": asked.get("company", ""),
            }
        )
        if not form.is_valid():
            raise Invalid({name: " ".join(map(str, said)) for name, said in form.errors.items()})
        scope = form.scope()
        found = dashboard.look(scope, areas=form.areas, teams=form.teams)
        by = [name for name in asked.get("by", "").split(",") if name]
        shown = {
            "first": scope.first,
            "last": scope.last,
            "totals": found.totals,
            "acceptance": found.acceptance,
            "medians": found.medians,
            "figures": [asdict(row) | {"name": row.figure.name} for row in found.rows],
            "groups": [],
        }
        return Response(AcceptanceView(shown).data | {"groups": _groups(scope, by)})


def _groups(scope: Scope, by: list[str]) -> list[dict[str, Any]]:
    """One group for every combination that has counts; by at most one span of time."""
    if not by:
        return []
    if unknown := set(by) - {*SPANS, *SPLITS}:
        said = _("“{words}” is not something to group by: {known}.")
        raise Invalid({"by": said.format(words=", ".join(sorted(unknown)), known=", ".join([*SPANS, *SPLITS]))})
    if "company" in by and not scope.company_id and (len(set(by) - {*SPANS}) > 1 or scope.narrowed):
        raise Invalid({"by": _("Companies are told apart as a whole. Name one company to tell more apart.")})
    spans, splits = [name for name in by if name in SPANS], [name for name in by if name in SPLITS]
    grain = SPANS[spans[0]] if spans else None
    periods = [(day.isoformat(), day, end) for day, end in parts(grain, scope.first, scope.last)] if grain else None
    counts = Count.objects.sums(
        scope,
        periods or [("", scope.first, scope.last)],
        of=COLUMNS,
        by=[SPLITS[name] for name in splits],
    )
    return [_group(key, n, spans, splits) for key, n in sorted(counts.items(), key=itemgetter(0)) if any(n.values())]


def _group(key: tuple[Any, ...], n: dict[str, int], spans: list[str], splits: list[str]) -> dict[str, Any]:
    """What it is of (0 or "" for none), and how many."""
    named = dict.fromkeys(spans, first_of(SPANS[spans[0]], date.fromisoformat(key[0]))) if spans else {}
    return named | {
        **dict(zip(splits, key[1:], strict=True)),
        **n,
        "acceptance": share(n["accepted"], n["declined"]),
    }
