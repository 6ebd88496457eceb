"""The API doors of what stands beside an item: blockers, comments, files, and its own metric."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.actions import working
from backlog.api.serializers import ItemReference, ItemSerializer
from backlog.models import Blocker, Comment, Item, ItemFile
from capabilities.models import Capability
from common.api.doors import Door, shaped
from common.api.fields import WordsField
from common.api.paging import paged
from common.paging import Order


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


class CommentSaidSerializer(serializers.Serializer[Any]):
    """A comment."""

    body = WordsField()


class CommentSerializer(serializers.Serializer[Any]):
    """What a colleague said."""

    id = serializers.IntegerField()
    body = serializers.CharField()
    by = serializers.CharField(source="by.email")
    at = serializers.DateTimeField()


class FilesSaidSerializer(serializers.Serializer[Any]):
    """Files."""

    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), default=list)


class ItemFileSerializer(serializers.Serializer[Any]):
    """A file; its `key` names it at `/backlog/files/<key>/`."""

    key = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()


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


class CommentsDoor(Door):
    """Comments."""

    @extend_schema(
        operation_id="items_comments",
        responses=CommentSerializer(many=True),
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller, reference: str) -> Response:
        """A page of what colleagues said, the newest first."""
        rows = Comment.objects.filter(item=Item.objects.called(reference)).select_related("by")
        order = Order("at", descending=True)
        return paged(request, rows, order=order, draw=lambda found: CommentSerializer(found, many=True).data)

    @extend_schema(request=CommentSaidSerializer, responses={201: CommentSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say something about an item to colleagues."""
        item, said = Item.objects.called(reference), shaped(CommentSaidSerializer(data=request.data))
        return self.done(request, lambda: CommentSerializer(working.comment(item, by=request.user, **said)).data)


class FilesDoor(Door):
    """Files."""

    parser_classes = (MultiPartParser,)

    @extend_schema(responses=ItemFileSerializer(many=True))
    def get(self, request: Caller, reference: str) -> Response:
        """The files beside an item."""
        rows = ItemFile.objects.filter(item=Item.objects.called(reference)).order_by("pk")
        return Response(ItemFileSerializer(rows, many=True).data)

    @extend_schema(request=FilesSaidSerializer, responses={201: ItemFileSerializer(many=True)})
    def post(self, request: Caller, reference: str) -> Response:
        """Put files beside an item."""
        item, said = Item.objects.called(reference), shaped(FilesSaidSerializer(data=request.data))
        return self.done(
            request, lambda: ItemFileSerializer(working.add_files(item, by=request.user, **said), many=True).data
        )


class MetricDoor(Door):
    """Its own metric."""

    @extend_schema(request=MetricSerializer, responses={201: ItemSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say what came of an item's own metric, on its day."""
        item, said = Item.objects.called(reference), shaped(MetricSerializer(data=request.data))
        return self.done(request, lambda: ItemSerializer(working.read_metric(item, by=request.user, **said)).data)
