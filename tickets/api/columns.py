"""The API door to what the rows of the desk show."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.actions.saved import choose_columns
from accounts.models import Place
from accounts.requests import Caller
from common.api.doors import Door, shaped
from tickets.vocabulary import USUAL_COLUMNS, Column


class ColumnsSerializer(serializers.Serializer[Any]):
    """The names of what is shown."""

    columns = serializers.ListField(child=serializers.CharField(max_length=40), max_length=50)


class ColumnsView(Door):
    """What the rows of the desk show to whoever asks."""

    @extend_schema(operation_id="desk_columns_read", responses=ColumnsSerializer)
    def get(self, request: Caller) -> Response:
        """What they show now."""
        return Response({"columns": request.user.columns.get(Place.DESK, list(USUAL_COLUMNS))})

    @extend_schema(request=ColumnsSerializer, responses={200: ColumnsSerializer})
    def put(self, request: Caller) -> Response:
        """Say what they show from now on."""
        names = shaped(ColumnsSerializer(data=request.data))["columns"]
        known = Column.values
        return self.done(
            request,
            lambda: {"columns": choose_columns(by=request.user, place=Place.DESK, names=names, known=known)},
            status=200,
        )
