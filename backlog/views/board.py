"""The board: columns of cards in the order by hand, more of them as one scrolls, and whether anything happened."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import Place, SavedView
from accounts.requests import SignedIn
from backlog.forms import BoardFilter, depths
from backlog.forms.board import DEEPEST
from backlog.models import Item, Voice
from backlog.queries import ItemQuerySet
from backlog.workflow import KEEPERS, ItemStage
from common.paging import Order, after, page
from common.references import number_of
from common.ticking import count

COLUMN = 30
"""So many cards of a column come at once."""
BOARD = (ItemStage.PROPOSED, ItemStage.READY, ItemStage.IN_PROGRESS, ItemStage.SHIPPED, ItemStage.VERIFIED)
FOLDED, A_YEAR = "folded", 365 * 24 * 3600
VIEWS = 100
"""So many saved views are offered."""
OF_THE_TABLE = ("stage", "group", "sort")
"""What only a table shows: a saved view that says one of these is opened there."""
KIND = Item._meta.label_lower
_ORDER = Order("rank")


@dataclass(frozen=True)
class Column:
    """A stage with the cards that are shown; of those `below` only the order is told; `next` fetches more of them."""

    stage: ItemStage
    n: int
    cost: Any
    items: list[Item]
    below: list[Item]
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
    if any(request.GET.get(name) for name in OF_THE_TABLE):
        return redirect(f"{reverse('item-table')}?{request.GET.urlencode()}")
    asked = BoardFilter(request.GET)
    rows = asked.of(Item.objects.all(), request.user)
    seen = count(KIND)
    sums = rows.sums()
    columns = _columns(request, rows, sums)
    template = "backlog/_board.html" if "part" in request.GET else "backlog/board.html"
    told = {
        **drawn([item for column in columns for item in column.items], request),
        "columns": columns,
        "filter": asked,
        "query": query_of(request, "view"),
        "is_filtered": any(request.GET.get(name) for name in asked.fields),
        "pulse": seen,
        **views_of(request, query_of(request)),
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
    cards = rows.filter(stage=stage).select_related("owner", "measurement")
    found = page(cards, order=_ORDER, cursor=request.GET.get("cursor", ""), size=COLUMN)
    more = Column(ItemStage(stage), 0, None, found.rows, [], _more(request, stage, found.next), is_folded=False)
    return render(request, "backlog/_cards.html", {**drawn(more.items, request), "column": more})


@require_safe
def cards(request: SignedIn) -> HttpResponse:
    """Some cards by their references: a fragment, for a page that knows where they lie and not what they say by now."""
    asked = [number_of(said, "PB") for said in request.GET.get("of", "").split(",")[:DEEPEST]]
    found = Item.objects.filter(pk__in=[number for number in asked if number]).select_related("owner", "measurement")
    told = {**drawn(list(found.order_by("pk")), request), "column": {"items": found}}
    return render(request, "backlog/_cards.html", told)


@login_not_required
@require_safe
def pulse(request: HttpRequest) -> HttpResponse:
    """Whether anything happened to an item since `seen`: 204 for nothing, without a look at the database.

    The number says nothing else; what happened is told behind the sign-in.
    """
    seen = request.GET.get("seen", "")
    if not (seen.isascii() and seen.isdecimal()):
        raise Http404
    now = count(KIND)
    return HttpResponse(status=204) if str(now) == seen else JsonResponse({"pulse": now})


def query_of(request: SignedIn, *more: str) -> str:
    """The filters as an address has them, and what `more` it says."""
    names = (*BoardFilter.base_fields, *more)
    return urlencode({name: value for name in names if (value := request.GET.get(name))})


def views_of(request: SignedIn, query: str) -> dict[str, Any]:
    """The saved views that one finds, which of them is open, and whether it shows something else by now."""
    views = list(SavedView.objects.of(Place.BACKLOG, request.user)[:VIEWS])
    opened = next((view for view in views if str(view.pk) == request.GET.get("view")), None)
    return {"views": views, "opened": opened, "changed": bool(opened and opened.query != query)}


def drawn(items: list[Item], request: SignedIn) -> dict[str, Any]:
    """What cards show besides their item."""
    voices = Voice.objects.first_of([item.pk for item in items]).select_related("ticket")
    return {"voices": {voice.item_id: voice for voice in voices}, "may_keep": request.user.role in KEEPERS}


def _columns(request: SignedIn, rows: ItemQuerySet, sums: dict[str, dict[str, Any]]) -> list[Column]:
    """The first cards of every column, in two questions: which ones, and what they say; a long one is asked on."""
    deep, folded = depths(request.GET.get("shown", "")), _folded(request)
    sizes = {stage: max(deep.get(stage, 0), COLUMN) for stage in BOARD if stage not in folded}
    tops = {stage: min(size + 1, DEEPEST) for stage, size in sizes.items()}
    firsts = [rows.column(stage).values_list("pk", flat=True)[:top] for stage, top in tops.items()]
    numbers = list(firsts[0].union(*firsts[1:], all=True)) if firsts else []
    of_stage: dict[str, list[Item]] = {stage: [] for stage in BOARD}
    for item in Item.objects.filter(pk__in=numbers).select_related("owner", "measurement").order_by("rank", "pk"):
        of_stage.get(item.stage, []).append(item)
    for stage, size in sizes.items():
        if size >= DEEPEST:
            of_stage[stage] += rows.column(stage).named_only()[DEEPEST : size + 1]
    return [_column(request, stage, sums, of_stage[stage], sizes.get(stage, 0)) for stage in BOARD]


def _column(
    request: SignedIn, stage: ItemStage, sums: dict[str, dict[str, Any]], items: list[Item], size: int
) -> Column:
    added, shown = sums.get(stage, {}), items[:size]
    cursor = after(shown[-1], _ORDER) if len(items) > size > 0 else ""
    return Column(
        stage=stage,
        n=added.get("n", 0),
        cost=added.get("cost"),
        items=shown[:DEEPEST],
        below=shown[DEEPEST:],
        next=_more(request, stage, cursor),
        is_folded=not size,
    )


def _more(request: SignedIn, stage: str, cursor: str) -> str:
    """Where more of a column is fetched from."""
    said = {**dict(request.GET.items()), "cursor": cursor}
    return f"{reverse('board-column', args=[stage])}?{urlencode(said)}" if cursor else ""


def _folded(request: SignedIn) -> set[str]:
    """Which columns this browser keeps folded; in the beginning what was verified."""
    return set(request.COOKIES.get(FOLDED, str(ItemStage.VERIFIED)).split(".")) & set(BOARD)


def _fold(request: SignedIn) -> HttpResponse:
    """Fold a column, or unfold it, and remember that."""
    kept = _folded(request) ^ ({request.GET["fold"]} & set(BOARD))
    query = query_of(request, "view")
    answer = redirect(f"{reverse('board')}{f'?{query}' if query else ''}")
    answer.set_cookie(
        FOLDED, ".".join(sorted(kept)), max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return answer
