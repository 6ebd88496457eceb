"""The API doors of who looks after what."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import User
from accounts.requests import Caller
from common.api.doors import Door, shaped
from tickets.actions import assigning
from tickets.api.deciding import TicketDoor
from tickets.api.serializers import WholeTicketSerializer
from tickets.forms.desk import DeskFilter
from tickets.models import Ticket
from tickets.queries.narrowing import narrow


class AssignmentSerializer(serializers.Serializer[Any]):
    """The address of whoever looks after it from now on; null: nobody."""

    owner = serializers.SlugRelatedField(slug_field="email", queryset=User.objects.all(), allow_null=True)


class AssignmentDoor(TicketDoor):
    """Assign."""

    @extend_schema(request=AssignmentSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Let a colleague look after a ticket from now on, or nobody."""
        said = shaped(AssignmentSerializer(data=request.data))
        return self.about(
            request, reference, lambda ticket: assigning.assign(ticket, by=request.user, to=said["owner"])
        )


class PlayDoor(Door):
    """Play."""

    @extend_schema(
        request=None,
        responses={201: WholeTicketSerializer},
        parameters=[OpenApiParameter(name, str) for name in DeskFilter.base_fields],
    )
    def post(self, request: Caller) -> Response:
        """Take the ticket that waits longest and that nobody has, of the list that the filters ask for."""
        asked = DeskFilter(request.query_params).understood()
        rows = narrow(Ticket.objects.visible_to(request.user), asked, request.user)
        rows = rows.waiting(asked["stage"]) if asked["stage"] else rows

        def act() -> Any:
            ticket = assigning.play(rows, by=request.user)
            return WholeTicketSerializer(Ticket.objects.drawn().get(pk=ticket.pk)).data

        return self.done(request, act)
