"""Ask for a file, see how far it is, fetch it, remove it."""

from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.fields import WordsField
from common.api.paging import paged
from common.paging import Order
from exports.actions import asking, taking
from exports.models import Export
from exports.views import given_out
from exports.vocabulary import Ending, What


class AskedSerializer(serializers.Serializer[Any]):
    """Of what, as what, narrowed to what: the filters of the list, such as `{"stage": "accepted", "field_12": "3..10"}`."""

    what = serializers.ChoiceField(What.choices)
    format = serializers.ChoiceField(Ending.choices, source="ending")
    filters = serializers.DictField(child=WordsField(), required=False, default=dict)


class ExportSerializer(AskedSerializer):
    """How far a file is; `file` is its address as soon as it is whole."""

    id = serializers.IntegerField(read_only=True)
    narrowed_to = serializers.CharField(read_only=True, help_text="the filters in words")
    state = serializers.ChoiceField(["waiting", "underway", "done", "failed"], read_only=True)
    rows = serializers.IntegerField(read_only=True)
    total = serializers.IntegerField(read_only=True, allow_null=True)
    percent = serializers.IntegerField(read_only=True)
    size = serializers.IntegerField(read_only=True, help_text="bytes")
    at = serializers.DateTimeField(read_only=True)
    done_at = serializers.DateTimeField(read_only=True, allow_null=True)
    expires_at = serializers.DateTimeField(read_only=True)
    file = serializers.SerializerMethodField()

    def get_file(self, export: Export) -> str | None:
        """Where it is fetched."""
        return f"{settings.SITE_URL}/api/v1/exports/{export.pk}/file/" if export.done_at else None


class ExportsView(Door):
    """Exports."""

    @extend_schema(
        operation_id="exports_list",
        responses=ExportSerializer(many=True),
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of one's own exports, the newest first."""
        rows, order = Export.objects.of(request.user), Order("id", descending=True)
        return paged(request, rows, order=order, draw=lambda found: ExportSerializer(found, many=True).data)

    @extend_schema(request=AskedSerializer, responses={201: ExportSerializer})
    def post(self, request: Caller) -> Response:
        """Have a file made; a worker makes it."""
        said = shaped(AskedSerializer(data=request.data))
        return self.done(request, lambda: ExportSerializer(asking.ask(by=request.user, **said)).data)


class ExportView(APIView):
    """One export."""

    @extend_schema(responses=ExportSerializer, operation_id="exports_read")
    def get(self, request: Caller, pk: int) -> Response:
        """How far it is."""
        return Response(ExportSerializer(_found(request, pk)).data)


class ExportFileView(APIView):
    """The file."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, operation_id="exports_file")
    def get(self, request: Caller, pk: int) -> HttpResponseBase:
        """Fetch it; 409 until it is whole."""
        return given_out(taking.take(_found(request, pk), by=request.user))


class ExportRemovalDoor(Door):
    """The end of an export."""

    @extend_schema(request=None, responses={201: None})
    def post(self, request: Caller, pk: int) -> Response:
        """Delete the file; what is not finished is stopped."""
        export = _found(request, pk)
        return self.done(request, lambda: taking.remove(export, by=request.user))


def _found(request: Caller, pk: int) -> Export:
    return get_object_or_404(Export.objects.of(request.user), pk=pk)
