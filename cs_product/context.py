"""What every page knows: whether this is a demonstration, and whose."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.actions.brand import our_brand
from cs_product.demo.people import sign_ins


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame around every page; sign-ins only where this is a demonstration and nobody is signed in."""
    is_open = settings.DEMO and not request.user.is_authenticated
    ours = SimpleLazyObject(our_brand)  # asked for only by pages that name the firm
    return {"demo_mode": settings.DEMO, "brand": ours, "firm": ours, "demo_signins": sign_ins() if is_open else []}
