"""What does the API say when a body does not fit? In our words, in the reader's language, for every field there is."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, relations, serializers
from rest_framework.exceptions import ErrorDetail

from common.refusals import Sentence
from common.text import NEEDED

_OBJECT = gettext_lazy("Named values are wanted here: a JSON object.")
_LIST = gettext_lazy("A list is wanted here.")
_EMPTY = gettext_lazy("The list is empty. Name at least one.")
_LONG = gettext_lazy("That number is too long.")
_NUMBER = gettext_lazy("A number is wanted here.")
_CHOICE = gettext_lazy("This cannot be chosen here: {input}")
_BIG, _SMALL = gettext_lazy("This may be at most {max_value}."), gettext_lazy("This must be at least {min_value}.")
_AT_LEAST, _AT_MOST = (
    gettext_lazy("Name at least this many: {min_length}."),
    gettext_lazy("At most this many: {max_length}."),
)
_MOMENT = gettext_lazy("A moment is wanted here, as in 2026-11-26T09:30:00+09:00.")
_LISTS: dict[str, Sentence] = {"not_a_list": _LIST, "empty": _EMPTY, "min_length": _AT_LEAST, "max_length": _AT_MOST}
_NUMBERS: dict[str, Sentence] = {"invalid": _NUMBER, "max_value": _BIG, "min_value": _SMALL, "max_string_length": _LONG}
SENTENCES: dict[Any, dict[str, Sentence]] = {
    serializers.Field: {
        "required": NEEDED,
        "null": gettext_lazy("Nothing (null) does not fit here. Send a value."),
    },
    serializers.Serializer: {"invalid": _OBJECT},
    serializers.ListSerializer: _LISTS,
    serializers.ListField: _LISTS,
    serializers.DictField: {"not_a_dict": _OBJECT, "empty": _EMPTY},
    serializers.JSONField: {"invalid": gettext_lazy("JSON is wanted here.")},
    serializers.CharField: {
        "invalid": gettext_lazy("Text is wanted here."),
        "blank": NEEDED,
        "max_length": gettext_lazy("That is too long. So many characters fit: {max_length}."),
        "min_length": gettext_lazy("That is too short. So many characters are needed: {min_length}."),
    },
    serializers.BooleanField: {"invalid": gettext_lazy("Yes or no is wanted here: true or false.")},
    serializers.ChoiceField: {"invalid_choice": _CHOICE},
    serializers.MultipleChoiceField: {"invalid_choice": _CHOICE, "not_a_list": _LIST, "empty": _EMPTY},
    serializers.IntegerField: _NUMBERS | {"invalid": gettext_lazy("A whole number is wanted here.")},
    serializers.FloatField: _NUMBERS | {"overflow": _LONG},
    serializers.DecimalField: _NUMBERS
    | {
        "max_digits": gettext_lazy("Fewer digits, please. So many fit: {max_digits}."),
        "max_decimal_places": gettext_lazy("Fewer digits behind the point, please. So many fit: {max_decimal_places}."),
        "max_whole_digits": gettext_lazy("Fewer digits before the point, please. So many fit: {max_whole_digits}."),
    },
    serializers.DateField: dict.fromkeys(
        ("invalid", "datetime"), gettext_lazy("A day is wanted here, as in 2026-11-26.")
    ),
    serializers.DateTimeField: dict.fromkeys(("invalid", "date", "make_aware", "overflow"), _MOMENT),
    serializers.TimeField: {"invalid": gettext_lazy("A time of day is wanted here, as in 09:30.")},
    relations.PrimaryKeyRelatedField: {
        "required": NEEDED,
        "does_not_exist": gettext_lazy("There is nothing of this number: {pk_value}"),
        "incorrect_type": gettext_lazy("The number of one that there is is wanted here."),
    },
    relations.SlugRelatedField: {
        "does_not_exist": gettext_lazy("There is nobody and nothing of this name: {value}"),
        "invalid": gettext_lazy("A name is wanted here."),
    },
    relations.ManyRelatedField: {"not_a_list": _LIST, "empty": _EMPTY},
}
"""Class of a field → what it says; fields gather from their classes when they are made."""


def speak() -> None:
    """Let every field say it so, wherever it is used."""
    for field, sentences in SENTENCES.items():
        field.default_error_messages = field.default_error_messages | sentences


def of_field(said: object) -> str:
    """One sentence about a field. An empty body is said by the library itself, in English only."""
    is_nothing = isinstance(said, ErrorDetail) and said.code == "null" and said == "No data provided"
    return str(_OBJECT) if is_nothing else str(said)


def of_call(error: exceptions.APIException) -> str:
    """One sentence about a call that could not be taken at all."""
    if isinstance(error, exceptions.ParseError):
        return _unreadable(error)
    if isinstance(error, exceptions.MethodNotAllowed):
        return _("This address does not do that. See the header Allow.")
    if isinstance(error, exceptions.Throttled):
        return _("That was too fast. Please try again in {n} seconds.").format(
            n=int(getattr(error, "wait", None) or 0) + 1
        )
    return str(_CALLS.get(type(error), error.detail))


def _unreadable(error: exceptions.ParseError) -> str:
    """Where the body stops being JSON, if that is known."""
    cause = error.__context__
    if line := getattr(cause, "lineno", None):
        said = _("The body is not JSON. Look at line {line}, column {column}.")
        return said.format(line=line, column=getattr(cause, "colno", 1))
    return _("The body cannot be read. JSON in UTF-8 is wanted.")


_CALLS: dict[type[exceptions.APIException], Sentence] = {
    exceptions.UnsupportedMediaType: gettext_lazy("We read JSON only. Send Content-Type: application/json."),
    exceptions.NotAcceptable: gettext_lazy("We answer in JSON only. Send Accept: application/json."),
    exceptions.NotAuthenticated: gettext_lazy("Sign in first, or send a key: Authorization: Bearer csp_…"),
    exceptions.PermissionDenied: gettext_lazy("This is not yours to do."),
}
