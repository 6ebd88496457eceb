"""How allauth fits in: colleagues are invited, nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language


class Adapter(DefaultAccountAdapter):
    """The account adapter."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator lets people in."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Let this browser speak the colleague's language from now on; in the demo, the one it speaks already."""
        response: HttpResponse = super().post_login(request, user, **more)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            (get_language() or "en")[:2] if settings.DEMO else user.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SECURE,
        )
        return response
