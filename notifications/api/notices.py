"""The API doors of notices: one's own list, and a deed about each."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, ClassVar

from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import User
from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.paging import paged
from common.paging import Order
from notifications.actions import choosing, pushing, reading
from notifications.actions.choosing import Hours
from notifications.models import Notice
from notifications.queries import Subject, Thing, subjects_of

_HOURS = [part.name for part in fields(Hours)]


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """One thing of which the caller hears."""

    about = serializers.SerializerMethodField()
    by = serializers.CharField(source="by.name", default=None, read_only=True)

    class Meta:
        model = Notice
        fields: ClassVar = ["id", "kind", "why", "about_type", "about_id", "about", "by", "count", "last_at", "read_at"]

    def get_about(self, row: Notice) -> str:
        """How the thing is called: its reference, else what it says."""
        subjects: dict[Thing, Subject] = self.context.get("subjects", {})
        subject = subjects.get((row.about_type, row.about_id))
        return (subject.reference or subject.title) if subject else ""


class CountedSerializer(serializers.Serializer[Any]):
    """How many were read."""

    read = serializers.IntegerField()


class Notices(Door):
    """What the caller hears of."""

    @extend_schema(
        operation_id="notices",
        responses=NoticeSerializer(many=True),
        parameters=[OpenApiParameter(name, str) for name in ("show", "cursor", "limit")],
    )
    def get(self, request: Caller) -> Response:
        """A page of the caller's own notices, newest first; `show=unread`: what waits to be read."""
        rows = Notice.objects.of(request.user).select_related("by")
        rows = rows.unread() if request.query_params.get("show") == "unread" else rows
        return paged(request, rows, order=Order("last_at", descending=True), draw=_draw)


class ReadNotices(Door):
    """Read all."""

    @extend_schema(operation_id="notices_read_all", request=None, responses={201: CountedSerializer})
    def post(self, request: Caller) -> Response:
        """Take note of everything that waits."""
        return self.done(request, lambda: {"read": reading.read_all(by=request.user)})


class OneNotice(Door):
    """A deed about one notice."""

    deed: Callable[..., Notice] = staticmethod(reading.read)

    @extend_schema(request=None, responses={201: NoticeSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Read it; or hear nothing more of what it is about."""
        row = get_object_or_404(Notice, pk=pk, colleague=request.user)
        return self.done(request, lambda: _draw([self.deed(row, by=request.user)])[0])


def mute(notice: Notice, *, by: Any) -> Notice:
    """Hear nothing more of what it is about."""
    reading.mute(notice.about_type, notice.about_id, by=by)
    notice.refresh_from_db()
    return notice


def _draw(rows: list[Notice]) -> list[Any]:
    subjects = subjects_of((row.about_type, row.about_id) for row in rows)
    return list(NoticeSerializer(rows, many=True, context={"subjects": subjects}).data)


class ChoicesSerializer(serializers.Serializer[Any]):
    """What one hears, over which channel, how soon: `{"assigned": {"mail": "daily"}}`; and at which hours."""

    ways = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField()), required=False, default=dict
    )
    time_zone = serializers.CharField(required=False, allow_blank=True)
    quiet_from = serializers.TimeField(required=False, allow_null=True)
    quiet_until = serializers.TimeField(required=False, allow_null=True)
    digest_hour = serializers.IntegerField(required=False)
    digest_day = serializers.IntegerField(required=False)
    wants_voice = serializers.BooleanField(required=False)
    wants_counts = serializers.BooleanField(required=False, allow_null=True)


class Choices(Door):
    """What the caller wants to hear."""

    @extend_schema(operation_id="notice_choices", responses=ChoicesSerializer)
    def get(self, request: Caller) -> Response:
        """What they hear now: what they chose, else what their role hears."""
        return Response(_choices(request.user))

    @extend_schema(request=ChoicesSerializer, responses={201: ChoicesSerializer})
    def post(self, request: Caller) -> Response:
        """Choose; what is not named stays as it was."""
        said = shaped(ChoicesSerializer(data=request.data))
        return self.done(request, lambda: _choose(request.user, said))


@transaction.atomic
def _choose(user: User, said: dict[str, Any]) -> dict[str, Any]:
    named = said.pop("ways")
    choosing.choose(
        by=user, ways={(kind, channel): when for kind, row in named.items() for channel, when in row.items()}
    )
    if said:
        kept = choosing.rhythm_of(user)
        choosing.keep_hours(by=user, hours=Hours(**{name: getattr(kept, name) for name in _HOURS} | said))
        user.refresh_from_db()
    return _choices(user)


def _choices(user: User) -> dict[str, Any]:
    rhythm = choosing.rhythm_of(user)
    hours = {name: getattr(rhythm, name) for name in _HOURS}
    return dict(ChoicesSerializer({"ways": choosing.ways_of(user)} | hours).data)


class BrowserSerializer(serializers.Serializer[Any]):
    """A push subscription, as a browser gives it."""

    endpoint = serializers.CharField()
    p256dh = serializers.CharField()
    auth = serializers.CharField()


class EndpointSerializer(serializers.Serializer[Any]):
    """Which browser."""

    endpoint = serializers.CharField()


class Browsers(Door):
    """Remember a browser."""

    @extend_schema(
        operation_id="notices_remember_browser", request=BrowserSerializer, responses={201: EndpointSerializer}
    )
    def post(self, request: Caller) -> Response:
        """Show the caller's notices in this browser, too."""
        said = shaped(BrowserSerializer(data=request.data))
        return self.done(request, lambda: {"endpoint": pushing.remember(by=request.user, **said).endpoint})


class ForgetBrowser(Door):
    """Forget a browser."""

    @extend_schema(
        operation_id="notices_forget_browser", request=EndpointSerializer, responses={201: EndpointSerializer}
    )
    def post(self, request: Caller) -> Response:
        """Show them there no longer."""
        said = shaped(EndpointSerializer(data=request.data))

        def act() -> dict[str, Any]:
            pushing.forget(by=request.user, **said)
            return said

        return self.done(request, act)
