"""The API doors of product areas."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.fields import WordsField, words
from common.api.paging import paged
from common.paging import Order
from tickets.actions import arranging
from tickets.actions.budgeting import amend
from tickets.models import ProductArea


class ProductAreaSerializer(serializers.ModelSerializer[ProductArea]):
    """A part of what we offer."""

    class Meta:
        model = ProductArea
        fields: ClassVar = [
            "id",
            "name",
            "name_ko",
            "parent",
            "monthly_promise_budget",
            "promise_needs_manager_above",
            "retired_at",
        ]


class AreaSaidSerializer(serializers.Serializer[Any]):
    """What an area is called, and what its promises may cost a month."""

    name = WordsField()
    name_ko = words()
    monthly_promise_budget = serializers.DecimalField(
        max_digits=30, decimal_places=2, required=False, allow_null=True, default=None
    )
    promise_needs_manager_above = serializers.DecimalField(
        max_digits=30, decimal_places=2, required=False, allow_null=True, default=None
    )


class PlaceSerializer(serializers.Serializer[Any]):
    """Of which area it is a part; null: it stands on its own."""

    parent = serializers.PrimaryKeyRelatedField(queryset=ProductArea.objects.all(), allow_null=True)  # type: ignore[assignment] # taken for the framework’s own


class NewAreaSerializer(serializers.Serializer[Any]):
    """An area that there is not yet."""

    name = WordsField()
    name_ko = words()
    parent = serializers.PrimaryKeyRelatedField(  # type: ignore[assignment] # as above
        queryset=ProductArea.objects.all(), required=False, allow_null=True, default=None
    )


class AreaUseSerializer(serializers.Serializer[Any]):
    """Whether new complaints can be about it."""

    in_use = serializers.BooleanField()


_CURSOR = [OpenApiParameter("cursor", str), OpenApiParameter("limit", int)]


class ProductAreasView(Door):
    """Product areas."""

    @extend_schema(responses=ProductAreaSerializer(many=True), operation_id="product_areas_list", parameters=_CURSOR)
    def get(self, request: Caller) -> Response:
        """A page of areas."""
        draw = ProductAreaSerializer
        return paged(
            request, ProductArea.objects.all(), order=Order("name"), draw=lambda rows: draw(rows, many=True).data
        )

    @extend_schema(request=NewAreaSerializer, responses={201: ProductAreaSerializer})
    def post(self, request: Caller) -> Response:
        """Say that complaints can be about something more."""
        said = shaped(NewAreaSerializer(data=request.data))
        return self.done(request, lambda: ProductAreaSerializer(arranging.add_area(by=request.user, **said)).data)


class ProductAreaView(Door):
    """One product area."""

    @extend_schema(request=AreaSaidSerializer, responses={200: ProductAreaSerializer})
    def put(self, request: Caller, pk: int) -> Response:
        """Name an area anew, or set its limits."""
        area, said = get_object_or_404(ProductArea, pk=pk), shaped(AreaSaidSerializer(data=request.data))
        return self.done(request, lambda: ProductAreaSerializer(amend(area, by=request.user, **said)).data, status=200)


class AreaPlaceDoor(Door):
    """Place."""

    @extend_schema(request=PlaceSerializer, responses={201: ProductAreaSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Make an area part of another one, or one that stands on its own."""
        area, said = get_object_or_404(ProductArea, pk=pk), shaped(PlaceSerializer(data=request.data))
        return self.done(
            request, lambda: ProductAreaSerializer(arranging.move_area(area, by=request.user, **said)).data
        )


class AreaUseDoor(Door):
    """Use."""

    @extend_schema(request=AreaUseSerializer, responses={201: ProductAreaSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let new complaints be about an area no more, or again."""
        area, said = get_object_or_404(ProductArea, pk=pk), shaped(AreaUseSerializer(data=request.data))
        deed = arranging.restore_area if said["in_use"] else arranging.retire_area
        return self.done(request, lambda: ProductAreaSerializer(deed(area, by=request.user)).data)
