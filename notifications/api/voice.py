"""The API door of the voice of the customer."""

from datetime import date
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from common.api.doors import Door
from common.refusals import Invalid
from notifications import voice


class WordsSerializer(serializers.Serializer[Any]):
    """What a customer said."""

    reference = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    area = serializers.CharField()


class AcceptedSerializer(serializers.Serializer[Any]):
    """What was promised."""

    reference = serializers.CharField()
    promise = serializers.CharField()
    times = serializers.IntegerField()


class DeclinedSerializer(serializers.Serializer[Any]):
    """Why it was declined."""

    reason = serializers.CharField()
    waits_for = serializers.CharField()
    times = serializers.IntegerField()


class ShippedSerializer(serializers.Serializer[Any]):
    """What is there, and whether it worked."""

    reference = serializers.CharField()
    title = serializers.CharField()
    promise = serializers.CharField()
    verdict = serializers.CharField()
    stage = serializers.CharField()
    before = serializers.IntegerField()
    after = serializers.IntegerField()


class VoiceOfTheWeekSerializer(serializers.Serializer[Any]):
    """A week, in the caller's language."""

    monday = serializers.DateField()
    received = serializers.IntegerField()
    received_before = serializers.IntegerField()
    words = WordsSerializer(many=True)
    accepted_count = serializers.IntegerField()
    accepted = AcceptedSerializer(many=True)
    declined_count = serializers.IntegerField()
    declined = DeclinedSerializer(many=True)
    shipped = ShippedSerializer(many=True)
    verdicts = ShippedSerializer(many=True)
    waiting = serializers.DictField(child=serializers.IntegerField())


class VoiceDoor(Door):
    """The voice of the customer."""

    @extend_schema(
        operation_id="voice", responses=VoiceOfTheWeekSerializer, parameters=[OpenApiParameter("week", date)]
    )
    def get(self, request: Caller) -> Response:
        """The week of a day, `week=2026-11-16`; the last whole one where none is named."""
        said = request.query_params.get("week", "")
        try:
            monday = voice.monday_of(date.fromisoformat(said)) if said else voice.last_week()
        except (ValueError, OverflowError) as error:
            raise Invalid({"week": voice.NO_DAY}) from error
        return Response(VoiceOfTheWeekSerializer(voice.of_week(monday)).data)
