"""The API door of the numbers."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from common.refusals import Invalid
from metrics import dashboard
from metrics.dashboard import SHOWN, share
from metrics.forms import ScopeForm
from metrics.models import DayCount
from metrics.queries import Scope

FIELDS = {"area": "area_id", "channel": "channel"}


class AcceptanceView(serializers.Serializer[Any]):
    """Counts, the acceptance rate (0 to 1) and medians in seconds; by group where one was asked for."""

    first = serializers.DateField()
    last = serializers.DateField()
    totals = serializers.DictField(child=serializers.IntegerField())
    acceptance = serializers.FloatField(allow_null=True)
    medians = serializers.DictField(child=serializers.FloatField())
    groups = serializers.ListField(child=serializers.DictField())


class AcceptanceMetrics(APIView):
    """How many were received, heard, assessed, accepted, declined."""

    @extend_schema(
        responses=AcceptanceView,
        operation_id="metrics_acceptance",
        parameters=[OpenApiParameter(name, str) for name in ("from", "to", "by", "area", "channel")],
    )
    def get(self, request: Caller) -> Response:
        """The counts of a period; `by` is any of week, area and channel, by commas."""
        asked = request.query_params
        form = ScopeForm(
            {
                "first": asked.get("from"),
                "last": asked.get("to"),
                "area": asked.get("area"),
                "channel": asked.get("channel", ""),
            }
        )
        if not form.is_valid():
            raise Invalid({name: " ".join(map(str, said)) for name, said in form.errors.items()})
        scope = form.scope()
        found = dashboard.look(scope)
        by = [name for name in asked.get("by", "").split(",") if name]
        return Response(
            AcceptanceView(
                {
                    "first": scope.first,
                    "last": scope.last,
                    "totals": found.totals,
                    "acceptance": found.acceptance,
                    "medians": found.medians,
                    "groups": _groups(scope, by),
                }
            ).data
        )


def _groups(scope: Scope, by: list[str]) -> list[dict[str, Any]]:
    """One group for every combination that has counts."""
    if not by:
        return []
    if unknown := set(by) - {"week", *FIELDS}:
        said = _("“{words}” is not something to group by: week, area, channel.")
        raise Invalid({"by": said.format(words=", ".join(sorted(unknown)))})
    counts = DayCount.objects.within(scope).filter(measure__in=SHOWN)
    rows = counts.weekly() if "week" in by else counts
    names = [FIELDS.get(name, name) for name in by]
    groups: dict[tuple[object, ...], dict[str, int]] = {}
    for key, n in rows.by(*names, "measure").items():
        groups.setdefault(key[:-1], {})[str(key[-1])] = n
    return [
        dict(zip(by, key, strict=True))
        | {m.value: n.get(m.value, 0) for m in SHOWN}
        | {"acceptance": share(n.get("accepted", 0), n.get("declined", 0))}
        for key, n in sorted(groups.items(), key=lambda pair: str(pair[0]))
    ]
