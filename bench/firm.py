"""Who is there before the first complaint? Colleagues, areas, capabilities; and customers as they come."""

import os
import random
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import Role, User
from capabilities.models import Capability
from tickets.models import ProductArea

PASSWORD = os.environ.get("BENCH_PASSWORD") or secrets.token_urlsafe(18)
"""Of every colleague; `measure` makes a new one on its copy."""
_AREAS = {
    "Delivery": ["Dawn delivery", "Standing orders", "Pick-up", "Returns"],
    "Packaging": ["Fragile goods", "Returnables", "Cold chain", "Gifts"],
    "Payments": ["Cards", "Refunds", "Invoices", "Points"],
    "Account": ["Sign-in", "Profile", "Family", "Privacy"],
    "App": ["Search", "Display", "Notices", "Speed"],
    "Contact": ["Phone", "Chat", "Shops", "Answers"],
}
_CAPABILITIES = (
    "Sunday depot",
    "Cold vans",
    "Instant refunds",
    "Live tracking",
    "Voice ordering",
    "Shop stock",
    "Split payment",
    "Night phone",
    "Own lockers",
    "English labels",
    "Second courier",
    "Open interface",
)
_FAMILY = {
    "ko": "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권",
    "en": "Reed Shaw Cole Lane Hart Boyd Finn Gray Hale Kerr",
}
_GIVEN = {
    "ko": "민준 서연 도윤 하은 시우 지우 예준 수아 주원 채원 현우 소라 은지 지훈 유나",
    "en": "Ada Ben Cara Dan Eve Finn Gus Hana Ian June Kim Leo Mia Ned Olga",
}
_TRADES = "Foods Labs Works Trading Clinic School Studio Garden Motors Textiles".split()  # noqa: SIM905 - a list of words
COMPANY_SHARE, MAIL_SHARE, PHONE_SHARE, NEW_SHARE = 0.3, 0.85, 0.4, 0.41


@dataclass
class Firm:
    """Numbers of what stands when the first complaint comes."""

    people: dict[str, User]
    areas: list[ProductArea]
    capabilities: list[Capability]


@dataclass
class Person:
    """A customer to be."""

    number: int
    name: str
    email: str
    phone: str
    company: int | None
    language: str
    since: datetime
    tickets: list[int] = field(default_factory=list)


def found(begin: datetime) -> Firm:
    """Make the firm: one colleague of each role, areas of two levels, a register of twelve."""
    people = {
        role: User.objects.create_user(
            f"{role}@bench.example", name=f"{role.title()} Kim", role=role, password=PASSWORD
        )
        for role in Role.values
    }
    capabilities = [Capability.objects.create(name=name, named_at=begin) for name in _CAPABILITIES]
    return Firm(people, [area for name in _AREAS for area in _family(name)], capabilities)


def _family(name: str) -> list[ProductArea]:
    parent = ProductArea.objects.create(name=name)
    return [ProductArea.objects.create(name=part, parent=parent) for part in _AREAS[name]]


class Crowd:
    """Customers, as they come: two of five complaints are somebody's first."""

    def __init__(self, dice: random.Random, companies: int) -> None:
        self.dice = dice
        self.people: list[Person] = []
        self.companies: dict[int, datetime] = {}
        self._most = companies
        self._known: dict[str, list[Person]] = {"ko": [], "en": []}

    def who(self, language: str, at: datetime) -> Person:
        """Somebody who speaks the language: new, or known already."""
        known = self._known[language]
        if known and self.dice.random() > NEW_SHARE:
            return self.dice.choice(known)
        person = self._somebody(language, at)
        known.append(person)
        self.people.append(person)
        return person

    def company_rows(self) -> list[tuple]:
        """The companies that somebody works for, with unlike names."""
        return [
            (number, f"{_FAMILY['en'].split()[number % 10]} {_TRADES[number // 10 % 10]} {number}", since)
            for number, since in sorted(self.companies.items())
        ]

    def _somebody(self, language: str, at: datetime) -> Person:
        number, dice = len(self.people) + 1, self.dice
        names = [dice.choice(_FAMILY[language].split()), dice.choice(_GIVEN[language].split())]
        return Person(
            number=number,
            name="".join(names) if language == "ko" else " ".join(reversed(names)),
            email=f"customer{number}@post.example" if dice.random() < MAIL_SHARE else "",
            phone=f"010-{dice.randrange(10_000):04}-{dice.randrange(10_000):04}" if dice.random() < PHONE_SHARE else "",
            company=self._company(at) if dice.random() < COMPANY_SHARE else None,
            language=language,
            since=at,
        )

    def _company(self, at: datetime) -> int:
        number = self.dice.randrange(self._most) + 1
        self.companies.setdefault(number, at)
        return number
