"""Tags that draw where one can go in the settings, in groups."""

from typing import NamedTuple

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

register = template.Library()


class Room(NamedTuple):
    """One page of the settings: by which word it knows itself, its address's name, its label."""

    at: str
    page: str
    label: Promise
    is_for_all: bool = False


class Group(NamedTuple):
    """Pages of the settings that belong together."""

    label: Promise
    rooms: list[Room]


GROUPS = [
    Group(
        _("You"),
        [
            Room("notices", "notice-choices", _("Notices"), is_for_all=True),
            Room("exports", "exports", _("Exports"), is_for_all=True),
            Room("tokens", "tokens", _("Keys for programs"), is_for_all=True),
            Room("password", "account_change_password", _("Password"), is_for_all=True),
        ],
    ),
    Group(_("People"), [Room("colleagues", "settings", _("Colleagues")), Room("teams", "teams", _("Teams"))]),
    Group(
        _("Desk"),
        [
            Room("rules", "rules", _("Assignment")),
            Room("targets", "targets", _("Hours")),
            Room("areas", "areas", _("Product areas")),
            Room("tags", "tags", _("Tags")),
            Room("fields", "fields", _("Fields")),
        ],
    ),
    Group(
        pgettext_lazy("what we write", "Words"),
        [
            Room("replies", "replies", _("Saved replies"), is_for_all=True),
            Room("mails", "mails", _("Mails")),
            Room("drafts", "drafts", _("Drafts")),
            Room("phrases", "phrases", _("Wording")),
            Room("brand", "brand", _("Brand")),
        ],
    ),
    Group(_("Backlog"), [Room("weight", "weight-formula", _("Weight"))]),
    Group(
        _("Connections and status"),
        [Room("connections", "connections", _("Connections")), Room("status", "status", _("Status"))],
    ),
]


@register.simple_tag
def rooms_of_settings(is_admin: object) -> list[Group]:
    """Every group for administrators; one's own for everybody else."""
    seen = [Group(one.label, [room for room in one.rooms if is_admin or room.is_for_all]) for one in GROUPS]
    return [group for group in seen if group.rooms]


@register.filter
def label_of(groups: list[Group], at: str) -> Promise | str:
    """What the page is called on which one is."""
    return next((room.label for group in groups for room in group.rooms if room.at == at), "")
