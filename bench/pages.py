"""Which pages are asked for, and which deeds are done? Each with what it may cost."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from accounts.models import User
from backlog.models import Item, Voice
from bench.lives import DAYS
from capabilities.models import Capability
from common.paging import Order, _write
from customers.models import Customer
from tickets.actions import assessing, listening, receiving
from tickets.actions.assessing import Weighing
from tickets.models import Message, ProductArea, Ticket
from tickets.vocabulary import Channel
from tickets.workflow import Stage

COMMON = {"ko": "환불", "en": "account"}
"""Words that very many complaints have; and their likes."""
RARE, TWO_LETTERS = "escrow", "은행"
_FEW = 20


@dataclass(frozen=True)
class Ask:
    """One request; with data it is a post."""

    path: str
    data: dict[str, Any] | None = None


@dataclass(frozen=True)
class Page:
    """Something that people do all day: the request of the n-th time, and the milliseconds it may take at most."""

    name: str
    ask: Callable[[int], Ask]
    target: float | None = None


@dataclass
class Supply:
    """Tickets that wait for a decision; each is decided once."""

    by: User
    dice: random.Random
    texts: list[str]
    ready: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Words as somebody might say them, never the same twice."""
        return f"{self.dice.choice(self.texts)}\n\n{self.dice.choice(self.texts)}"

    def fill(self, count: int) -> None:
        """Let so many complaints come in, be heard and be weighed, by the real verbs."""
        customers = list(Customer.objects.order_by("pk")[:200])
        area = ProductArea.objects.exclude(parent=None).first()
        for _ in range(count):
            ticket = receiving.receive(
                by=self.by,
                verbatim=self.text(),
                channel="phone",
                customer=self.dice.choice(customers),
                product_area=area,
            )
            listening.listen(ticket, by=self.by, restatement="It took too long.")
            weighing = Weighing(for_everyone="yes", for_good="yes", built_in="product")
            assessing.assess(ticket, by=self.by, weighing=weighing, finding="sustainable", rationale="We can.")
            self.ready.append(ticket.reference)

    def one(self) -> str:
        """The reference of one that was not decided yet."""
        return self.ready.pop()


def supply(by: User) -> Supply:
    """Words for complaints to come: those of the newest tickets."""
    texts = list(Ticket.objects.order_by("-pk").values_list("verbatim", flat=True)[:500])
    return Supply(by, random.Random(7), texts)


def all_pages(stock: Supply) -> list[Page]:
    """Everything that is measured, in the order of the table; deeds last, for they change what is there."""
    return [*_desk(), *_tickets(), *_dashboard(), *_backlog(), *_registers(), *_deeds(stock)]


def _desk() -> list[Page]:
    area = ProductArea.objects.filter(parent=None).first()
    return [
        _page("desk, first page", "/desk/", 35),
        _page("desk, one stage", "/desk/?stage=to_decide", 35),
        _page("desk, area", f"/desk/?area={area.pk}", 35),
        _page("desk, channel", "/desk/?channel=phone", 35),
        _page("desk, area and decided", f"/desk/?stage=declined&area={area.pk}&channel=chat", 35),
        _page("desk, common word, en", f"/desk/?q={COMMON['en']}", 60),
        _page("desk, common word, ko", f"/desk/?q={COMMON['ko']}", 60),
        _page("desk, two letters, accepted", f"/desk/?stage=accepted&q={TWO_LETTERS}", 60),
        _page("desk, rare word, accepted", f"/desk/?stage=accepted&q={RARE}", 60),
        _page("desk, half way down", f"/desk/?stage=accepted&cursor={_half_way_down()}", 35),
    ]


