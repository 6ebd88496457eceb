"""How does a mail to a customer look? Its firm's name, colour and logo; the logo travels within the mail."""

from dataclasses import dataclass

from django.utils import translation

from accounts.actions.brand import our_brand
from common import colours
from notifications.letters.letter import Picture

HOUSE_ACCENT = "#1f2c33"
"""Of buttons, where the firm chose no colour."""
LOGO = "logo"
LOGO_BOX = (240, 48)
"""Pixels within which a logo is shown; it is drawn finer."""


@dataclass(frozen=True)
class Appearance:
    """What the templates draw with; in the reader's language."""

    firm: str
    accent: str
    on_accent: str
    width: int = 0
    height: int = 0
    pictures: tuple[Picture, ...] = ()
    logo: str = f"cid:{LOGO}"
    """Where the logo is found: within the mail."""


def appearance() -> Appearance:
    """How mails look now."""
    brand = our_brand()
    accent = brand.accent or HOUSE_ACCENT
    look = Appearance(brand.called, accent, colours.text_on(accent))
    if not brand.logo_key:
        return look
    width, height = _shown(brand.logo_width, brand.logo_height)
    picture = Picture(LOGO, brand.logo_kind, bytes(brand.logo or b""))
    return Appearance(look.firm, look.accent, look.on_accent, width, height, (picture,))


def firm(language: str | None = None) -> str:
    """The firm's name in a language, else in that of whoever reads."""
    with translation.override(language or translation.get_language()):
        return our_brand().called


def _shown(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, LOGO_BOX[0] / width, LOGO_BOX[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
