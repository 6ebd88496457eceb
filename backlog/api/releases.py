"""The API doors of releases: plan, fill, ship."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.actions import releasing, shipping
from backlog.api.serializers import ItemReference
from backlog.models import Release, Share
from common.api.doors import Door, shaped
from common.api.fields import WordsField, words
from common.api.paging import paged
from common.paging import Order


class ReleaseSaidSerializer(serializers.Serializer[Any]):
    """What a release says."""

    name = WordsField()
    version = words()
    planned_on = serializers.DateField(required=False, allow_null=True, default=None)


class ReleaseEditSerializer(ReleaseSaidSerializer):
    """What may be changed of it."""

    notes_ko = words()
    notes_en = words()


class ShareSerializer(serializers.ModelSerializer[Share]):
    """So many of a hundred customers, from a moment on."""

    class Meta:
        model = Share
        fields: ClassVar = ["percent", "since"]


class ReleaseSerializer(serializers.ModelSerializer[Release]):
    """A release, its items and who has it."""

    items = serializers.SerializerMethodField()
    shares = ShareSerializer(many=True, read_only=True)

    class Meta:
        model = Release
        fields: ClassVar = [
            "id",
            "name",
            "version",
            "planned_on",
            "shipped_at",
            "notes_ko",
            "notes_en",
            "items",
            "shares",
        ]

    def get_items(self, release: Release) -> list[str]:
        """Their references, in the order in which they were put in."""
        return [f"PB-{shipment.item_id}" for shipment in release.shipments.all()]


class ReleaseItemSerializer(serializers.Serializer[Any]):
    """An item of a release."""

    item = ItemReference()


class TogetherSerializer(serializers.Serializer[Any]):
    """With which version, and when the first customers got it."""

    version = words()
    on = serializers.DateField(required=False, allow_null=True, default=None)


class ReleaseDoor(Door):
    """A deed about one release, answered with the release."""

    def about(self, request: Caller, pk: int, act: Callable[[Release], Any], *, status: int = 201) -> Response:
        """Find the release, do the deed once, draw the release."""
        release = get_object_or_404(Release, pk=pk)

        def deed() -> Any:
            act(release)
            return ReleaseSerializer(_drawn().get(pk=pk)).data

        return self.done(request, deed, status=status)


class ReleasesView(Door):
    """Releases."""

    @extend_schema(
        operation_id="releases_list",
        responses=ReleaseSerializer(many=True),
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int), OpenApiParameter("show", str)],
    )
    def get(self, request: Caller) -> Response:
        """A page of releases, newest first; `show=planned` or `show=shipped` only those."""
        show = request.query_params.get("show", "")
        rows = {"planned": _drawn().planned(), "shipped": _drawn().shipped()}.get(show, _drawn())
        order = Order("shipped_at" if show == "shipped" else "planned_at", descending=True)
        return paged(request, rows, order=order, draw=lambda found: ReleaseSerializer(found, many=True).data)

    @extend_schema(request=ReleaseSaidSerializer, responses={201: ReleaseSerializer})
    def post(self, request: Caller) -> Response:
        """Plan a release."""
        said = shaped(ReleaseSaidSerializer(data=request.data))
        return self.done(request, lambda: ReleaseSerializer(releasing.plan(by=request.user, **said)).data)


class ReleaseView(ReleaseDoor):
    """One release."""

    @extend_schema(responses=ReleaseSerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """The release."""
        return Response(ReleaseSerializer(get_object_or_404(_drawn(), pk=pk)).data)

    @extend_schema(request=ReleaseEditSerializer, responses={200: ReleaseSerializer})
    def patch(self, request: Caller, pk: int) -> Response:
        """Change its name, version, day or notes."""
        said = shaped(ReleaseEditSerializer(data=request.data, partial=True))
        given = {name: value for name, value in said.items() if name in request.data}
        return self.about(request, pk, lambda it: releasing.edit(it, by=request.user, **given), status=200)


class PutInDoor(ReleaseDoor):
    """Put in."""

    @extend_schema(request=ReleaseItemSerializer, responses={201: ReleaseSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let an item ship with it."""
        said = shaped(ReleaseItemSerializer(data=request.data))
        return self.about(request, pk, lambda it: releasing.put_in(it, by=request.user, **said))


class TakeOutDoor(ReleaseDoor):
    """Take out."""

    @extend_schema(request=ReleaseItemSerializer, responses={201: ReleaseSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let an item not ship with it after all."""
        said = shaped(ReleaseItemSerializer(data=request.data))
        return self.about(request, pk, lambda it: releasing.take_out(it, by=request.user, **said))


class TogetherDoor(ReleaseDoor):
    """Ship together."""

    @extend_schema(request=TogetherSerializer, responses={201: ReleaseSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Ship all of its items, or none."""
        said = shaped(TogetherSerializer(data=request.data))
        return self.about(request, pk, lambda it: shipping.ship_together(it, by=request.user, **said))


def _drawn() -> Any:
    return Release.objects.prefetch_related("shipments", "shares")
