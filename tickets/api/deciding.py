"""The API doors of the verbs: one per row of the table. Shape, call, draw."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.requests import Caller
from common.api.doors import Door, shaped
from tickets.actions import assessing, deciding, following_up, listening, setting_aside, writing
from tickets.actions.assessing import Weighing
from tickets.actions.freshness import unless_stale
from tickets.api.seen import seen_in
from tickets.api.serializers import (
    AftermathSerializer,
    AssessmentSerializer,
    DeclineSerializer,
    ListeningSerializer,
    MishearingSerializer,
    ResurfacingSerializer,
    SettingAsideSerializer,
    WholeTicketSerializer,
)
from tickets.models import Aftermath, Ticket


class TicketDoor(Door):
    """A deed about one ticket, answered with the ticket."""

    def about(self, request: Caller, reference: str, act: Callable[[Ticket], Any]) -> Response:
        """Find the ticket, do the deed once, draw the ticket."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)

        def deed() -> Any:
            unless_stale(ticket, by=request.user, seen=seen_in(request), act=act)
            return WholeTicketSerializer(Ticket.objects.drawn().get(pk=ticket.pk)).data

        return self.done(request, deed)


class ListeningDoor(TicketDoor):
    """Listen."""

    @extend_schema(request=ListeningSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say what we understood."""
        said = shaped(ListeningSerializer(data=request.data))
        return self.about(request, reference, lambda ticket: listening.listen(ticket, by=request.user, **said))


class MishearingDoor(TicketDoor):
    """Mishear."""

    @extend_schema(request=MishearingSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Go back to listening, with what was missed."""
        said = shaped(MishearingSerializer(data=request.data))
        return self.about(request, reference, lambda ticket: listening.mishear(ticket, by=request.user, **said))


class AssessmentDoor(TicketDoor):
    """Assess."""

    @extend_schema(request=AssessmentSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Judge whether we could keep doing it."""
        said = shaped(AssessmentSerializer(data=request.data))
        finding, rationale = said.pop("finding"), said.pop("rationale")
        return self.about(
            request,
            reference,
            lambda ticket: assessing.assess(
                ticket, by=request.user, weighing=Weighing(**said), finding=finding, rationale=rationale
            ),
        )


class DeclineDoor(TicketDoor):
    """Decline."""

    @extend_schema(request=DeclineSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Say honestly that we cannot."""
        said = shaped(DeclineSerializer(data=request.data))
        return self.about(request, reference, lambda ticket: deciding.decline(ticket, by=request.user, **said))


class SettingAsideDoor(TicketDoor):
    """Set aside."""

    @extend_schema(request=SettingAsideSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Set aside what is not a complaint that we judge."""
        said = shaped(SettingAsideSerializer(data=request.data))
        return self.about(request, reference, lambda ticket: setting_aside.set_aside(ticket, by=request.user, **said))


class ReopeningDoor(TicketDoor):
    """Reopen."""

    @extend_schema(request=None, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Take up again what was set aside."""
        return self.about(request, reference, lambda ticket: setting_aside.reopen(ticket, by=request.user))


class ResurfacingDoor(TicketDoor):
    """Resurface."""

    @extend_schema(request=ResurfacingSerializer, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Look again at what was declined."""
        said = shaped(ResurfacingSerializer(data=request.data))
        return self.about(request, reference, lambda ticket: deciding.resurface(ticket, by=request.user, **said))


class AftermathDoor(Door):
    """Correct aftermath."""

    @extend_schema(request=AftermathSerializer, responses={201: AftermathSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Put right what became of the customer after the decision that stands."""
        said = shaped(AftermathSerializer(data=request.data))
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        noted = get_object_or_404(Aftermath.objects.of(ticket), after_days=said.pop("after_days"))
        deed = following_up.correct_aftermath
        return self.done(request, lambda: AftermathSerializer(deed(noted, by=request.user, **said)).data)


class OwnershipDoor(TicketDoor):
    """Take."""

    @extend_schema(request=None, responses={201: WholeTicketSerializer})
    def post(self, request: Caller, reference: str) -> Response:
        """Look after a ticket from now on."""
        return self.about(request, reference, lambda ticket: writing.take(ticket, by=request.user))
