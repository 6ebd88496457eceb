"""The API door of a verb: shape the body, call one verb, answer 201; the same key gets the first answer again."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from common.api.strangers import strangers
from common.once import Answer, once


class Changed(exceptions.APIException):
    """What was to be changed is no longer what `If-Match` names."""

    status_code = 412
    default_detail = _("Someone else changed this meanwhile. Read it again before you change it.")


def shaped(serializer: BaseSerializer[Any]) -> dict[str, Any]:
    """The body as the verb wants it, or a 422 field by field; what nobody knows is wrong too, never passed over."""
    serializer.is_valid()
    if wrong := dict(serializer.errors) | strangers(serializer):
        raise exceptions.ValidationError(wrong)
    return dict(serializer.validated_data)


class Door(APIView):
    """A view whose POST does one deed at most once per `Idempotency-Key`."""

    def done(self, request: Request, act: Callable[[], Any], *, status: int = 201) -> Response:
        """Do `act`, which returns the body of the answer."""
        key = request.headers.get("Idempotency-Key", "")
        asked = json.dumps([request.path, request.data], sort_keys=True, default=str).encode()
        said = once(lambda: Answer(status, act()), whose=f"person {request.user.pk}", key=key, question=asked)
        headers = {"Idempotent-Replay": "true"} if said.again else None
        return Response(said.body, status=said.status, headers=headers)


def etag(*parts: object) -> str:
    """A strong tag of what a thing is now."""
    return f'"{hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:24]}"'
