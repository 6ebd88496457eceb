"""What does a person read in a cell? Labels for codes, and nothing that a spreadsheet would take for a formula."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import pgettext

from common.tables import csv_safe
from exports.vocabulary import Column, Kind


def shown(column: Column, value: Any) -> Any:
    """A value for people: text that is safe, numbers as numbers, days as days, moments by the firm's clock."""
    if value is None or value in ("", []):
        return None
    if column.kind == Kind.MOMENT:
        return by_our_clock(value)
    if column.kind == Kind.NUMBER:
        return Decimal(value).normalize() + 0  # 3.5 for 3.5000
    if column.kind == Kind.YES:
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if column.kind == Kind.WORDS:
        return csv_safe(", ".join(value))
    return csv_safe(column.says.get(value, value)) if column.kind == Kind.TEXT else value


def by_our_clock(moment: datetime) -> datetime:
    """A moment as the clock on the firm's wall showed it, whole seconds."""
    return timezone.make_naive(moment, timezone.get_default_timezone()).replace(microsecond=0)
