"""How does a program say for whom it acts? `Authorization: Bearer csp_…`."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actions import digest
from accounts.models import ApiToken, User
from common.clock import now


class TokenAuthentication(BaseAuthentication):
    """Find the colleague whose key this is."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The colleague and the key; None when no key was shown."""
        kind, _space, secret = get_authorization_header(request).partition(b" ")
        if kind.lower() != b"bearer":
            return None
        token = self._find(secret.strip().decode("ascii", "replace"))
        if token is None:
            raise AuthenticationFailed(_("This key is not known, was revoked, or has run out."))
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Bearer"

    def _find(self, secret: str) -> ApiToken | None:
        token = ApiToken.objects.select_related("owner").filter(digest=digest(secret), revoked_at=None).first()
        if token is None or not token.owner.is_active or (token.expires_at and token.expires_at <= now()):
            return None
        return token


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the key is described in OpenAPI."""

    target_class = "accounts.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        return {"type": "http", "scheme": "bearer"}
