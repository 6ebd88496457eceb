"""The API doors of files: choose them before something is sent, let them go, read what was sent."""

from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.downloads import to_be_saved
from tickets.actions import enclosing
from tickets.actions.drawing import path_of
from tickets.api.said import FileSerializer
from tickets.api.serializers import TicketReference
from tickets.models import Attachment, Ticket, UnsentFile


class UnsentFileSerializer(serializers.Serializer[Any]):
    """A file that waits; without a ticket it waits for a complaint."""

    file = serializers.FileField(allow_empty_file=True)
    ticket = TicketReference(required=False, allow_null=True, default=None)


class UnsentFilesDoor(Door):
    """Choose a file."""

    parser_classes = (MultiPartParser,)

    @extend_schema(request={"multipart/form-data": UnsentFileSerializer}, responses={201: FileSerializer})
    def post(self, request: Caller) -> Response:
        """Keep a file until it is sent: its `key` goes into `held` of a message or a complaint; a week at most."""
        said = shaped(UnsentFileSerializer(data=request.data))
        if ticket := said["ticket"]:
            ticket = Ticket.objects.visible_to(request.user).called(ticket.reference)

        def act() -> Any:
            return FileSerializer(enclosing.hold(said["file"], by=request.user, ticket=ticket)).data

        return self.done(request, act)


class UnsentFileRemovalDoor(Door):
    """Let a file go."""

    @extend_schema(request=None, responses={201: FileSerializer})
    def post(self, request: Caller, key: str) -> Response:
        """Let a file go that one chose and did not send."""
        file = get_object_or_404(UnsentFile, by=request.user, key=key)
        return self.done(request, lambda: FileSerializer(enclosing.let_go(file, by=request.user)).data)


class AttachmentView(APIView):
    """A file."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Caller, key: str) -> FileResponse:
        """A file that came with a complaint, a message or a note, as it was sent."""
        tickets = Ticket.objects.visible_to(request.user)
        found = get_object_or_404(Attachment.objects.filter(ticket__in=tickets), key=key)
        return to_be_saved(path_of(found.key), found.name)
