"""Read what was typed into a field of the firm's own, as its kind wants it; and say what it holds in words."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common import text
from common.refusals import Invalid, Sentence
from tickets.models import CustomField, FieldChoice
from tickets.vocabulary import FieldKind

LINE_LIMIT, LARGEST, PLACES = 500, Decimal(10) ** 14, 4
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
_YES, _NO = {"yes", "true", "1"}, {"no", "false", "0"}


def read(known: Mapping[int, CustomField], values: Mapping[int, Any]) -> dict[int, Any]:
    """Every value as its field keeps it, None for an empty one; all that does not fit is said at once."""
    read, wrong = dict[int, Any](), dict[str, Sentence]()
    for number, value in values.items():
        try:
            read[number] = _READ[known[number].kind](known[number], value) if _is_said(value) else None
        except KeyError:
            wrong[f"field_{number}"] = _("This ticket has no such field.")
        except Invalid as refusal:
            wrong[f"field_{number}"] = refusal.fields[""]
    if wrong:
        raise Invalid(wrong)
    return read


def worded(field: CustomField, value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if field.kind == FieldKind.NUMBER:
        return number_format(Decimal(str(value)).normalize() + 0, use_l10n=True, force_grouping=True)
    if field.kind == FieldKind.DAY:
        return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    if field.kind == FieldKind.YES:
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    return next((str(one) for one in offered(field) if one.pk == value), "") if field.kind == "choice" else str(value)


def offered(field: CustomField) -> list[FieldChoice]:
    """Every choice that a field ever offered; those that are retired say since when."""
    return [FieldChoice(**said) for said in field.offers]  # type: ignore[attr-defined] # annotated


def kept_of(field: CustomField) -> Any:
    """What a field holds on the ticket it was fetched for: JSON, or None."""
    return (field.kept or {}).get(field.kind)  # type: ignore[attr-defined] # annotated


def _is_said(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and text.is_empty(value))


def _a_line(_field: CustomField, value: Any) -> str:
    line = str(value).strip()
    if sentence := text.complaint_about(line, limit=LINE_LIMIT):
        raise Invalid({"": sentence})
    return line


def _a_number(_field: CustomField, value: Any) -> Decimal:
    try:
        number = Decimal(str(value).strip().replace(",", ""))
    except InvalidOperation as error:
        raise Invalid({"": _("That is not a number.")}) from error
    if not number.is_finite() or abs(number) >= LARGEST:
        raise Invalid({"": _("That is more than we can count.")})
    if number != number.quantize(Decimal(1).scaleb(-PLACES)):
        raise Invalid({"": _("At most {n} digits fit behind the point.").format(n=PLACES)})
    return number


def _a_choice(field: CustomField, value: Any) -> int:
    mine = {str(one.pk): one for one in offered(field)}
    choice = mine.get(str(value).strip())
    was = kept_of(field) if hasattr(field, "kept") else None
    if choice is None or (choice.retired_at and choice.pk != was):
        raise Invalid({"": _("This choice is not offered.")})
    return int(choice.pk)


def _a_day(_field: CustomField, value: Any) -> date:
    try:
        day = date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise Invalid({"": _("That is not a date.")}) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid({"": _("That day is too far away to be true.")})
    return day


def _yes_or_no(_field: CustomField, value: Any) -> bool:
    answer = str(value).strip().lower()
    if answer not in _YES | _NO:
        raise Invalid({"": _("Answer yes or no.")})
    return answer in _YES


_READ: dict[str, Callable[[CustomField, Any], Any]] = {
    FieldKind.TEXT: _a_line,
    FieldKind.NUMBER: _a_number,
    FieldKind.CHOICE: _a_choice,
    FieldKind.DAY: _a_day,
    FieldKind.YES: _yes_or_no,
}
