"""The API doors of what people keep beside an item: comments and files."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.actions import working
from backlog.models import Comment, Item, ItemFile
from common.api.doors import Door, shaped
from common.api.fields import WordsField
from common.api.paging import paged
from common.paging import Order


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
