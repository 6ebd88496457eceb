"""The API doors to capabilities."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts.requests import Caller
from capabilities import actions
from capabilities.api.serializers import ArrivalSerializer, CapabilitySerializer, NamingSerializer
from capabilities.models import Capability
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order


class CapabilitiesView(Door):
    """The register."""

    @extend_schema(
        operation_id="capabilities_list",
        responses=CapabilitySerializer(many=True),
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of capabilities by name."""
        shape = CapabilitySerializer
        rows = Capability.objects.drawn()
        return paged(request, rows, order=Order("name"), draw=lambda found: shape(found, many=True).data)

    @extend_schema(request=NamingSerializer, responses={201: CapabilitySerializer})
    def post(self, request: Caller) -> Response:
        """Name something that we cannot do yet."""
        said = shaped(NamingSerializer(data=request.data))
        return self.done(request, lambda: CapabilitySerializer(actions.name(by=request.user, **said)).data)


class ArrivalView(Door):
    """The day from which we can."""

    @extend_schema(request=ArrivalSerializer, responses={201: CapabilitySerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Say that a capability has arrived: what waited for it comes back, in batches."""
        capability, said = get_object_or_404(Capability, pk=pk), shaped(ArrivalSerializer(data=request.data))
        return self.done(
            request, lambda: CapabilitySerializer(actions.arrive(capability, by=request.user, **said)).data
        )
