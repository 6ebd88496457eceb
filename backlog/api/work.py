"""The API doors of what an item waits for, and of its own metric."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.actions import working
from backlog.api.serializers import ItemReference, ItemSerializer
from backlog.models import Blocker, Item
from capabilities.models import Capability
from common.api.doors import Door, shaped


class BlockSaidSerializer(serializers.Serializer[Any]):
    """For what it waits: one of the two."""

    blocker = ItemReference(required=False, allow_null=True, default=None)
    capability = serializers.PrimaryKeyRelatedField(
        queryset=Capability.objects.missing(), required=False, allow_null=True, default=None
    )


class BlockerSerializer(serializers.Serializer[Any]):
    """For what it waits."""

    id = serializers.IntegerField()
    blocker = ItemReference(source="by_item", allow_null=True)
    capability = serializers.IntegerField(source="by_capability_id", allow_null=True)
    is_done = serializers.BooleanField()


class MetricSerializer(serializers.Serializer[Any]):
    """What its own metric was, and is on its day."""

    before = serializers.DecimalField(max_digits=30, decimal_places=4)
    found = serializers.DecimalField(max_digits=30, decimal_places=4)


class BlockersDoor(Door):
    """Blockers."""

    @extend_schema(responses=BlockerSerializer(many=True))
    def get(self, request: Caller, reference: str) -> Response:
        """For what an item waits."""
        rows = Item.objects.called(reference).blockers.select_related("by_item", "by_capability").order_by("pk")
        return Response(BlockerSerializer(rows, many=True).data)

    @extend_schema(request=BlockSaidSerializer, responses={201: BlockerSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say that it waits for another item, or for a capability."""
        item, said = Item.objects.called(reference), shaped(BlockSaidSerializer(data=request.data))
        named = {"item_before": said["blocker"], "capability": said["capability"]}
        return self.done(request, lambda: BlockerSerializer(working.block(item, by=request.user, **named)).data)


class UnblockDoor(Door):
    """A blocker withdrawn."""

    @extend_schema(request=None, responses={201: ItemSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Say that it waits for that no longer."""
        blocker = get_object_or_404(Blocker.objects.select_related("item"), pk=pk)
        return self.done(request, lambda: ItemSerializer(working.unblock(blocker, by=request.user)).data)


class MetricDoor(Door):
    """Its own metric."""

    @extend_schema(request=MetricSerializer, responses={201: ItemSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say what came of an item's own metric, on its day."""
        item, said = Item.objects.called(reference), shaped(MetricSerializer(data=request.data))
        return self.done(request, lambda: ItemSerializer(working.read_metric(item, by=request.user, **said)).data)
