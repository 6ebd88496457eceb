"""The API doors of exposure: who gets a release, and who has what was shipped."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from backlog.actions import exposing
from backlog.api.releases import ReleaseDoor, ReleaseSerializer
from backlog.exposure import EVERYONE, has_it_since
from backlog.forms import WAYS
from backlog.models import Item, Release
from common.api.doors import Door, shaped
from customers.models import Customer


class OpeningSerializer(serializers.Serializer[Any]):
    """Who gets it: everyone, a share (percent), companies or customers (names); from a day on."""

    how = serializers.ChoiceField(WAYS)
    percent = serializers.IntegerField(required=False, default=0)
    on = serializers.DateField(required=False, allow_null=True, default=None)
    names = serializers.ListField(child=serializers.CharField(max_length=254), required=False, default=list)


class OpenedSerializer(serializers.Serializer[Any]):
    """What became of it: how many names are new, how many had it, and whom we do not know."""

    new = serializers.IntegerField()
    known = serializers.IntegerField()
    unknown = serializers.ListField(child=serializers.CharField())


class ExposureSerializer(serializers.Serializer[Any]):
    """Whether a customer has what was shipped."""

    customer = serializers.IntegerField()
    has_it_since = serializers.DateTimeField(allow_null=True)


class OpeningDoor(Door):
    """Open."""

    @extend_schema(request=OpeningSerializer, responses={201: OpenedSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let more customers have it; names that we do not know are reported, the rest is done."""
        said, release = shaped(OpeningSerializer(data=request.data)), get_object_or_404(Release, pk=pk)
        return self.done(request, lambda: _opened(request, release, said))


class HoldDoor(ReleaseDoor):
    """Hold."""

    @extend_schema(request=None, responses={201: ReleaseSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let the steps to come not come."""
        return self.about(request, pk, lambda it: exposing.hold_rollout(it, by=request.user))


class ExposureView(Door):
    """Who has it?"""

    @extend_schema(
        operation_id="items_exposure", responses=ExposureSerializer, parameters=[OpenApiParameter("customer", int)]
    )
    def get(self, request: Caller, reference: str) -> Response:
        """Since when a customer (by our number) has what was shipped; null: not yet."""
        item, said = Item.objects.called(reference), request.query_params.get("customer", "")
        number = int(said) if said.isascii() and said.isdecimal() and len(said) <= 18 else 0
        customer = get_object_or_404(Customer, pk=number)
        return Response(
            ExposureSerializer({"customer": customer.pk, "has_it_since": has_it_since(item, customer)}).data
        )


def _opened(request: Caller, release: Release, said: dict[str, Any]) -> dict[str, Any]:
    by, how = request.user, said["how"]
    if how in {"everyone", "share"}:
        percent = EVERYONE if how == "everyone" else said["percent"]
        exposing.open_to_share(release, by=by, percent=percent, on=said["on"])
        return {"new": 0, "known": 0, "unknown": []}
    by_name = exposing.open_to_companies if how == "companies" else exposing.open_to_customers
    return dict(OpenedSerializer(by_name(release, by=by, names=said["names"])).data)
