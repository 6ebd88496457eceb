"""The API doors of companies: by name, and what we know of one."""

from decimal import Decimal
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import Role
from accounts.requests import Caller
from common.api.doors import Door
from common.api.paging import paged
from common.paging import Order
from customers.models import Company, Customer
from tickets.models import Ticket


class CompanySerializer(serializers.ModelSerializer[Company]):
    """A company."""

    class Meta:
        model = Company
        fields: ClassVar = ["id", "name", "domain", "since"]


class OutcomesSerializer(serializers.Serializer[Any]):
    """What became of all that its people told us."""

    open = serializers.IntegerField()
    accepted = serializers.IntegerField()
    declined = serializers.IntegerField()
    set_aside = serializers.IntegerField()


class WholeCompanySerializer(CompanySerializer):
    """A company with its people counted; what they are worth is null for those who only look."""

    people = serializers.IntegerField()
    relationships = serializers.DictField(child=serializers.IntegerField())
    monthly_value = serializers.DecimalField(max_digits=20, decimal_places=2, allow_null=True)
    tickets = OutcomesSerializer()

    class Meta:
        model = Company
        fields: ClassVar = [*CompanySerializer.Meta.fields, "people", "relationships", "monthly_value", "tickets"]


class CompaniesView(Door):
    """Companies by name."""

    @extend_schema(
        operation_id="companies_list",
        responses=CompanySerializer(many=True),
        parameters=[OpenApiParameter("q", str), OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
    )
    def get(self, request: Caller) -> Response:
        """A page of the companies whose name begins with `q`."""
        begun = request.query_params.get("q", "").replace("\x00", "")[:160]
        rows = Company.objects.filter(name__istartswith=begun) if begun else Company.objects.all()
        return paged(request, rows, order=Order("name"), draw=lambda found: CompanySerializer(found, many=True).data)


class CompanyView(Door):
    """One company."""

    @extend_schema(operation_id="companies_read", responses=WholeCompanySerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """What we know of a company; its people are `customers/?company=`, its tickets `tickets/?company=`."""
        company = get_object_or_404(Company, pk=pk)
        standing = Customer.objects.working_for(company).standing()
        value = sum((one.value or Decimal(0) for one in standing), Decimal(0))
        said = CompanySerializer(company).data | {
            "people": sum(one.people for one in standing),
            "relationships": {one.relationship: one.people for one in standing},
            "monthly_value": None if request.user.role == Role.VIEWER else f"{value:.2f}",
            "tickets": Ticket.objects.visible_to(request.user).of_company(company).outcomes(),
        }
        return Response(said)
