"""Counts: what happened on each day, by area, channel, language and team; their sums are the dashboard's numbers."""

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from customers.models import Language
from exports.sources.reading import EVERYONE, Cells, Source, named
from exports.vocabulary import Column, Kind
from metrics.cuts import Cut
from metrics.forms import ScopeForm
from metrics.models import PLAIN, Count
from metrics.spans import Grain
from tickets.models import ProductArea
from tickets.vocabulary import Channel


class CountsFilter(ScopeForm):
    """Everything that the dashboard is narrowed by; any number of days, all of them where none is named."""

    longest = None


def _select(asked: Mapping[str, Any], _user: User) -> QuerySet:
    company = asked.get("company")
    rows = Count.objects.filter(cut=Cut.FINEST if company else Cut.EACH, grain=Grain.DAY)
    if area := asked.get("area"):
        rows = rows.filter(area_id__in=ProductArea.objects.filter(Q(pk=area) | Q(parent=area)).values("pk"))
    said = {column: asked.get(name) for name, column in _NARROWED.items()} | {"company_id": company and company.pk}
    return rows.filter(**{column: value for column, value in said.items() if value})


_NARROWED = {
    "first": "first__gte",
    "last": "first__lte",
    "channel": "channel",
    "language": "language",
    "team": "team_id",
}


def _cells() -> Cells:
    area = ProductArea.objects.filter(pk=OuterRef("area_id")).values(said=named(""))
    team = Team.objects.filter(pk=OuterRef("team_id")).order_by().values("name")
    return [
        (Column("day", _("Day"), Kind.DAY), "first"),
        (Column("area", _("Product area")), Subquery(area)),
        (Column("channel", _("Channel"), says=dict(Channel.choices)), "channel"),
        (Column("language", _("Language"), says=dict(Language.choices)), "language"),
        (Column("team", _("Team")), Subquery(team)),
        *((Column(measure.value, measure.label, Kind.WHOLE), measure.value) for measure in PLAIN),
    ]


COUNTS = Source(form=CountsFilter, roles=EVERYONE, select=_select, cells=_cells)
