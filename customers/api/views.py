"""The API door to customers."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Role
from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order
from common.refusals import Forbidden
from customers.actions import resume_news, stop_news
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


class NewsSerializer(serializers.Serializer[Any]):
    """Whether a customer wants to hear what became of what they told us."""

    wanted = serializers.BooleanField()


class NewsDoor(Door):
    """News."""

    @extend_schema(request=NewsSerializer, responses={201: NewsSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Tell this customer no more when something shipped, or again."""
        if request.user.role not in {Role.AGENT, Role.PRODUCT, Role.MANAGER}:
            raise Forbidden(_("Agents, product people and managers correct what we know."))
        said, customer = shaped(NewsSerializer(data=request.data)), get_object_or_404(Customer, pk=pk)
        deed = resume_news if said["wanted"] else stop_news

        def act() -> Any:
            return {"wanted": deed(customer, by=request.user).no_news_since is None}

        return self.done(request, act)
