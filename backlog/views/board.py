"""The board: columns of cards in the order by hand, more of them as one scrolls, and whether anything happened."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from backlog.forms import BoardFilter, depths
from backlog.models import Item, Voice
from backlog.queries import ItemQuerySet
from backlog.workflow import KEEPERS, ItemStage
from common.paging import Order, page
from journal import pulse as heart

COLUMN = 30
"""So many cards of a column come at once."""
BOARD = (ItemStage.PROPOSED, ItemStage.READY, ItemStage.IN_PROGRESS, ItemStage.SHIPPED, ItemStage.VERIFIED)
FOLDED, A_YEAR = "folded", 365 * 24 * 3600
KIND = Item._meta.label_lower
_ORDER = Order("rank")


@dataclass(frozen=True)
class Column:
    """A stage with the cards that are shown; `next` fetches more of them."""

    stage: ItemStage
    n: int
    cost: Any
    items: list[Item]
    next: str
    is_folded: bool

    @property
    def label(self) -> str:
        """As people call it."""
        return str(self.stage.label)


@require_safe
def board(request: SignedIn) -> HttpResponse:
    """The columns, each with its first cards; asked with `part`, only they, as a page draws them anew."""
    if "fold" in request.GET:
        return _fold(request)
    asked = BoardFilter(request.GET)
    rows = asked.of(Item.objects.all(), request.user)
    deep, folded = depths(request.GET.get("shown", "")), _folded(request)
    seen = heart.pulse(KIND)
    sums = rows.sums()
    columns = [_column(request, rows, stage, sums, stage in folded, max(deep.get(stage, 0), COLUMN)) for stage in BOARD]
    template = "backlog/_board.html" if "part" in request.GET else "backlog/board.html"
    told = {
        **drawn([item for column in columns for item in column.items], request),
        "columns": columns,
        "filter": asked,
        "query": query_of(request),
        "is_filtered": any(request.GET.get(name) for name in asked.fields),
        "pulse": seen,
        "dropped": sums.get(ItemStage.DROPPED),
        "in_force": sum(row["n"] for stage, row in sums.items() if stage != ItemStage.DROPPED),
        "monthly_cost": sum(row["cost"] or 0 for stage, row in sums.items() if stage != ItemStage.DROPPED),
    }
    return render(request, template, told)


@require_safe
def column(request: SignedIn, stage: str) -> HttpResponse:
    """More cards of a column: a fragment, drawn as one comes near its end."""
    if stage not in BOARD:
        raise Http404(stage)
    rows = BoardFilter(request.GET).of(Item.objects.all(), request.user)
    found = _column(request, rows, ItemStage(stage), {}, False, COLUMN, cursor=request.GET.get("cursor", ""))
    return render(request, "backlog/_cards.html", {**drawn(found.items, request), "column": found})


@login_not_required
@require_safe
def pulse(request: HttpRequest) -> HttpResponse:
    """Whether anything happened to an item since `seen`: 204 for nothing, without a look at the database.

    Nobody learns anything here who was not given a pulse with a board; what happened is told behind the sign-in.
    """
    try:
        if not heart.has_beaten_since(KIND, request.GET.get("seen", "")):
            return HttpResponse(status=204)
    except BadSignature:
        raise Http404 from None
    return JsonResponse({"pulse": heart.pulse(KIND)})


def query_of(request: SignedIn) -> str:
    """The filters as an address has them."""
    return urlencode({name: value for name in BoardFilter.base_fields if (value := request.GET.get(name))})


def drawn(items: list[Item], request: SignedIn) -> dict[str, Any]:
    """What cards show besides their item."""
    voices = Voice.objects.first_of([item.pk for item in items]).select_related("ticket")
    return {"voices": {voice.item_id: voice for voice in voices}, "may_keep": request.user.role in KEEPERS}


def _column(
    request: SignedIn,
    rows: ItemQuerySet,
    stage: ItemStage,
    sums: dict[str, dict[str, Any]],
    is_folded: bool,
    size: int,
    *,
    cursor: str = "",
) -> Column:
    added = sums.get(stage, {})
    cards = rows.filter(stage=stage).select_related("owner")
    found = None if is_folded else page(cards, order=_ORDER, cursor=cursor, size=size)
    more = urlencode({**dict(request.GET.items()), "cursor": found.next}) if found and found.next else ""
    address = f"{reverse('board-column', args=[stage])}?{more}" if more else ""
    return Column(stage, added.get("n", 0), added.get("cost"), found.rows if found else [], address, is_folded)


def _folded(request: SignedIn) -> set[str]:
    """Which columns this browser keeps folded; in the beginning what was verified."""
    return set(request.COOKIES.get(FOLDED, str(ItemStage.VERIFIED)).split(".")) & set(BOARD)


def _fold(request: SignedIn) -> HttpResponse:
    """Fold a column, or unfold it, and remember that."""
    kept = _folded(request) ^ ({request.GET["fold"]} & set(BOARD))
    query = query_of(request)
    answer = redirect(f"{reverse('board')}{f'?{query}' if query else ''}")
    answer.set_cookie(
        FOLDED, ".".join(sorted(kept)), max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return answer
