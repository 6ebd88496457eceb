"""Items as a table, sorted by what one asks; and those that nobody touched for long."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from backlog.actions.grooming import stale_before
from backlog.forms import COLUMNS, BoardFilter, HoldOnForm, Sorting, next_sorting, sorting
from backlog.models import Item
from backlog.views.board import OF_THE_TABLE, query_of, views_of
from backlog.views.grouping import GROUPS, grouped
from backlog.workflow import KEEPERS, OPEN_STAGES, ItemStage, reachable
from common.paging import Order, page


@require_safe
def table(request: SignedIn) -> HttpResponse:
    """Every item that is still to be shipped, or those of a stage; sorted, filtered and grouped as one asks."""
    stage, by = request.GET.get("stage", ""), request.GET.get("group", "")
    asked, chosen = sorting(request.GET.get("sort", "")), BoardFilter(request.GET)
    rows = chosen.of(Item.objects.filter(stage__in=[stage] if stage in ItemStage.values else OPEN_STAGES), request.user)
    drawn = _drawn(rows)
    told = {
        "page": None if by in GROUPS else page(drawn, order=asked.order, cursor=request.GET.get("cursor", "")),
        "groups": grouped(drawn, by, asked.order, stage) if by in GROUPS else [],
        "group": by if by in GROUPS else "",
        "ways": [(name, _(label)) for name, label in GROUPS.items()],
        "filter": chosen,
        "filters": query_of(request, "view"),
        "query": query_of(request, *OF_THE_TABLE),
        **views_of(request, query_of(request, *OF_THE_TABLE)),
        "is_filtered": any(request.GET.get(name) for name in chosen.fields),
        "kept": [(name, value) for name in OF_THE_TABLE if (value := request.GET.get(name))],
        "heads": _heads(asked),
        "stages": ItemStage.choices,
        "stage": stage if stage in ItemStage.values else "",
    }
    return render(request, "backlog/table.html", told)


@require_safe
def stale(request: SignedIn) -> HttpResponse:
    """What nobody touched for long, the longest first: each asks for a decision, none closes by itself."""
    rows = _drawn(Item.objects.untouched_since(stale_before()))
    told = {
        "page": page(rows, order=Order("touched_at"), cursor=request.GET.get("cursor", "")),
        "weeks": settings.STALE_WEEKS,
        "form": HoldOnForm(),
        "may_keep": request.user.role in KEEPERS,
        "targets": {stage: _targets(stage, request.user.role) for stage in OPEN_STAGES},
    }
    return render(request, "backlog/stale.html", told)


def _drawn(rows: Any) -> QuerySet[Item]:
    drawn: QuerySet[Item] = rows.select_related("owner", "product_area__parent").placed()
    return drawn


def _targets(stage: str, role: str) -> list[ItemStage]:
    return [target for target in reachable(stage, role) if target != ItemStage.SHIPPED]


def _heads(asked: Sorting) -> list[dict[str, str]]:
    """The columns: what each is called, how it is sorted now, and what a click on it asks for."""
    names = {
        "weight": _("Weight"),
        "voices": _("Voices"),
        "cost": _("Cost a month"),
        "age": _("Age"),
        "owner": _("Owner"),
        "area": _("Area"),
    }
    up = "descending" if asked.most_first else "ascending"
    return [
        {
            "column": column,
            "label": names[column],
            "sorted": up if column == asked.column else "",
            "next": next_sorting(column, asked),
        }
        for column in COLUMNS
    ]
