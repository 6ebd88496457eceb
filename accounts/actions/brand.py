"""What can be done about how the firm appears to its customers? Choose its name, its colour and its logo."""

import hashlib
from io import BytesIO
from typing import Any

import filetype
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from accounts.actions.colleagues import need_admin
from accounts.events import BrandChanged, LogoChanged
from accounts.models import Brand, User
from common import colours, text
from common.locking import hold
from common.refusals import Conflict, Invalid, gather
from journal.actions import record

NAME_LIMIT = 60
LOGO_LIMIT = 1024 * 1024
"""Bytes of a logo as it is brought."""
LOGO_BOX = (480, 128)
"""Pixels within which it is drawn: twice what is shown, for fine screens; a mail stays small."""
PIXELS_LIMIT = 16_000_000
"""More pixels than this are not opened."""
_KINDS = {"image/png": "png", "image/jpeg": "jpeg"}
_BRAND = "accounts_brand"
"""Whoever changes the brand holds this agreement, so that its row is made once."""


def our_brand() -> Brand:
    """How the firm appears now; before anybody chose, by the name of the installation. Without the logo's bytes."""
    return Brand.objects.defer("logo").first() or Brand(name=settings.FIRM)


@transaction.atomic
def change_brand(*, by: User, name: str, name_ko: str = "", accent: str = "", version: int | None = None) -> Brand:
    """Let customers read this name and see this colour in their mails and on their pages. No colour: the house's own.

    Refused when someone else changed it since `version`.
    """
    need_admin(by)
    accent = accent.strip().lower()
    gather(
        lambda: text.need(name=name),
        lambda: text.allow(name=name, limit=NAME_LIMIT),
        lambda: text.allow(name_ko=name_ko, limit=NAME_LIMIT),
        lambda: _need_one_line(name=name, name_ko=name_ko),
        lambda: _need_a_colour(accent),
    )
    brand = _held()
    if version is not None and version != brand.version:
        said = _("Someone else changed this meanwhile: {name}. Save again if yours shall stand.")
        raise Conflict(said.format(name=", ".join(filter(None, (brand.name, brand.name_ko, brand.accent)))))
    brand.name, brand.name_ko, brand.accent = name.strip(), name_ko.strip(), accent
    brand.version += 1
    brand.save()
    record(BrandChanged(name=brand.name, accent=accent), about=brand, by=by)
    return brand


@transaction.atomic
def put_logo(*, by: User, image: bytes) -> Brand:
    """Let customers see this logo: PNG or JPEG by its content, drawn anew, so that nothing but its pixels goes out."""
    need_admin(by)
    kind = _kind_of(image)
    picture = _opened(image, kind)
    brand, drawn = _held(), _drawn(picture, kind)
    brand.logo, brand.logo_kind, brand.logo_key = drawn, kind, hashlib.sha256(drawn).hexdigest()
    brand.logo_width, brand.logo_height = picture.size
    brand.save()
    record(LogoChanged(key=brand.logo_key), about=brand, by=by)
    return brand


@transaction.atomic
def remove_logo(*, by: User) -> Brand:
    """Let customers see the name alone."""
    need_admin(by)
    brand = _held()
    if not brand.logo_key:
        raise Conflict(_("There is no logo."))
    brand.logo, brand.logo_kind, brand.logo_key = None, "", ""
    brand.save()
    record(LogoChanged(key=""), about=brand, by=by)
    return brand


def _held() -> Brand:
    hold(_BRAND)
    return Brand.objects.first() or Brand.objects.create(pk=1, name=settings.FIRM)


def _need_one_line(**names: str) -> None:
    """A name stands in the head of mails, where a line break begins another header."""
    wrong = {field: text.BROKEN for field, said in names.items() if not said.strip().isprintable()}
    if wrong:
        raise Invalid(wrong)


def _need_a_colour(accent: str) -> None:
    if accent and not colours.is_colour(accent):
        raise Invalid({"accent": _("A colour is written like #1a6b4f.")})


def _kind_of(image: bytes) -> str:
    if not image:
        raise Invalid({"logo": text.NEEDED})
    if len(image) > LOGO_LIMIT:
        raise Invalid({"logo": _("A logo is at most 1 MB.")})
    kind = _KINDS.get(str(filetype.guess_mime(image[:8192])))
    if kind is None:
        raise Invalid({"logo": _("A logo is a PNG or a JPEG. SVG can carry scripts, so mail programs do not show it.")})
    return kind


def _opened(image: bytes, kind: str) -> Image.Image:
    """The picture in its own colours, within the box."""
    try:
        with Image.open(BytesIO(image), formats=[kind.upper()]) as found:
            if found.width * found.height > PIXELS_LIMIT:
                raise Invalid({"logo": _("This picture has too many pixels.")})
            picture: Image.Image = found.convert("RGBA" if kind == "png" else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid({"logo": _("This picture cannot be opened.")}) from error
    picture.thumbnail(LOGO_BOX)
    return picture


def _drawn(picture: Image.Image, kind: str) -> bytes:
    how: dict[str, Any] = {"optimize": True} if kind == "png" else {"quality": 88}
    drawn = BytesIO()
    picture.save(drawn, kind.upper(), **how)
    return drawn.getvalue()
