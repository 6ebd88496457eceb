"""The API doors of the fields of the firm's own."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import Caller
from common.api.doors import Door, shaped
from common.api.fields import WordsField, words
from common.api.paging import paged
from common.paging import Order
from tickets.actions import defining, filling, spelling
from tickets.models import CustomField, FieldChoice, ProductArea, Ticket
from tickets.vocabulary import FieldKind

_CURSOR = [OpenApiParameter("cursor", str), OpenApiParameter("limit", int)]


class UseSerializer(serializers.Serializer[Any]):
    """Whether it is in use."""

    in_use = serializers.BooleanField()


class ChoiceSerializer(serializers.Serializer[Any]):
    """An answer that a field offers; `retired_at` says that it does no more."""

    id = serializers.IntegerField(read_only=True)
    name = WordsField()
    name_ko = words()
    retired_at = serializers.DateTimeField(read_only=True, default=None)


class FieldSerializer(serializers.Serializer[Any]):
    """A field of the firm's own."""

    id = serializers.IntegerField(read_only=True)
    name = WordsField()
    name_ko = words()
    kind = serializers.ChoiceField(FieldKind.choices)
    product_area = serializers.PrimaryKeyRelatedField(
        queryset=ProductArea.objects.all(), allow_null=True, required=False, default=None
    )
    choices = serializers.SerializerMethodField()
    retired_at = serializers.DateTimeField(read_only=True)

    def get_choices(self, field: CustomField) -> list[dict[str, Any]]:
        """Every choice that it ever offered."""
        return [dict(ChoiceSerializer(one).data) for one in spelling.offered(field)]


class NewFieldSerializer(FieldSerializer):
    """A field that there is not yet; a choice is “English | Korean”."""

    choices = serializers.ListField(child=WordsField(), default=list, max_length=200)  # type: ignore[assignment]


class AmendedFieldSerializer(serializers.Serializer[Any]):
    """What a field is called, and on which area it is asked for."""

    name = WordsField()
    name_ko = words()
    product_area = serializers.PrimaryKeyRelatedField(
        queryset=ProductArea.objects.all(), allow_null=True, required=False, default=None
    )


class FilledField(serializers.DictField):
    """What fields hold, by their number: `{"12": "Seoul"}`; null empties one, what is left out stays."""

    child = serializers.JSONField(allow_null=True)

    def to_internal_value(self, data: Any) -> dict[int, Any]:
        """Numbers as numbers; whether there are such fields is the verb's to say."""
        said = super().to_internal_value(data)
        if not all(str(key).isdecimal() and len(str(key)) < 19 for key in said):
            raise serializers.ValidationError(_("Fields are named by their numbers."))
        return {int(key): value for key, value in said.items()}


class ValuesSerializer(serializers.Serializer[Any]):
    """What fields hold."""

    fields = FilledField()  # type: ignore[assignment]  # taken out by the metaclass


class FieldsView(Door):
    """Fields of the firm's own."""

    @extend_schema(responses=FieldSerializer(many=True), operation_id="custom_fields_list", parameters=_CURSOR)
    def get(self, request: Caller) -> Response:
        """A page of fields, the retired ones too."""
        rows = CustomField.objects.drawn()
        return paged(request, rows, order=Order("id"), draw=lambda found: FieldSerializer(found, many=True).data)

    @extend_schema(request=NewFieldSerializer, responses={201: FieldSerializer})
    def post(self, request: Caller) -> Response:
        """Ask for something more on tickets."""
        said = shaped(NewFieldSerializer(data=request.data))
        return self.done(request, lambda: _drawn(defining.define(by=request.user, **said)))


class FieldView(Door):
    """One field."""

    @extend_schema(request=AmendedFieldSerializer, responses=FieldSerializer)
    def put(self, request: Caller, pk: int) -> Response:
        """Call a field differently, or ask for it elsewhere."""
        field, said = get_object_or_404(CustomField, pk=pk), shaped(AmendedFieldSerializer(data=request.data))
        return self.done(request, lambda: _drawn(defining.redefine(field, by=request.user, **said)), status=200)


class FieldUseDoor(Door):
    """Use."""

    @extend_schema(request=UseSerializer, responses={201: FieldSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Ask for a field no more, or again."""
        field = get_object_or_404(CustomField, pk=pk)
        return self.done(request, lambda: _drawn(_use(request, field)))


class FieldChoicesDoor(Door):
    """Choices."""

    @extend_schema(request=ChoiceSerializer, responses={201: FieldSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Let a field offer one choice more."""
        field, said = get_object_or_404(CustomField, pk=pk), shaped(ChoiceSerializer(data=request.data))
        return self.done(request, lambda: _drawn(defining.offer(field, by=request.user, **said).field))


class ChoiceView(Door):
    """One choice."""

    @extend_schema(request=ChoiceSerializer, responses=ChoiceSerializer)
    def put(self, request: Caller, pk: int) -> Response:
        """Call a choice differently."""
        choice, said = _choice(pk), shaped(ChoiceSerializer(data=request.data))
        return self.done(
            request, lambda: ChoiceSerializer(defining.rename_choice(choice, by=request.user, **said)).data, status=200
        )


class ChoiceUseDoor(Door):
    """Use."""

    @extend_schema(request=UseSerializer, responses={201: ChoiceSerializer})
    def post(self, request: Caller, pk: int) -> Response:
        """Offer a choice no more, or again."""
        choice = _choice(pk)
        return self.done(request, lambda: ChoiceSerializer(_use(request, choice)).data)


class TicketFieldsDoor(Door):
    """Fields of a ticket."""

    @extend_schema(request=ValuesSerializer, responses={201: dict[str, Any]})
    def post(self, request: Caller, reference: str) -> Response:
        """Fill in fields; what does not fit is said as `field_12`."""
        ticket = Ticket.objects.visible_to(request.user).called(reference)
        said = shaped(ValuesSerializer(data=request.data))["fields"]
        return self.done(request, lambda: {"fields": filled_in(filling.fill_in(ticket, by=request.user, values=said))})


def filled_in(ticket: Ticket) -> dict[str, Any]:
    """What the fields of a ticket hold, by their number: text, number (as text), the number of a choice, day, true."""
    return {str(field.pk): spelling.kept_of(field) for field in filling.fields_on(ticket)}


def _use(request: Caller, subject: Any) -> Any:
    said = shaped(UseSerializer(data=request.data))
    (defining.restore if said["in_use"] else defining.retire)(subject, by=request.user)
    return subject


def _choice(pk: int) -> FieldChoice:
    return get_object_or_404(FieldChoice.objects.select_related("field"), pk=pk)


def _drawn(field: CustomField) -> Any:
    return FieldSerializer(CustomField.objects.drawn().get(pk=field.pk)).data
