"""Who works at Dawn Market, and how do they sign in? One colleague per role; passwords follow from the secret."""

import hmac
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings

from accounts.actions.teams import form_team
from accounts.models import Role, Team, User

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Colleague(NamedTuple):
    """Someone who works here."""

    role: str
    email: str
    name: str
    language: str

    @property
    def password(self) -> str:
        """Four groups of four, the same on every start of this installation and of no other."""
        drawn = hmac.new(settings.SECRET_KEY.encode(), self.email.encode(), sha256).digest()
        letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in drawn[:16])
        return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


COLLEAGUES = (
    Colleague(Role.AGENT, "ana@demo.example", "Ana Kim", "en"),
    Colleague(Role.PRODUCT, "pia@demo.example", "Pia Park", "en"),
    Colleague(Role.MANAGER, "max@demo.example", "Max Yoon", "en"),
    Colleague(Role.ADMIN, "ada@demo.example", "Ada Lim", "en"),
    Colleague(Role.VIEWER, "vic@demo.example", "Vic Han", "en"),
    Colleague(Role.AGENT, "sora@demo.example", "문소라", "ko"),
    Colleague(Role.PRODUCT, "hyunwoo@demo.example", "배현우", "ko"),
)

TEAMS = {
    "Delivery desk · 배송 응대": ("ana@demo.example", "sora@demo.example"),
    "Product · 제품": ("pia@demo.example", "hyunwoo@demo.example"),
}


def sign_ins() -> list[dict[str, str]]:
    """One per role, as the sign-in page and the terminal show them."""
    first: dict[str, Colleague] = {}
    for colleague in COLLEAGUES:
        first.setdefault(colleague.role, colleague)
    return [{"role": str(c.role), "email": c.email, "password": c.password} for c in first.values()]


def hire() -> dict[str, User]:
    """Make everyone, and give them their passwords; by e-mail."""
    people = {}
    for colleague in COLLEAGUES:
        user = User.objects.filter(email=colleague.email).first()
        if user is None:
            user = User.objects.create_user(
                colleague.email,
                name=colleague.name,
                role=colleague.role,
                password=colleague.password,
                language=colleague.language,
            )
        people[colleague.email] = user
    return people


def gather_teams(people: dict[str, User], by: User) -> None:
    """The teams of the house, each once."""
    for name, members in TEAMS.items():
        if not Team.objects.filter(name=name).exists():
            form_team(by=by, name=name, members=[people[email] for email in members])
