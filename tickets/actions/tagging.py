"""Put tags on tickets and customers, and keep the list of tags in order."""

import unicodedata
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from common import text
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from customers.models import Customer
from journal.actions import record
from journal.events import Event
from tickets.events import (
    CustomerTagged,
    CustomerUntagged,
    TagRemoved,
    TagRenamed,
    TagsJoined,
    TicketTagged,
    TicketUntagged,
)
from tickets.models import CustomerTag, Tag, Ticket, TicketTag
from tickets.workflow import LISTENERS

TAG_LIMIT = 40
MOST = 30
"""So many tags are on one thing at most."""


@transaction.atomic
def tag(subject: Ticket | Customer, *, by: User, names: Iterable[str]) -> list[Tag]:
    """Put tags on a ticket or a customer, new ones too; those it carries already are passed over. Returns the added."""
    need_a_tagger(by)
    wanted = spelled_well(names)
    lock(subject)
    carried = set(Tag.objects.on(subject).values_list("pk", flat=True))
    added = [one for one in _held(wanted) if one.pk not in carried]
    if len(carried) + len(added) > MOST:
        raise Invalid({"names": _("At most {n} tags fit on one thing.").format(n=MOST)})
    if isinstance(subject, Ticket):
        TicketTag.objects.bulk_create(TicketTag(ticket=subject, tag=one) for one in added)
    else:
        CustomerTag.objects.bulk_create(CustomerTag(customer=subject, tag=one) for one in added)
    if added:
        record(_tagged(subject, [one.name for one in added]), about=subject, by=by)
    return added


@transaction.atomic
def untag(subject: Ticket | Customer, *, by: User, name: str) -> bool:
    """Take a tag off a ticket or a customer. False: it did not carry it."""
    need_a_tagger(by)
    lock(subject)
    rows = TicketTag.objects.filter(ticket=subject) if isinstance(subject, Ticket) else None
    carried = CustomerTag.objects.filter(customer=subject) if rows is None else rows  # type: ignore[misc]
    gone, _by_model = carried.filter(tag__name=spelled(name)).delete()
    if gone:
        record(_untagged(subject, [spelled(name)]), about=subject, by=by)
    return bool(gone)


@transaction.atomic
def rename_tag(tag: Tag, *, by: User, name: str) -> Tag:
    """Write a tag differently, wherever it is; two tags that become one are joined instead."""
    _need_a_keeper(by)
    _still_there(tag)
    was, tag.name = tag.name, *spelled_well([name], field="name")
    if tag.name == was:
        return tag
    if Tag.objects.filter(name=tag.name).exists():
        raise Invalid({"name": _("There is a tag of this name already. Put the two together instead.")})
    tag.save(update_fields=["name"])
    record(TagRenamed(tag_id=tag.pk, was=was, name=tag.name), about=tag, by=by)
    return tag


@transaction.atomic
def join_tags(tag: Tag, *, by: User, into: Tag) -> Tag:
    """Let everything that carries one tag carry another, and do without the first. Returns the one that stays."""
    _need_a_keeper(by)
    if tag.pk == into.pk:
        raise Invalid({"into": _("Choose another tag.")})
    for one in sorted((tag, into), key=lambda one: one.pk):
        _still_there(one)
    with connection.cursor() as cursor:
        for table, column in (("tickets_tickettag", "ticket_id"), ("tickets_customertag", "customer_id")):
            cursor.execute(
                f"INSERT INTO {table} (tag_id, {column}) SELECT %s, {column} FROM {table} WHERE tag_id = %s"  # noqa: S608 (names of ours)
                " ON CONFLICT DO NOTHING",
                [into.pk, tag.pk],
            )
    record(TagsJoined(tag_id=tag.pk, was=tag.name, into_id=into.pk, name=into.name), about=into, by=by)
    _forget(tag)
    return into


@transaction.atomic
def remove_tag(tag: Tag, *, by: User) -> None:
    """Do without a tag: it is taken off everything. What happened with it stays in the history."""
    _need_a_keeper(by)
    _still_there(tag)
    record(TagRemoved(tag_id=tag.pk, was=tag.name), about=tag, by=by)
    _forget(tag)


def spelled(name: str) -> str:
    """A tag as it is kept: composed, lower case, single spaces, without the # that people put before it."""
    return " ".join(unicodedata.normalize("NFC", name).replace(",", " ").split()).lstrip("#").strip().lower()


def spelled_well(names: Iterable[str], *, field: str = "names") -> list[str]:
    """Each name as it is kept, once; refused where one is empty, broken or too long."""
    wanted = list(dict.fromkeys(spelled(name) for name in names))
    for name in wanted or [""]:
        if sentence := text.complaint_about(name, limit=TAG_LIMIT):
            raise Invalid({field: sentence})
    return wanted


def need_a_tagger(by: User) -> None:
    """Refuse those who only look."""
    if by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers tag."))


def _held(names: list[str]) -> list[Tag]:
    """The tags of these names, new ones made, held so that nobody joins or removes them meanwhile."""
    for _again in range(3):  # one that was joined into another while we waited for it is made anew
        Tag.objects.bulk_create((Tag(name=name) for name in names), ignore_conflicts=True)
        held = Tag.objects.filter(name__in=names).order_by("pk").select_for_update(no_key=True)
        if len(held) == len(names):
            return sorted(held, key=lambda tag: names.index(tag.name))
    raise Conflict(_("This tag is gone: someone removed it or put it together with another."))


def _need_a_keeper(by: User) -> None:
    if by.role != Role.ADMIN:
        raise Forbidden(_("Administrators look after tags."))


def _still_there(tag: Tag) -> None:
    try:
        lock(tag)
    except Tag.DoesNotExist as error:
        raise Conflict(_("This tag is gone: someone removed it or put it together with another.")) from error


def _forget(tag: Tag) -> None:
    TicketTag.objects.filter(tag=tag).delete()
    CustomerTag.objects.filter(tag=tag).delete()
    Tag.objects.filter(pk=tag.pk).delete()


def _tagged(subject: Ticket | Customer, names: list[str]) -> Event:
    if isinstance(subject, Customer):
        return CustomerTagged(customer_id=subject.pk, tags=names)
    return TicketTagged(**subject.facts, tags=names)


def _untagged(subject: Ticket | Customer, names: list[str]) -> Event:
    if isinstance(subject, Customer):
        return CustomerUntagged(customer_id=subject.pk, tags=names)
    return TicketUntagged(**subject.facts, tags=names)
