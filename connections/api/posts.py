"""The API doors of what went out to a connection."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from common.api.doors import Door
from common.api.paging import paged
from common.paging import Order
from connections.actions import running
from connections.api import serializers as shapes
from connections.api.views import find
from connections.models import Post

_CURSOR = [OpenApiParameter("cursor", str), OpenApiParameter("limit", int)]


class PostsView(APIView):
    """Posts."""

    @extend_schema(operation_id="connections_posts", responses=shapes.PostSerializer(many=True), parameters=_CURSOR)
    def get(self, request: Caller, pk: int) -> Response:
        """What went out to one connection, newest first."""
        rows = find(request, pk).posts.all()
        order = Order("id", descending=True)
        return paged(request, rows, order=order, draw=lambda found: shapes.PostSerializer(found, many=True).data)


class PostView(APIView):
    """Post."""

    @extend_schema(operation_id="connections_post", responses=shapes.WholePostSerializer)
    def get(self, request: Caller, pk: int, post_pk: int) -> Response:
        """What one post said, and how each attempt ended."""
        return Response(shapes.WholePostSerializer(_post(request, pk, post_pk)).data)


class RepeatDoor(Door):
    """Repetition."""

    @extend_schema(request=None, responses={201: shapes.PostSerializer})
    def post(self, request: Caller, pk: int, post_pk: int) -> Response:
        """Post once more, under the same name."""
        subject = _post(request, pk, post_pk)
        return self.done(request, lambda: shapes.PostSerializer(running.repeat(subject, by=request.user)).data)


def _post(request: Caller, pk: int, post_pk: int) -> Post:
    return get_object_or_404(Post.objects.select_related("connection"), pk=post_pk, connection=find(request, pk))
