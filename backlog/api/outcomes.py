"""The API doors of what came after a release: the verdict, the page over all of them, and verifying by a person."""

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from backlog.actions import verifying
from backlog.api.measured import MeasurementSerializer, VerdictSerializer, VerificationSerializer
from backlog.api.serializers import ItemSerializer
from backlog.api.views import ItemDoor
from backlog.forms import ORDERS, SORTS
from backlog.models import Item, Measurement
from backlog.queries import BACK
from backlog.recurrence import Verdict
from common.api.doors import shaped
from common.api.paging import paged
from tickets.models import ProductArea


class VerdictView(APIView):
    """The verdict on one item."""

    @extend_schema(responses=VerdictSerializer, operation_id="items_verdict")
    def get(self, request: Caller, reference: str) -> Response:
        """Weeks before and after, rate ratio, interval, verdict; 404 for what was not shipped."""
        item = Item.objects.called(reference)
        measured = Measurement.objects.of_what_is_out().drawn().filter(item=item).first()
        if measured is None:
            raise Http404
        return Response(VerdictSerializer(measured).data)


class VerificationDoor(ItemDoor):
    """Verify."""

    @extend_schema(request=VerificationSerializer, responses={201: ItemSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say that it worked, and how one knows."""
        said = shaped(VerificationSerializer(data=request.data))
        return self.about(request, reference, lambda item: verifying.verify(item, by=request.user, **said))


class OutcomesView(APIView):
    """Which changes worked."""

    @extend_schema(
        responses=MeasurementSerializer(many=True),
        operation_id="outcomes_list",
        parameters=[
            OpenApiParameter("verdict", str, enum=[*Verdict.values, BACK]),
            OpenApiParameter("area", int),
            OpenApiParameter("sort", str, enum=[name for name, _label in SORTS]),
            OpenApiParameter("cursor", str),
            OpenApiParameter("limit", int),
        ],
    )
    def get(self, request: Caller) -> Response:
        """A page of everything that is out, the newest release first unless asked otherwise."""
        asked = request.query_params
        rows = Measurement.objects.of_what_is_out().drawn().said_to_be(asked.get("verdict", "").replace("\x00", "?"))
        if asked.get("area", "").isdecimal():
            rows = rows.filter(item__product_area__in=ProductArea.objects.within(int(asked["area"])))
        order = ORDERS.get(asked.get("sort", ""), ORDERS["newest"])
        return paged(request, rows, order=order, draw=lambda found: MeasurementSerializer(found, many=True).data)
