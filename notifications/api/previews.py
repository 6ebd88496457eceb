"""The API doors to the mails that customers get: as each looks today, and one sent to oneself."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.actions import need_admin
from accounts.requests import Caller
from common.api.doors import Door, shaped
from customers.models import Language
from notifications.actions.testing import need_an_example, send_a_test
from notifications.letters.examples import EXAMPLES, example


class LetterSerializer(serializers.Serializer[Any]):
    """A mail with example facts; its logo is shown as `cid:logo`."""

    subject = serializers.CharField()
    text = serializers.CharField()
    html = serializers.CharField()


class AskedTestSerializer(serializers.Serializer[Any]):
    """Which mail, in which language."""

    kind = serializers.ChoiceField(EXAMPLES)
    language = serializers.ChoiceField(Language.choices)


class TestMailSerializer(serializers.Serializer[Any]):
    """A test mail on its way, and to whom."""

    to = serializers.EmailField(source="colleague.email")
    made_at = serializers.DateTimeField()


class PreviewDoor(Door):
    """A preview."""

    @extend_schema(operation_id="mails_preview", responses=LetterSerializer)
    def get(self, request: Caller, kind: str, language: str) -> Response:
        """One mail to customers as it looks today."""
        need_admin(request.user)
        need_an_example(kind, language)
        return Response(LetterSerializer(example(kind, language)).data)


class TestDoor(Door):
    """A test."""

    @extend_schema(request=AskedTestSerializer, responses={201: TestMailSerializer})
    def post(self, request: Caller) -> Response:
        """Send one to yourself."""
        said = shaped(AskedTestSerializer(data=request.data))
        return self.done(request, lambda: TestMailSerializer(send_a_test(by=request.user, **said)).data)
