"""The firm before its first complaint: areas, capabilities, customers."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from capabilities.actions import name, plan
from capabilities.models import Capability
from common.clock import moved_to
from cs_product.demo import texts
from customers.actions import meet
from customers.models import Customer
from tickets.models import ProductArea


def areas() -> dict[str, ProductArea]:
    """The tree of product areas, by key."""
    found = {}
    for parent in texts.read("areas"):
        found[parent["key"]] = _area(parent, None)
        for child in parent["children"]:
            found[child["key"]] = _area(child, found[parent["key"]])
    return found


def capabilities(by: User, now: datetime) -> dict[str, Capability]:
    """The register, by key; every capability was named a year ago."""
    with moved_to(now - timedelta(days=362)):
        return {
            one["key"]: name(by=by, name=f"{one['name_en']} · {one['name_ko']}", description=one["description_en"])
            for one in texts.read("capabilities")
        }


def plan_capabilities(capabilities: dict[str, Capability], owner: User, now: datetime) -> None:
    """Who looks after what is missing, by when it is expected (one day has passed), and what it needs first."""
    with moved_to(now - timedelta(days=120)):
        for one in texts.read("capabilities"):
            capability, days = capabilities[one["key"]], one.get("expected_in_days")
            capability.refresh_from_db()
            expected_on = None if days is None else now.date() + timedelta(days=days)
            needs = [capabilities[key] for key in one.get("needs", [])]
            plan(capability, by=owner, owner=owner, expected_on=expected_on, depends_on=needs)


def customers(by: User, now: datetime) -> list[Customer]:
    """Everyone who will complain."""
    found = []
    for one in texts.read("customers"):
        with moved_to(now - timedelta(days=363)):
            customer = meet(
                by=by,
                name=one["name"],
                email=one["email"],
                phone=one["phone"] or "",
                company=one["company"] or "",
                language=one["language"],
            )
        Customer.objects.filter(pk=customer.pk).update(relationship=one["relationship"])
        found.append(customer)
    return found


def _area(one: dict[str, Any], parent: ProductArea | None) -> ProductArea:
    return ProductArea.objects.create(
        name=one["name_en"],
        name_ko=one["name_ko"],
        parent=parent,
        monthly_promise_budget=one.get("monthly_promise_budget"),
        promise_needs_manager_above=one.get("promise_needs_manager_above"),
    )
