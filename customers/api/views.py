"""The API door to customers."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import Role
from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order
from customers.actions import choose_mail, correct, resume_news, stop_news, try_address
from customers.api.serializers import CorrectionSerializer, CustomerSerializer, GuardedCustomerSerializer
from customers.models import Customer


class CustomersView(Door):
    """Customers by name."""

    @extend_schema(
        operation_id="customers_list",
        responses=CustomerSerializer(many=True),
        parameters=[
            *[OpenApiParameter(name, str) for name in ("q", "cursor", "relationship", "language")],
            *[OpenApiParameter(name, int) for name in ("limit", "company")],
        ],
    )
    def get(self, request: Caller) -> Response:
        """A page of the customers whose name, address or company holds `q`."""
        is_guarded, words = request.user.role == Role.VIEWER, request.query_params.get("q", "")
        shape = GuardedCustomerSerializer if is_guarded else CustomerSerializer
        known = Customer.objects.named_like if is_guarded else Customer.objects.known_by
        asked = request.query_params
        narrow = {name: asked[name] for name in ("relationship", "language") if asked.get(name)}
        if (company := asked.get("company", "")) and company.isdecimal() and len(company) < 18:
            narrow["company"] = company
        rows = known(words).living().filter(**narrow).select_related("company")
        return paged(request, rows, order=Order("name"), draw=lambda found: shape(found, many=True).data)


class CustomerView(Door):
    """One customer."""

    @extend_schema(operation_id="customers_read", responses=CustomerSerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """What we know of a customer; for a record that was put together with another, that one."""
        shape = GuardedCustomerSerializer if request.user.role == Role.VIEWER else CustomerSerializer
        return Response(shape(_one(pk).living).data)

    @extend_schema(request=CorrectionSerializer, responses=CustomerSerializer)
    def patch(self, request: Caller, pk: int) -> Response:
        """Put right what we know of a customer."""
        customer = _one(pk)
        said = shaped(CorrectionSerializer(data=request.data, partial=True))
        return self.done(
            request, lambda: CustomerSerializer(correct(customer, by=request.user, **said)).data, status=200
        )


def _one(pk: int) -> Customer:
    return get_object_or_404(Customer.objects.select_related("company", "joined_into__company"), pk=pk)


class NewsSerializer(serializers.Serializer[Any]):
    """Whether a customer wants to hear what became of what they told us."""

    wanted = serializers.BooleanField()


class MailWishesSerializer(serializers.Serializer[Any]):
    """Which news a customer wants by mail; or no mail at all."""

    news = serializers.ListField(child=serializers.CharField())
    none_at_all = serializers.BooleanField(default=False)


class MailWishesDoor(Door):
    """Mail wishes."""

    @extend_schema(request=MailWishesSerializer, responses={201: MailWishesSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Say which news this customer wants, as they told you."""
        said, customer = shaped(MailWishesSerializer(data=request.data)), _one(pk)

        def act() -> Any:
            chosen = choose_mail(customer, by=request.user, **said)
            return {"news": chosen.news, "none_at_all": chosen.no_mail_since is not None}

        return self.done(request, act)


class AddressSerializer(serializers.Serializer[Any]):
    """Whether we write to a customer's address, and if not, since when and why."""

    gets_mail = serializers.BooleanField()
    unreachable_since = serializers.DateTimeField(allow_null=True)
    unreachable_why = serializers.CharField()


class AddressDoor(Door):
    """Address."""

    @extend_schema(request=None, responses={201: AddressSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Write to this address again, although mail came back from it."""
        customer = _one(pk)
        return self.done(request, lambda: AddressSerializer(try_address(customer, by=request.user)).data)


class NewsDoor(Door):
    """News."""

    @extend_schema(request=NewsSerializer, responses={201: NewsSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Tell this customer no more when something shipped, or again."""
        said, customer = shaped(NewsSerializer(data=request.data)), _one(pk)
        deed = resume_news if said["wanted"] else stop_news

        def act() -> Any:
            return {"wanted": deed(customer, by=request.user).no_news_since is None}

        return self.done(request, act)
