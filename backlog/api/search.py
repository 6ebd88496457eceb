"""The API door of search."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from backlog.actions.searching import Hit, search
from common.marking import marked


class HitSerializer(serializers.Serializer[dict[str, Any]]):
    """Something that was found."""

    kind = serializers.ChoiceField(choices=[(kind, kind) for kind in ("customer", "item", "ticket")])
    id = serializers.IntegerField()
    reference = serializers.CharField(help_text="CS-12, PB-3, or a customer’s name")
    excerpt = serializers.CharField(help_text="escaped HTML; what was looked for stands in <mark>")
    outcome = serializers.CharField(help_text="the stage of a ticket or item")


class SearchAnswerSerializer(serializers.Serializer[dict[str, Any]]):
    """What was found, and by which words."""

    words = serializers.CharField()
    instead_of = serializers.CharField(help_text="what was asked, when it was found by other words only")
    results = HitSerializer(many=True)


class SearchView(APIView):
    """Search."""

    @extend_schema(
        operation_id="search",
        responses=SearchAnswerSerializer,
        parameters=[OpenApiParameter("q", str, required=True), OpenApiParameter("kind", str)],
    )
    def get(self, request: Caller) -> Response:
        """Tickets, items and customers that hold these words, the best of each kind first."""
        asked = request.query_params
        answer = search(asked.get("q", ""), by=request.user, kind=asked.get("kind", ""))
        results = [_drawn(hit, answer.marks) for hits in answer.hits.values() for hit in hits]
        told = {"words": answer.words, "instead_of": answer.instead_of, "results": results}
        return Response(SearchAnswerSerializer(told).data)


def _drawn(hit: Hit, marks: list[str]) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "id": hit.subject.pk,
        "reference": getattr(hit.subject, "reference", "") or hit.subject.name,
        "excerpt": str(marked(hit.text, marks)),
        "outcome": getattr(hit.subject, "stage", ""),
    }
