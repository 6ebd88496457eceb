"""What is a request by a colleague? One whose user is known, for the types' sake."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails
from rest_framework.request import Request

from accounts.models import User


class SignedIn(HttpRequest):
    """A request behind the sign-in."""

    user: User
    htmx: HtmxDetails


class Caller(Request):
    """A request to the API by a colleague."""

    user: User


class SignInFirst(LoginRequiredMiddleware):
    """Django's, but a page that is open to everybody does not cost two questions to the database about who asks."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Nobody in particular may go on where the view says so; others sign in first."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
