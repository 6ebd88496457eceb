"""The API door of what changed because customers told us."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from backlog.models import Item
from common.api.paging import paged
from common.clock import now
from common.paging import Order


class ChangeSerializer(serializers.Serializer[Any]):
    """A promise that everyone has, and how many customers asked for it."""

    promise = serializers.CharField(
        source="promise_read", help_text="in the language of Accept-Language, if there is one"
    )
    shipped_at = serializers.DateTimeField()
    release = serializers.CharField(source="release_name", allow_null=True)
    customers = serializers.IntegerField(source="customer_count")


class ChangesView(APIView):
    """You said, we did."""

    @extend_schema(
        operation_id="changes_list",
        responses=ChangeSerializer(many=True),
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of what changed for everyone, newest first; nobody's words."""
        rows = Item.objects.changed_for_everyone(now())
        order = Order("shipped_at", descending=True)
        return paged(request, rows, order=order, draw=lambda found: ChangeSerializer(found, many=True).data)
