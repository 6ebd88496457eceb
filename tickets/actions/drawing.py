"""Draw pictures that people send anew, so that nothing of a sent file but its pixels reaches a browser; and where they are kept."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

PREVIEW_SIDE, LARGE_SIDE = 640, 2048
"""Pixels of the longer side of a preview, and of what one opens to read it."""


def path_of(key: str) -> str:
    """Where the store keeps a file."""
    return f"attachments/{key[:2]}/{key}"


def preview_of(key: str) -> str:
    """Where the store keeps the small picture of a file."""
    return f"{path_of(key)}.webp"


def large_of(key: str) -> str:
    """Where the store keeps the large picture of a file; a small one has none."""
    return f"{path_of(key)}.large.webp"


def draw_preview(file: UploadedFile, key: str) -> bool:
    """Draw the picture anew, large and small, so that nothing of the sent file but its pixels reaches a browser."""
    try:
        file.seek(0)
        with Image.open(file) as picture:
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
            drawn.thumbnail((LARGE_SIDE, LARGE_SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    if max(drawn.size) > PREVIEW_SIDE:
        _put(drawn, large_of(key))
        drawn.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    _put(drawn, preview_of(key))
    return True


def _put(picture: Image.Image, path: str) -> None:
    drawn = BytesIO()
    picture.save(drawn, "WEBP", quality=80, method=2)
    default_storage.save(path, ContentFile(drawn.getvalue()))
