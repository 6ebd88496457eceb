"""The API doors to the words of the mails that customers get, and to how many one customer gets in a day."""

from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.actions import need_admin
from accounts.requests import Caller
from common.api.doors import Changed, Door, etag, shaped
from common.api.fields import WordsField
from notifications.actions.capping import most_a_day
from notifications.actions.rewording import change_cap, restore_mail, reword_mail
from notifications.actions.testing import need_an_example
from notifications.letters.sentences import facts_for, ours, parts

_Held = TypeVar("_Held")


class MailWordsSerializer(serializers.Serializer[Any]):
    """The parts of a mail (subject, greeting, opening, closing …) as they hold now; the facts that each may ask for."""

    words = serializers.DictField(child=WordsField())
    own = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="parts that are not as they came with the product"
    )
    facts = serializers.DictField(child=serializers.ListField(child=serializers.CharField()), read_only=True)


class CapSerializer(serializers.Serializer[Any]):
    """How many mails of ours one customer gets in a day; 0: any number."""

    most = serializers.IntegerField()


class MailWordsDoor(Door):
    """The words of one mail in a language."""

    @extend_schema(operation_id="mails_words", responses=MailWordsSerializer)
    def get(self, request: Caller, kind: str, language: str) -> Response:
        """What it says around what we wrote ourselves; its `ETag` is what `If-Match` wants of a change."""
        need_admin(request.user)
        need_an_example(kind, language)
        return Response(_told(kind, language), headers={"ETag": etag(parts(kind, language))})

    @extend_schema(request=MailWordsSerializer, responses={201: MailWordsSerializer})
    def post(self, request: Caller, kind: str, language: str) -> Response:
        """Let it say something else, in one part or several; with `If-Match` only while it says what was read."""
        words, seen = shaped(MailWordsSerializer(data=request.data))["words"], _read(request, kind, language)

        def deed() -> Any:
            reword_mail(by=request.user, kind=kind, language=language, words=words, seen=seen)
            return _told(kind, language)

        return self.done(request, deed)


class MailWordsRestorationDoor(Door):
    """Restore."""

    @extend_schema(request=None, responses={201: MailWordsSerializer})
    def post(self, request: Caller, kind: str, language: str) -> Response:
        """Let it say what came with the product; with `If-Match` only while it says what was read."""
        seen = _read(request, kind, language)

        def deed() -> Any:
            restore_mail(by=request.user, kind=kind, language=language, seen=seen)
            return _told(kind, language)

        return self.done(request, deed)


class CapDoor(Door):
    """The day's cap."""

    @extend_schema(operation_id="mails_cap", responses=CapSerializer)
    def get(self, request: Caller) -> Response:
        """How many a customer gets in a day; its `ETag` is what `If-Match` wants of a change."""
        need_admin(request.user)
        return Response({"most": most_a_day()}, headers={"ETag": etag(most_a_day())})

    @extend_schema(request=CapSerializer, responses={201: CapSerializer})
    def post(self, request: Caller) -> Response:
        """Choose another number; with `If-Match` only while it is what was read."""
        need_admin(request.user)
        most, seen = shaped(CapSerializer(data=request.data))["most"], _known(request, most_a_day())
        return self.done(request, lambda: {"most": change_cap(by=request.user, most=most, seen=seen).most_a_day})


def _read(request: Caller, kind: str, language: str) -> dict[str, str] | None:
    need_admin(request.user)
    need_an_example(kind, language)
    return _known(request, parts(kind, language))


def _known(request: Caller, held: _Held) -> _Held | None:
    """What the caller knows that holds, where they say so."""
    asked = request.headers.get("If-Match", "")
    if asked and asked not in {etag(held), "*"}:
        raise Changed
    return held if asked else None


def _told(kind: str, language: str) -> Any:
    house, held = ours(kind, language), parts(kind, language)
    own = [part for part in held if held[part] != house[part]]
    return {"words": held, "own": own, "facts": {part: facts_for(kind, part) for part in held}}
