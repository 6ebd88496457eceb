"""Who works at Dawn Market, and how do they sign in? One colleague per role; passwords follow from the secret."""

import hmac
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings

from accounts.models import Role, User

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
