"""A page of a list in the API: rows and the words that name the neighbours."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from common.paging import Order, page

LARGEST = 100


def paged(request: Request, rows: "QuerySet[Any]", *, order: Order, draw: Callable[[list[Any]], Any]) -> Response:
    """Answer `{results, next, previous}`; `next` and `previous` are values for `?cursor=`, or null."""
    asked = request.query_params.get("limit", "50")
    size = min(max(int(asked), 1), LARGEST) if asked.isdecimal() else 50
    found = page(rows, order=order, cursor=request.query_params.get("cursor", ""), size=size)
    return Response({"results": draw(found.rows), "next": found.next or None, "previous": found.previous or None})
