"""The API doors of connections: administrators only, as in the settings."""

from collections.abc import Callable, Collection
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.actions import need_admin
from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order
from connections.actions import connecting, hosting, running
from connections.api import serializers as shapes
from connections.models import Connection
from connections.vocabulary import CODE, TEST, EventType

_FOR_HOSTS_ONLY = frozenset({"token", "login", "project", "secret"})
_OF_HOSTS = _FOR_HOSTS_ONLY | {"name", "address"}
_CURSOR = [OpenApiParameter("cursor", str), OpenApiParameter("limit", int)]


class ConnectionsView(Door):
    """Connections."""

    @extend_schema(
        operation_id="connections_list", responses=shapes.ConnectionSerializer(many=True), parameters=_CURSOR
    )
    def get(self, request: Caller) -> Response:
        """A page of connections, without their secrets."""
        need_admin(request.user)
        rows = Connection.objects.filter(removed_at=None).select_related("owner").prefetch_related("areas")
        return paged(request, rows, order=Order("id"), draw=lambda r: shapes.ConnectionSerializer(r, many=True).data)

    @extend_schema(request=shapes.ConnectSerializer, responses={201: shapes.SecretSerializer})
    def post(self, request: Caller) -> Response:
        """Let another machine hear what happens; the secret that signs is in this answer only."""
        said = shaped(shapes.ConnectSerializer(data=request.data))
        return _with_secret(self, request, lambda: _connect(request, **said))


class EventTypesView(APIView):
    """Types of events."""

    @extend_schema(responses=shapes.EventTypeSerializer(many=True))
    def get(self, request: Caller) -> Response:
        """What a connection can hear about, and the type of a test."""
        types = [{"type": str(kind), "meaning": str(kind.label)} for kind in EventType]
        return Response([*types, {"type": TEST, "meaning": "A test"}])


class ConnectionView(Door):
    """Connection."""

    @extend_schema(responses=shapes.ConnectionSerializer)
    def get(self, request: Caller, pk: int) -> Response:
        """One connection, without its secret."""
        return Response(shapes.ConnectionSerializer(find(request, pk)).data)

    @extend_schema(
        operation_id="connections_change", request=shapes.ChangeSerializer, responses={201: shapes.ConnectionSerializer}
    )
    def post(self, request: Caller, pk: int) -> Response:
        """Set it up differently."""
        subject, said = find(request, pk), shaped(shapes.ChangeSerializer(data=request.data))
        return self.done(request, lambda: shapes.ConnectionSerializer(_change(subject, request, **said)).data)


class RotateDoor(Door):
    """Secret."""

    @extend_schema(request=None, responses={201: shapes.SecretSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Sign with a new secret, which is in this answer only; the old one signs as well for a day."""
        subject = find(request, pk)
        return _with_secret(self, request, lambda: (subject, running.rotate(subject, by=request.user)))


class TestDoor(Door):
    """Test."""

    @extend_schema(request=None, responses={201: shapes.PostSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Post a test."""
        subject = find(request, pk)
        return self.done(request, lambda: shapes.PostSerializer(running.test(subject, by=request.user)).data)


class DeedDoor(Door):
    """A deed about one connection."""

    deed: Callable[..., Connection] = staticmethod(running.pause)

    @extend_schema(request=None, responses={201: shapes.ConnectionSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Pause, resume, or remove."""
        subject = find(request, pk)
        return self.done(request, lambda: shapes.ConnectionSerializer(self.deed(subject, by=request.user)).data)


def _connect(request: Caller, kind: str, **said: Any) -> tuple[Connection, str]:
    if kind in CODE:
        needed = {"token": "", "project": ""} | _of(_OF_HOSTS, said)
        return hosting.connect_host(by=request.user, kind=kind, **needed)
    needed = {"events": []} | {name: value for name, value in said.items() if name not in _FOR_HOSTS_ONLY}
    return connecting.connect(by=request.user, kind=kind, **needed)


def _change(subject: Connection, request: Caller, **said: Any) -> Connection:
    if subject.is_host:
        return hosting.change_host(subject, by=request.user, **_of({*_OF_HOSTS, "version"}, said))
    rest = {name: value for name, value in said.items() if name not in _FOR_HOSTS_ONLY}
    return connecting.change(subject, by=request.user, **rest)


def _of(names: Collection[str], said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name in names}


def _with_secret(door: Door, request: Caller, act: Callable[[], tuple[Connection, str]]) -> Response:
    """The secret goes out beside the answer that is kept for a repeated question, never into it."""
    once: list[str] = []

    def acted() -> object:
        subject, secret = act()
        once.append(secret)
        return shapes.ConnectionSerializer(subject).data

    answer = door.done(request, acted)
    answer.data = {**answer.data, "secret": once[0] if once else None}
    return answer


def find(request: Caller, pk: int) -> Connection:
    """A connection that was not removed, for administrators."""
    need_admin(request.user)
    return get_object_or_404(Connection.objects.kept().select_related("owner"), pk=pk)
