"""What can be done about colleagues and their keys?"""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.events import ColleagueChanged, ColleagueJoined, TokenMade, TokenRevoked
from accounts.models import ApiToken, Role, User
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from journal.actions import record
from journal.actors import SYSTEM

_SETTING_UP = 7_310_001
"""Number of the advisory lock that lets one person set up."""


@transaction.atomic
def set_up(*, email: str, name: str, password: str, language: str) -> User:
    """Make the first administrator of an empty installation; refused as soon as there is anyone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SETTING_UP])
    if User.objects.exists():
        raise Conflict(_("This installation is already set up. Please sign in."))
    text.need(name=name)
    _need_a_good_password(password, email=email, name=name)
    user = User.objects.create_user(email, name=name, role=Role.ADMIN, password=password, language=language)
    record(ColleagueJoined(user_id=user.pk, role=user.role), about=user, by=SYSTEM)
    return user


@transaction.atomic
def welcome(*, by: User, email: str, name: str, role: str, password: str, language: str = "en") -> User:
    """Let a colleague in, with a role and a first password."""
    need_admin(by)
    text.need(name=name)
    if User.objects.filter(email__iexact=email).exists():
        raise Invalid({"email": _("Someone already signs in with this address.")})
    _need_a_good_password(password, email=email, name=name)
    user = User.objects.create_user(email, name=name, role=role, password=password, language=language)
    record(ColleagueJoined(user_id=user.pk, role=user.role), about=user, by=by)
    return user


@transaction.atomic
def change(colleague: User, *, by: User, role: str, is_active: bool) -> User:
    """Give a colleague another role, or close or open their door; the last administrator stays."""
    need_admin(by)
    lock(colleague)
    if colleague.pk == by.pk and (role != Role.ADMIN or not is_active):
        raise Conflict(_("You cannot take your own administration away. Another administrator can."))
    colleague.role, colleague.is_active = role, is_active
    colleague.save(update_fields=["role", "is_active"])
    record(ColleagueChanged(user_id=colleague.pk, role=role, is_active=is_active), about=colleague, by=by)
    return colleague


@transaction.atomic
def make_token(*, by: User, name: str, scope: str, days: int | None = None) -> tuple[ApiToken, str]:
    """Make a key for a program; its secret is returned once and never kept."""
    text.need(name=name)
    secret = f"csp_{secrets.token_urlsafe(32)}"
    moment = now()
    token = ApiToken.objects.create(
        owner=by,
        name=name,
        scope=scope,
        digest=digest(secret),
        made_at=moment,
        expires_at=moment + timedelta(days=days) if days else None,
    )
    record(TokenMade(token_id=token.pk, scope=scope), about=token, by=by)
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> ApiToken:
    """Let a program act no longer."""
    lock(token)
    if token.owner_id != by.pk and by.role != Role.ADMIN:
        raise Forbidden(_("This key belongs to someone else."))
    if token.revoked_at:
        raise Conflict(_("This key was already revoked."))
    token.revoked_at = now()
    token.save(update_fields=["revoked_at"])
    record(TokenRevoked(token_id=token.pk), about=token, by=by)
    return token


def digest(secret: str) -> str:
    """What is kept of a secret that is random enough to need no salt: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def need_admin(by: User) -> None:
    """Refuse whoever does not administer."""
    if by.role != Role.ADMIN:
        raise Forbidden(_("Only administrators can do this."))


def _need_a_good_password(password: str, *, email: str, name: str) -> None:
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise Invalid({"password": " ".join(error.messages)}) from error
