"""Fill in the fields of the firm's own on a ticket."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from common.locking import lock
from common.refusals import Conflict, Forbidden
from journal.actions import record
from tickets.actions.spelling import kept_of, read, worded
from tickets.events import FieldsFilled
from tickets.models import CustomField, FieldValue, Ticket
from tickets.vocabulary import FieldKind
from tickets.workflow import LISTENERS


@transaction.atomic
def fill_in(ticket: Ticket, *, by: User, values: Mapping[int, Any], seen: str = "") -> Ticket:
    """Say what fields (by number) hold; an empty value empties the field, what is left out stays.

    `seen` is the `state_of` the fields when the page was drawn: if a colleague was quicker, it is too late.
    """
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers fill in fields."))
    lock(ticket)
    known = {field.pk: field for field in fields_on(ticket)}
    if seen and seen != state_of(known.values()):
        raise Conflict(
            _("Someone changed these fields meanwhile. What you typed is still here: save again to keep it.")
        )
    said = read(known, values)
    filled = [_put(ticket, known[number], value) for number, value in said.items()]
    changed = [one for one in filled if one]
    if changed:
        record(FieldsFilled(**ticket.facts, filled=changed), about=ticket, by=by)
    return ticket


def fields_on(ticket: Ticket) -> list[CustomField]:
    """The fields that a ticket has, each with what it `offers` and what is `kept` of it: one question."""
    return drawn(Ticket.objects.filter(pk=ticket.pk).values_list(CustomField.objects.of_each_ticket(), flat=True)[0])


def drawn(column: Iterable[dict[str, Any]]) -> list[CustomField]:
    """The fields of a ticket out of its column of them."""
    fields = []
    for said in column:
        field = CustomField(**{name: said[name] for name in ("id", "name", "name_ko", "kind")})
        field.offers, field.kept = said["offers"], said["kept"]  # type: ignore[attr-defined]
        fields.append(field)
    return fields


def state_of(fields: Iterable[CustomField]) -> str:
    """What the fields hold now, in a word that is another one as soon as one of them is changed."""
    kept = {field.pk: field.kept for field in fields if field.kept}  # type: ignore[attr-defined] # annotated
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:20]


def _put(ticket: Ticket, field: CustomField, value: Any) -> dict[str, str] | None:
    """Keep a value; what changed, in the words of the firm, or None."""
    was = kept_of(field)
    plain = value.isoformat() if isinstance(value, date) else value
    if plain == was or (isinstance(value, Decimal) and was is not None and value == Decimal(str(was))):
        return None
    rows = FieldValue.objects.filter(ticket=ticket, field=field)
    if value is None:
        rows.delete()
    else:
        column = "choice_id" if field.kind == FieldKind.CHOICE else field.kind
        FieldValue.objects.update_or_create(ticket=ticket, field=field, defaults={column: value})
    with override("en"):
        words = {"name": field.name, "was": worded(field, was), "now": worded(field, plain)}
    return {"field": str(field.pk), **words}
