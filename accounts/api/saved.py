"""The API doors to saved views."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.actions.saved import change_view, keep_view, remove_view
from accounts.api.serializers import SavedViewSerializer, ViewChangedSerializer, ViewSaidSerializer
from accounts.models import SavedView, User
from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order


class ViewsView(Door):
    """The views that one finds."""

    @extend_schema(
        operation_id="views_list",
        responses=SavedViewSerializer(many=True),
        parameters=[
            OpenApiParameter("place", str),
            OpenApiParameter("cursor", str),
            OpenApiParameter("limit", int),
        ],
    )
    def get(self, request: Caller) -> Response:
        """A page of one's own views, one's teams' and everyone's, by name; of one list when `place` names it."""
        rows = SavedView.objects.found_by(request.user).select_related("owner")
        if place := request.query_params.get("place", "").replace("\x00", ""):
            rows = rows.filter(place=place)
        return paged(request, rows, order=Order("name"), draw=lambda found: SavedViewSerializer(found, many=True).data)

    @extend_schema(request=ViewSaidSerializer, responses={201: SavedViewSerializer})
    def post(self, request: Caller) -> Response:
        """Keep a list as it is filtered, under a name."""
        said = shaped(ViewSaidSerializer(data=request.data))
        return self.done(request, lambda: SavedViewSerializer(keep_view(by=request.user, **said)).data)


class ViewView(Door):
    """One view."""

    @extend_schema(operation_id="views_read", responses=SavedViewSerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """What a view shows, and who finds it."""
        return Response(SavedViewSerializer(_found(request.user, pk)).data)

    @extend_schema(request=ViewChangedSerializer, responses={200: SavedViewSerializer})
    def put(self, request: Caller, pk: int) -> Response:
        """Give it another name or audience, or let it show something else."""
        view, said = _found(request.user, pk), shaped(ViewChangedSerializer(data=request.data))
        return self.done(
            request, lambda: SavedViewSerializer(change_view(view, by=request.user, **said)).data, status=200
        )


class RemovalDoor(Door):
    """The end of a view."""

    @extend_schema(request=None, responses={201: None})
    def post(self, request: Caller, pk: int) -> Response:
        """Let a view be no more."""
        view = _found(request.user, pk)
        return self.done(request, lambda: remove_view(view, by=request.user))


def _found(user: User, pk: int) -> SavedView:
    return get_object_or_404(SavedView.objects.found_by(user).select_related("owner"), pk=pk)
