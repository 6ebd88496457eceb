"""What tests begin with: real things, made by the real verbs."""

from decimal import Decimal
from itertools import count
from typing import Any

from accounts.actions.saved import keep_view
from accounts.actions.teams import form_team
from accounts.models import Role, SavedView, Team, User
from backlog.actions import promotion, releasing, shipping
from backlog.actions.moving import move
from backlog.actions.promotion import NewItem
from backlog.actions.shaping import propose
from backlog.models import Item, Release
from capabilities.actions import name as name_capability
from capabilities.models import Capability
from connections.actions import connecting, running
from connections.models import Connection, Post
from connections.vocabulary import EventType
from customers.actions import meet
from customers.models import Customer
from tickets.actions import assessing, deciding, listening, receiving, setting_aside
from tickets.actions.assessing import Weighing
from tickets.actions.stocking import keep_reply
from tickets.models import ProductArea, SavedReply, Ticket

_number = count(1)
_known: dict[str, User] = {}
"""Who stands for a role in this test: a ticket asks for them five times."""
WORDS = "The parcel came three days late and nobody told me."


def a_colleague(name: str, role: str) -> User:
    return User.objects.create_user(f"{name.lower()}{next(_number)}@firm.example", name=name, role=role)


def someone(role: str = Role.MANAGER) -> User:
    if role not in _known:
        _known[role] = User.objects.filter(role=role).first() or a_colleague(f"Some {role}", role)
    return _known[role]


def forget() -> None:
    """Another test knows nobody of this one."""
    _known.clear()


def a_team(*members: User, name: str = "") -> Team:
    return form_team(by=someone(Role.ADMIN), name=name or f"Team {next(_number)}", members=members)


def a_view(*, by: User | None = None, **said: Any) -> SavedView:
    said = {"place": "desk", "query": "owner=nobody", "audience": "everyone"} | said
    return keep_view(by=by or someone(), name=said.pop("name", f"View {next(_number)}"), **said)


def a_reply(*, by: User | None = None, **said: Any) -> SavedReply:
    said = {"name": f"Reply {next(_number)}", "en": "Dear {name}, we are looking.", "audience": "everyone"} | said
    return keep_reply(by=by or someone(), **said)


def a_customer(name: str = "Emma Whitfield", **known: Any) -> Customer:
    known.setdefault("email", f"customer{next(_number)}@example.com")
    known.setdefault("language", "en")
    return meet(by=someone(), name=name, **known)


def an_area(name: str = "", budget: int | None = None, parent: ProductArea | None = None) -> ProductArea:
    return ProductArea.objects.create(
        name=name or f"Area {next(_number)}", monthly_promise_budget=budget, parent=parent
    )


def a_capability(name: str = "") -> Capability:
    return name_capability(by=someone(), name=name or f"Capability {next(_number)}")


def a_ticket(*, customer: Customer | None = None, anonymous: bool = False, **said: Any) -> Ticket:
    said.setdefault("verbatim", WORDS)
    said.setdefault("channel", "phone")
    who = None if anonymous else customer or a_customer()
    return receiving.receive(by=said.pop("by", None) or someone(), customer=who, **said)


def a_heard_ticket(**said: Any) -> Ticket:
    return listening.listen(a_ticket(**said), by=someone(), restatement="Late, and nobody said so.")


def answers(**said: Any) -> Weighing:
    return Weighing(
        **{
            "for_everyone": "yes",
            "for_good": "yes",
            "built_in": "product",
            "cost_each_time": Decimal(100),
            "times_per_month": 10,
        }
        | said
    )


def an_assessed_ticket(weighing: Weighing | None = None, **said: Any) -> Ticket:
    ticket = a_heard_ticket(**said)
    return assessing.assess(
        ticket, by=someone(), weighing=weighing or answers(), finding="sustainable", rationale="So."
    )


def an_accepted_ticket(item: Item | None = None, **said: Any) -> Ticket:
    ticket = an_assessed_ticket(**said)
    new = (
        None if item else NewItem(title="Tell people", problem="Nobody tells them", promise="From now on we tell you.")
    )
    promotion.accept(ticket, by=someone(), message="We will.", item=item, new_item=new)
    return ticket


def a_declined_ticket(*, waiting_for: Capability | None = None, **said: Any) -> Ticket:
    reason = "not_yet" if waiting_for else "not_sustainable"
    return deciding.decline(
        an_assessed_ticket(**said), by=someone(), reason=reason, message="Not yet.", waiting_for=waiting_for
    )


def a_ticket_set_aside(**said: Any) -> Ticket:
    return setting_aside.set_aside(a_ticket(**said), by=someone(), reason="spam")


def an_item(**said: Any) -> Item:
    said = {"title": "Tell people", "problem": "Nobody tells them", "promise": "From now on we tell you."} | said
    return propose(by=someone(), **said)


def a_release(*items: Item, **said: Any) -> Release:
    """A planned release with these items in it."""
    release = releasing.plan(by=someone(), **({"name": f"Release {next(_number)}"} | said))
    for item in items:
        releasing.put_in(release, by=someone(), item=item)
    return release


def a_shipped_release(*items: Item, version: str = "", **said: Any) -> Release:
    """A release that was shipped, with at least one item."""
    release = a_release(*(items or [an_item(**said)]))
    for shipment in release.shipments.select_related("item"):
        move(shipment.item, by=someone(), stage="ready")
    return shipping.ship_together(release, by=someone(), version=version or f"{next(_number)}.0")


def a_connection(**said: Any) -> Connection:
    """A webhook that hears everything; numeric, for nobody looks up names in tests."""
    known = {
        "kind": "webhook",
        "name": "Warehouse",
        "address": "https://93.184.215.14/hook",
        "events": EventType.values,
    }
    return connecting.connect(by=someone(Role.ADMIN), **(known | said))[0]


def a_post(connection_id: int) -> Post:
    """A test on its way to it."""
    return running.test(Connection.objects.get(pk=connection_id), by=someone(Role.ADMIN))


def a_ticket_of(stage: str, **said: Any) -> Ticket:
    """A ticket of any stage."""
    makers: dict[str, Any] = {
        "to_listen": a_ticket,
        "to_assess": a_heard_ticket,
        "to_decide": an_assessed_ticket,
        "accepted": an_accepted_ticket,
        "declined": a_declined_ticket,
        "set_aside": a_ticket_set_aside,
    }
    ticket: Ticket = makers[stage](**said)
    return ticket