def _half_way_down() -> str:
    rows = Ticket.objects.filter(stage=Stage.ACCEPTED).order_by("-waiting_since", "-pk")
    return _write(rows[rows.count() // 2], Order("waiting_since", descending=True), "n")


def _tickets() -> list[Page]:
    targets = dict.fromkeys(Stage, 45) | {Stage.TO_DECIDE: 80}  # with precedents, as bench.precedents
    pages = [_each(f"ticket, {stage.label.lower()}", _of_stage(stage), targets[stage]) for stage in Stage]
    longest = Message.objects.values("ticket").annotate(n=Count("pk")).order_by("-n", "ticket").first()
    return [*pages, _page("ticket, long thread", f"/tickets/CS-{longest['ticket']}/", 45)]


def _of_stage(stage: str) -> list[str]:
    return [f"/tickets/CS-{pk}/" for pk in _spread(Ticket.objects.filter(stage=stage))]


def _dashboard() -> list[Page]:
    today = date.today()  # noqa: DTZ011 - the page reads it in its own zone
    long = f"first={today - timedelta(days=DAYS)}&last={today}"
    area = ProductArea.objects.filter(parent=None).first()
    return [
        _page("dashboard, 12 weeks", "/dashboard/", 45),
        _page("dashboard, 24 months", f"/dashboard/?{long}", 45),
        _page("dashboard, area, 24 months", f"/dashboard/?{long}&area={area.pk}", 45),
        _page("behind received, 12 weeks", "/dashboard/received/"),
        _page("behind declined, not yet, 24 months", f"/dashboard/declined/?{long}&detail=not_yet"),
        _page("behind heard, area, 24 months", f"/dashboard/heard/?{long}&area={area.pk}&channel=store"),
    ]


def _backlog() -> list[Page]:
    loudest = Voice.objects.values("item").annotate(n=Count("pk")).order_by("-n").first()
    return [
        _page("board", "/backlog/"),
        _page("item, most voices", f"/backlog/PB-{loudest['item']}/"),
        _each("item", [f"/backlog/PB-{pk}/" for pk in _spread(Item.objects.all())]),
        _page("promises", "/promises/"),
    ]


def _registers() -> list[Page]:
    busiest = Ticket.objects.exclude(customer=None).values("customer").annotate(n=Count("pk")).order_by("-n").first()
    return [
        _page("capabilities", "/capabilities/"),
        _page("customers", "/customers/"),
        _page("customers, by name", "/customers/?q=서연"),
        _page("customer", f"/customers/{busiest['customer']}/"),
        _page("API, list", "/api/v1/tickets/"),
        _page("API, ticket", f"/api/v1/tickets/{Ticket.objects.first().reference}/"),
        _page("API, metrics, 12 weeks", "/api/v1/metrics/acceptance/"),
    ]


def _deeds(stock: Supply) -> list[Page]:
    item = Item.objects.in_force().filter(monthly_cost__lt=1000).first()
    decide = {"message": "Thank you for telling us.", "rationale": ""}
    new = {"title": "Faster", "problem": "It took too long.", "promise": "From now on it is fast."}
    no = decide | {"reason": "not_yet", "waiting_for": Capability.objects.missing().first().pk}
    return [
        Page("log: likeness while typing", lambda _n: Ask("/tickets/new/alike/", {"verbatim": stock.text()})),
        Page("log, new customer", lambda n: Ask("/tickets/new/", _complaint(stock, n)), 35),
        Page(
            "accept, existing item",
            lambda _n: Ask(f"/tickets/{stock.one()}/acceptance/", decide | {"item": item.reference}),
            50,
        ),
        Page("accept, new item", lambda _n: Ask(f"/tickets/{stock.one()}/acceptance/", decide | new), 50),
        Page("decline", lambda _n: Ask(f"/tickets/{stock.one()}/decline/", no), 50),
    ]


DECISIONS = 3
"""So many of the deeds use up a ticket."""


def _complaint(stock: Supply, number: int) -> dict[str, Any]:
    return {
        "name": f"Customer {number}",
        "email": f"{stock.dice.getrandbits(64):x}@new.example",
        "company": "Gray Labs 15",
        "language": "en",
        "channel": Channel.PHONE.value,
        "product_area": ProductArea.objects.exclude(parent=None).values_list("pk", flat=True).first(),
        "verbatim": stock.text(),
        "once": f"{stock.dice.getrandbits(128):x}",
    }


def _page(name: str, path: str, target: float | None = None) -> Page:
    return Page(name, lambda _n: Ask(path), target)


def _each(name: str, paths: Sequence[str], target: float | None = None) -> Page:
    return Page(name, lambda n: Ask(paths[n % len(paths)]), target)


def _spread(rows: Any) -> list[int]:
    """A few of them, evenly spread."""
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    return numbers[:: max(1, len(numbers) // _FEW)][:_FEW]
