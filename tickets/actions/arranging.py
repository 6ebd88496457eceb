"""Arrange the product areas: a tree of two levels. None is deleted, for tickets are about it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from common import text
from common.clock import now
from common.locking import hold, lock
from common.refusals import Conflict, Forbidden, Invalid, gather
from journal.actions import record
from tickets.events import AreaAdded, AreaMoved, AreaRestored, AreaRetired
from tickets.models import ProductArea

TREE = "the tree of product areas"


@transaction.atomic
def add_area(*, by: User, name: str, name_ko: str = "", parent: ProductArea | None = None) -> ProductArea:
    """Say that complaints can be about something more: an area, or a part of one."""
    _need_a_gardener(by)
    gather(lambda: text.need(name=name), lambda: text.allow(80, name=name, name_ko=name_ko))
    hold(TREE)
    _need_a_place(None, parent)
    area = ProductArea(name=name.strip(), name_ko=name_ko.strip(), parent=parent)
    _plant(area)
    record(AreaAdded(area_id=area.pk, parent_id=area.parent_id, name=area.name), about=area, by=by)
    return area


@transaction.atomic
def move_area(area: ProductArea, *, by: User, parent: ProductArea | None) -> ProductArea:
    """Make an area part of another one, or one that stands on its own."""
    _need_a_gardener(by)
    hold(TREE)
    lock(area)
    if area.parent_id == (parent.pk if parent else None):
        return area
    _need_a_place(area, parent)
    was, area.parent = area.parent_id, parent
    _plant(area)
    record(AreaMoved(area_id=area.pk, was_id=was, parent_id=area.parent_id), about=area, by=by)
    return area


@transaction.atomic
def retire_area(area: ProductArea, *, by: User) -> ProductArea:
    """Let new complaints be about an area no more. Its tickets, items and budget stay."""
    _need_a_gardener(by)
    hold(TREE)
    lock(area)
    if area.children.filter(retired_at=None).exists():
        raise Conflict(_("Take its parts out of use first."))
    if area.retired_at is None:
        area.retired_at = now()
        area.save(update_fields=["retired_at"])
        record(AreaRetired(area_id=area.pk, name=area.name), about=area, by=by)
    return area


@transaction.atomic
def restore_area(area: ProductArea, *, by: User) -> ProductArea:
    """Let complaints be about an area again."""
    _need_a_gardener(by)
    hold(TREE)
    lock(area)
    if area.parent and area.parent.retired_at:
        raise Conflict(_("The area that this is part of is out of use."))
    if area.retired_at is not None:
        area.retired_at = None
        area.save(update_fields=["retired_at"])
        record(AreaRestored(area_id=area.pk, name=area.name), about=area, by=by)
    return area


def _need_a_gardener(by: User) -> None:
    if by.role != Role.ADMIN:
        raise Forbidden(_("Administrators look after product areas."))


def _need_a_place(area: ProductArea | None, parent: ProductArea | None) -> None:
    """The tree has two levels: a part has no parts, and nothing is part of itself."""
    if parent is None:
        return
    parent.refresh_from_db()
    if parent.parent_id or parent == area:
        raise Invalid({"parent": _("Areas have parts, but parts have none: choose an area that stands on its own.")})
    if parent.retired_at:
        raise Invalid({"parent": _("This area is out of use.")})
    if area and area.children.exists():
        raise Invalid({"parent": _("It has parts itself. Move those first.")})


def _plant(area: ProductArea) -> None:
    try:
        with transaction.atomic():
            area.save()
    except IntegrityError as error:
        raise Invalid({"name": _("There is an area of this name already.")}) from error
