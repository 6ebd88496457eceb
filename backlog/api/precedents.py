"""The API doors of precedents: decide one ticket as another, or several."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from backlog.actions import precedents
from common.api.doors import shaped
from common.api.fields import WordsField, words
from tickets.actions.severally import nobody
from tickets.api.deciding import TicketDoor
from tickets.api.demand import ResultSerializer, drawn
from tickets.api.serializers import TicketReference, WholeTicketSerializer
from tickets.models import Ticket


class PrecedentSerializer(serializers.Serializer[Any]):
    """The precedent, and what the customer is told."""

    precedent = TicketReference()
    message = WordsField()
    rationale = words()
    although_overturned = serializers.BooleanField(default=False)


class PrecedentsSerializer(serializers.Serializer[Any]):
    """Several tickets, the precedent, and words for each; `{name}` in them stands for the customer's name."""

    tickets = serializers.ListField(child=serializers.CharField(max_length=25), allow_empty=False)
    precedent = TicketReference()
    message = words()
    although_overturned = serializers.BooleanField(default=False)


class PrecedentDoor(TicketDoor):
    """Decide as."""

    @extend_schema(request=PrecedentSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Decide a ticket as another one was decided."""
        said = shaped(PrecedentSerializer(data=request.data))
        return self.about(request, reference, lambda ticket: precedents.decide_as(ticket, by=request.user, **said))


class PrecedentsDoor(APIView):
    """Decide several as. Each ticket is a deed of its own, so that none waits for the others' end."""

    @extend_schema(request=PrecedentsSerializer, responses={201: ResultSerializer(many=True)})
    def post(self, request: Caller) -> Response:
        """Decide up to a hundred tickets as another one was decided; what became of each."""
        said = shaped(PrecedentsSerializer(data=request.data))
        named = Ticket.objects.visible_to(request.user).named(said.pop("tickets"))
        key = request.headers.get("Idempotency-Key", "")
        results = precedents.decide_several_as(
            [ticket for ticket in named.values() if ticket], by=request.user, key=key, **said
        )
        missing = [nobody(reference) for reference, ticket in named.items() if ticket is None]
        return Response(drawn([*results, *missing]), status=201)
