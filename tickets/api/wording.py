"""The API doors of words: drafts, hints, and the settings of both."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from capabilities.models import Capability
from common.api.doors import Door, shaped
from common.api.fields import WordsField, words
from customers.models import Language
from tickets.actions import drafting, phrasing
from tickets.models import Draft, Ticket
from tickets.vocabulary import Outcome, Reason


class AskedDraftSerializer(serializers.Serializer[Any]):
    """Which draft: of which kind, for which reason, with which facts."""

    kind = serializers.ChoiceField([*Outcome.choices, ("looking_again", "looking_again")])
    reason = serializers.ChoiceField(Reason.choices, required=False, default="")
    promise = words()
    waiting_for = serializers.PrimaryKeyRelatedField(
        queryset=Capability.objects.all(), required=False, allow_null=True, default=None
    )
    revisit_on = serializers.DateField(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A decline has a reason; it names the draft."""
        reason = attrs.pop("reason")
        if attrs["kind"] == Outcome.DECLINED:
            attrs["kind"] = self.fields["reason"].run_validation(reason or None)
        return attrs


class FilledDraftSerializer(serializers.Serializer[Any]):
    """A draft with its facts, and its language."""

    message = serializers.CharField()
    language = serializers.CharField()


class DraftSerializer(serializers.Serializer[Any]):
    """The template of a draft; `is_own` where it is not the one that came with the product."""

    kind = serializers.CharField()
    language = serializers.CharField()
    body = WordsField()
    is_own = serializers.BooleanField(read_only=True)


class NamedDraftSerializer(serializers.Serializer[Any]):
    """Which template."""

    kind = serializers.CharField()
    language = serializers.CharField()


class PhraseSerializer(serializers.Serializer[Any]):
    """A phrase of which we are wary."""

    language = serializers.CharField()
    phrase = WordsField()
    suggestion = WordsField()


class NamedPhraseSerializer(serializers.Serializer[Any]):
    """Which phrase."""

    language = serializers.CharField()
    phrase = WordsField()


class WordedSerializer(serializers.Serializer[Any]):
    """Words that are about to be sent."""

    text = WordsField()
    language = serializers.ChoiceField(Language.choices)


class HintSerializer(serializers.Serializer[Any]):
    """A phrase that excuses or blames, where it stands (in the NFC form of the text), and what to say instead."""

    phrase = serializers.CharField()
    suggestion = serializers.CharField()
    begin = serializers.IntegerField()
    end = serializers.IntegerField()


class FilledDraftView(Door):
    """A draft for a ticket."""

    @extend_schema(
        operation_id="tickets_drafts",
        responses=FilledDraftSerializer,
        parameters=[OpenApiParameter(name, str) for name in ("kind", "reason", "promise", "waiting_for", "revisit_on")],
    )
    def get(self, request: Caller, reference: str) -> Response:
        """The draft with which a message to this customer begins."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        asked = shaped(AskedDraftSerializer(data={"kind": Outcome.ACCEPTED} | request.query_params.dict()))
        found = {
            "message": drafting.draft(ticket, asked.pop("kind"), **asked),
            "language": drafting.language_of(ticket),
        }
        return Response(FilledDraftSerializer(found).data)


class DraftsView(Door):
    """The templates of the firm."""

    @extend_schema(operation_id="drafts_list", responses=DraftSerializer(many=True))
    def get(self, request: Caller) -> Response:
        """Every template, in both languages."""
        own = set(Draft.objects.values_list("kind", "language"))
        rows = [
            {"kind": kind, "language": language, "body": body, "is_own": (kind, language) in own}
            for language in Language.values
            for kind, body in drafting.templates(language).items()
        ]
        return Response(DraftSerializer(rows, many=True).data)

    @extend_schema(request=DraftSerializer, responses={201: DraftSerializer})
    def post(self, request: Caller) -> Response:
        """Let messages of a kind begin with these words."""
        said = shaped(DraftSerializer(data=request.data))
        return self.done(request, lambda: {**_named(drafting.rewrite(by=request.user, **said)), "is_own": True})


class DraftRestorationDoor(Door):
    """Restore."""

    @extend_schema(request=NamedDraftSerializer, responses={201: DraftSerializer})
    def post(self, request: Caller) -> Response:
        """Take back the template that came with the product."""
        said = shaped(NamedDraftSerializer(data=request.data))

        def deed() -> Any:
            drafting.restore(by=request.user, **said)
            return said | {"body": drafting.templates(said["language"])[said["kind"]], "is_own": False}

        return self.done(request, deed)


class PhrasesView(Door):
    """The phrases of which we are wary."""

    @extend_schema(
        operation_id="phrases_list",
        responses=PhraseSerializer(many=True),
        parameters=[OpenApiParameter("language", str, enum=Language.values)],
    )
    def get(self, request: Caller) -> Response:
        """The list, of one language or of both."""
        asked = request.query_params.get("language")
        rows = [
            {"language": language, "phrase": phrase, "suggestion": suggestion}
            for language in Language.values
            if asked in {None, "", language}
            for phrase, suggestion in sorted(phrasing.watched(language).items())
        ]
        return Response(PhraseSerializer(rows, many=True).data)

    @extend_schema(request=PhraseSerializer, responses={201: PhraseSerializer})
    def post(self, request: Caller) -> Response:
        """Be wary of a phrase."""
        said = shaped(PhraseSerializer(data=request.data))
        return self.done(request, lambda: PhraseSerializer(phrasing.teach(by=request.user, **said)).data)


class PhraseRemovalDoor(Door):
    """Forget."""

    @extend_schema(request=NamedPhraseSerializer, responses={201: PhraseSerializer})
    def post(self, request: Caller) -> Response:
        """Take a phrase off the list."""
        said = shaped(NamedPhraseSerializer(data=request.data))
        return self.done(request, lambda: PhraseSerializer(phrasing.forget(by=request.user, **said)).data)


class WordingView(Door):
    """Hints."""

    @extend_schema(operation_id="wording", request=WordedSerializer, responses={200: HintSerializer(many=True)})
    def post(self, request: Caller) -> Response:
        """Which phrases of a text excuse or blame; nothing is kept."""
        said = shaped(WordedSerializer(data=request.data))
        return Response(HintSerializer(phrasing.hints_in(said["text"], said["language"]), many=True).data)


def _named(own: Draft) -> dict[str, str]:
    return {"kind": own.kind, "language": own.language, "body": own.body}
