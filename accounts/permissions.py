"""Who may knock at the API at all? Signed-in colleagues; a key only within its scope. The verbs decide the rest."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.models import ApiToken
from common.refusals import Forbidden


class SignedInWithScope(BasePermission):
    """Nobody else, unless a view says so by name."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """A colleague, and a key that reaches as far as the method."""
        if not request.user.is_authenticated:
            return False
        if request.method in SAFE_METHODS:
            return True
        if isinstance(request.auth, ApiToken) and request.auth.scope == ApiToken.Scope.READ:
            raise Forbidden(_("This key may only read. Make one that may read and write under Settings → Keys."))
        return True
