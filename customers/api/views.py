"""The API door to customers."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Role
from accounts.requests import Caller
from common.api.paging import paged
from common.paging import Order
from customers.api.serializers import CustomerSerializer, GuardedCustomerSerializer
from customers.models import Customer


class CustomersView(APIView):
    """Customers by name."""

    @extend_schema(
        operation_id="customers_list",
        responses=CustomerSerializer(many=True),
        parameters=[OpenApiParameter("q", str), OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of the customers whose name, address or company holds `q`."""
        is_guarded, words = request.user.role == Role.VIEWER, request.query_params.get("q", "")
        shape = GuardedCustomerSerializer if is_guarded else CustomerSerializer
        known = Customer.objects.named_like if is_guarded else Customer.objects.known_by
        rows = known(words).select_related("company")
        return paged(request, rows, order=Order("name"), draw=lambda found: shape(found, many=True).data)
