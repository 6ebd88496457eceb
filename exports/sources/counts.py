"""Counts: what happened on each day, by area, channel, language and team; their sums are the dashboard's numbers."""

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from customers.models import Language
from exports.sources.periods import PeriodForm
from exports.sources.reading import EVERYONE, Cells, Source, named
from exports.vocabulary import Column, Kind
from metrics.models import PLAIN, Count, Cut
from metrics.spans import Grain
from tickets.models import ProductArea
from tickets.vocabulary import Channel


def _select(asked: Mapping[str, Any], _user: User) -> QuerySet:
    days = {f"first__{side}": asked[name] for name, side in (("first", "gte"), ("last", "lte")) if asked.get(name)}
    return Count.objects.filter(cut=Cut.EACH, grain=Grain.DAY, **days)


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


COUNTS = Source(form=PeriodForm, roles=EVERYONE, select=_select, cells=_cells)
