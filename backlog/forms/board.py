"""What shape has what one asks of the board or the table: which items, and how many of each column?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from backlog.actions.searching import search
from backlog.models import Item, Release
from backlog.queries import ItemQuerySet
from backlog.workflow import ItemStage
from common.forms import Form, Line
from tickets.forms.areas import AreaChoice
from tickets.models import ProductArea

PEOPLE, RELEASES = 60, 30
"""So many owners and releases are offered."""
DEEPEST = 200
"""So many cards of a column are drawn anew at once; those below are only named, in their order."""
FARTHEST = 5_000
"""So many cards of a column are named."""


class BoardFilter(Form):
    """Which items; what nobody offers means all."""

    owner = forms.ChoiceField(label=_("Owner"), required=False)
    area = AreaChoice(label=_("Product area"), required=False, empty_label=_("Every area"))
    release = forms.ChoiceField(label=_("Release"), required=False)
    q = Line(label=_("Words"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        owner, release = self.fields["owner"], self.fields["release"]
        assert isinstance(owner, forms.ChoiceField)
        assert isinstance(release, forms.ChoiceField)
        owner.choices = [("", _("Everyone")), ("me", _("Mine")), ("nobody", _("Nobody’s")), *_owners()]
        release.choices = [("", _("Every release")), ("none", _("In no release")), *_releases()]

    def of(self, rows: ItemQuerySet, by: User) -> ItemQuerySet:
        """Only what was asked for."""
        self.is_valid()
        said = self.cleaned_data
        if area := said.get("area"):
            rows = rows.filter(product_area__in=ProductArea.objects.within(area.pk))
        if owner := said.get("owner"):
            rows = rows.filter(owner={"me": by.pk, "nobody": None}.get(owner, owner))
        if release := said.get("release"):
            rows = rows.filter(shipments=None) if release == "none" else rows.filter(shipments__release=release)
        return rows.filter(pk__in=_found(said["q"], by)) if said.get("q") else rows


def _owners() -> list[tuple[str, str]]:
    theirs = User.objects.filter(pk__in=Item.objects.order_by().values("owner")).order_by("name")
    return [(str(pk), name) for pk, name in theirs.values_list("pk", "name")[:PEOPLE]]


def _releases() -> list[tuple[str, str]]:
    rows = Release.objects.order_by("-pk")[:RELEASES]
    return [(str(release.pk), str(release)) for release in rows]


def _found(words: str, by: User) -> list[int]:
    """Of this very number, or found by these words."""
    named = Item.objects.known_as(words)
    return [named.pk] if named else [hit.subject.pk for hit in search(words, by=by, kind="item").hits.get("item", [])]


def depths(said: str) -> dict[str, int]:
    """How many cards of each column someone has before them, from `ready.60,shipped.30`."""
    parts = (part.partition(".") for part in said[:200].split(","))
    asked = {stage: number for stage, _dot, number in parts if stage in ItemStage.values}
    return {stage: min(int(n), FARTHEST) for stage, n in asked.items() if n.isascii() and n.isdecimal() and int(n)}
