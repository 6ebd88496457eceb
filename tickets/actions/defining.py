"""Define the fields of the firm's own: what they are called, what they offer, whether they are asked for."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Forbidden, Invalid, gather
from journal.actions import record
from tickets.events import ChoiceOffered, FieldAmended, FieldDefined, FieldRestored, FieldRetired
from tickets.models import CustomField, FieldChoice, ProductArea
from tickets.vocabulary import FieldKind

NAME_LIMIT = 80
MOST_FIELDS, MOST_CHOICES = 50, 200
"""So many fields are in use, and so many choices does one offer, at most: more nobody fills in."""


@transaction.atomic
def define(
    *,
    by: User,
    name: str,
    kind: str,
    name_ko: str = "",
    product_area: ProductArea | None = None,
    choices: Sequence[str] = (),
) -> CustomField:
    """Ask for something more on tickets, of one area and its parts or of all. A choice is “English | Korean”."""
    _need_a_keeper(by)
    gather(lambda: _need_a_name(name, name_ko), lambda: _need_a_kind(kind, choices))
    if CustomField.objects.in_use().count() >= MOST_FIELDS:
        raise Invalid({"name": _("There are {n} fields already. Take one out of use first.").format(n=MOST_FIELDS)})
    field = CustomField(name=name.strip(), name_ko=name_ko.strip(), kind=kind, product_area=product_area)
    _save(field, _("There is a field of this name already."))
    record(FieldDefined(field_id=field.pk, kind=kind, name=field.name), about=field, by=by)
    for said in choices:
        english, _bar, korean = said.partition("|")
        offer(field, by=by, name=english, name_ko=korean)
    return field


@transaction.atomic
def redefine(
    field: CustomField, *, by: User, name: str, name_ko: str = "", product_area: ProductArea | None = None
) -> CustomField:
    """Call a field differently, or ask for it on another area. Its kind stays what it is."""
    _need_a_keeper(by)
    lock(field)
    _need_a_name(name, name_ko)
    field.name, field.name_ko, field.product_area = name.strip(), name_ko.strip(), product_area
    _save(field, _("There is a field of this name already."))
    record(FieldAmended(field_id=field.pk, name=field.name), about=field, by=by)
    return field


@transaction.atomic
def offer(field: CustomField, *, by: User, name: str, name_ko: str = "") -> FieldChoice:
    """Let a field offer one choice more."""
    _need_a_keeper(by)
    lock(field)
    _need_a_name(name, name_ko)
    if field.kind != FieldKind.CHOICE:
        raise Invalid({"name": _("Only a field of choices offers any.")})
    if field.choices.count() >= MOST_CHOICES:
        raise Invalid({"name": _("At most {n} choices fit.").format(n=MOST_CHOICES)})
    choice = FieldChoice(field=field, name=name.strip(), name_ko=name_ko.strip())
    _save(choice, _("This choice is there already."))
    record(ChoiceOffered(field_id=field.pk, choice_id=choice.pk, name=choice.name), about=field, by=by)
    return choice


@transaction.atomic
def rename_choice(choice: FieldChoice, *, by: User, name: str, name_ko: str = "") -> FieldChoice:
    """Call a choice differently, wherever it was chosen."""
    _need_a_keeper(by)
    lock(choice)
    _need_a_name(name, name_ko)
    choice.name, choice.name_ko = name.strip(), name_ko.strip()
    _save(choice, _("This choice is there already."))
    event = FieldAmended(field_id=choice.field_id, name=choice.name, choice_id=choice.pk)
    record(event, about=choice.field, by=by)
    return choice


@transaction.atomic
def retire(subject: CustomField | FieldChoice, *, by: User) -> None:
    """Ask for a field, or offer a choice, no more. What was filled in stays, and can be found in the history."""
    _need_a_keeper(by)
    lock(subject)
    if subject.retired_at is None:
        subject.retired_at = now()
        subject.save(update_fields=["retired_at"])
        field, choice_id = _whose(subject)
        record(FieldRetired(field_id=field.pk, name=subject.name, choice_id=choice_id), about=field, by=by)


@transaction.atomic
def restore(subject: CustomField | FieldChoice, *, by: User) -> None:
    """Ask for a field, or offer a choice, again: with everything that was filled in."""
    _need_a_keeper(by)
    lock(subject)
    if subject.retired_at is not None:
        subject.retired_at = None
        _save(subject, _("There is a field of this name already."))
        field, choice_id = _whose(subject)
        record(FieldRestored(field_id=field.pk, name=subject.name, choice_id=choice_id), about=field, by=by)


def _whose(subject: CustomField | FieldChoice) -> tuple[CustomField, int | None]:
    return (subject, None) if isinstance(subject, CustomField) else (subject.field, subject.pk)


def _need_a_keeper(by: User) -> None:
    if by.role != Role.ADMIN:
        raise Forbidden(_("Administrators look after fields."))


def _need_a_name(name: str, name_ko: str) -> None:
    gather(lambda: text.need(name=name), lambda: text.allow(NAME_LIMIT, name=name, name_ko=name_ko))


def _need_a_kind(kind: str, choices: Sequence[str]) -> None:
    if kind not in FieldKind.values:
        raise Invalid({"kind": text.UNCHOSEN})
    if kind == FieldKind.CHOICE and not choices:
        raise Invalid({"choices": _("Name at least one choice.")})
    if kind != FieldKind.CHOICE and choices:
        raise Invalid({"choices": _("Only a field of choices offers any.")})


def _save(subject: CustomField | FieldChoice, taken: str) -> None:
    try:
        with transaction.atomic():
            subject.save()
    except IntegrityError as error:
        raise Invalid({"name": taken}) from error
