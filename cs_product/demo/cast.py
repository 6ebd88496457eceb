"""Everyone and everything that the deeds of the year need."""

from dataclasses import dataclass, field

from accounts.models import User
from backlog.models import Item
from capabilities.models import Capability
from cs_product.demo.precedents import Precedents
from customers.models import Customer
from tickets.models import ProductArea

AGENT, PRODUCT, MANAGER, ADMIN = "ana@demo.example", "pia@demo.example", "max@demo.example", "ada@demo.example"


@dataclass
class Firm:
    """Everyone and everything that the deeds need."""

    people: dict[str, User]
    areas: dict[str, ProductArea]
    capabilities: dict[str, Capability]
    customers: dict[str, list[Customer]]
    items: dict[str, Item] = field(default_factory=dict)
    shipping: set[int] = field(default_factory=set)
    precedents: Precedents = field(default_factory=Precedents)

    def agent(self, language: str) -> User:
        """Whoever speaks the language."""
        return self.people["sora@demo.example" if language == "ko" else AGENT]

    def decider(self, language: str) -> User:
        """Whoever decides in the language."""
        return self.people["hyunwoo@demo.example" if language == "ko" else PRODUCT]
