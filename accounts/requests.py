"""What is a request by a colleague? One whose user is known, for the types' sake."""

from django.http import HttpRequest
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
