"""Keep files that people send. Their content, not their names, says what they are: the one place for that rule."""

import secrets
import warnings
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

import filetype
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from common.refusals import Invalid
from tickets.actions.drawing import draw_preview, large_of, path_of, preview_of

SIZE_LIMIT = 25 * 1024 * 1024
COUNT_LIMIT = 10
PIXELS_LIMIT = 50_000_000
"""A picture of more pixels than this is refused unopened: a small file may unfold to gigabytes."""
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
ALLOWED = IMAGES | {
    "application/pdf",
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "audio/mpeg",
    "audio/m4a",
    "audio/ogg",
    "audio/x-wav",
    "video/mp4",
    "video/quicktime",
}


def judge(files: Sequence[UploadedFile], *, beside: int = 0) -> list[str]:
    """Refuse what we do not keep: more than ten, with `beside` others; more than 25 MB; a kind that we do not know.

    Returns the kind of each.
    """
    if len(files) + beside > COUNT_LIMIT:
        raise Invalid({"files": _("At most {n} files at once.").format(n=COUNT_LIMIT)})
    return [_kind_of(file) for file in files]


def keep_files(files: Sequence[UploadedFile], *, beside: int = 0) -> list[dict[str, Any]]:
    """Judge files, with so many others, and put them into the store; what is known of each, for the row that names it."""
    return [_keep(file, kind) for file, kind in zip(files, judge(files, beside=beside), strict=True)]


def remove(key: str) -> None:
    """Take a file out of the store."""
    for path in (path_of(key), preview_of(key), large_of(key)):
        default_storage.delete(path)


def _kind_of(file: UploadedFile) -> str:
    name = _plain_name(file)
    if not file.size:
        raise Invalid({"files": _("“{name}” is empty.").format(name=name)})
    if file.size > SIZE_LIMIT:
        raise Invalid({"files": _("“{name}” is larger than 25 MB.").format(name=name)})
    head = file.read(8192)
    file.seek(0)
    guess = filetype.guess_mime(head)
    kind = guess or ("text/plain" if _is_plain_text(head) else "")
    if kind not in ALLOWED | {"text/plain"}:
        raise Invalid(
            {
                "files": _(
                    "“{name}” is of a kind that we do not keep. Pictures, PDF, office files, sound, "
                    "video, ZIP and plain text are fine."
                ).format(name=name)
            }
        )
    if kind in IMAGES and _unfolds_too_far(file):
        said = _("“{name}” has more pixels than we can open ({most} million at most). A smaller picture is fine.")
        raise Invalid({"files": said.format(name=name, most=PIXELS_LIMIT // 1_000_000)})
    return str(kind)


def _unfolds_too_far(file: UploadedFile) -> bool:
    """Whether a picture says of itself, in its first bytes, that it has too many pixels; it is not unfolded for that."""
    try:
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            picture = Image.open(file)
    except Image.DecompressionBombError:
        return True
    except (OSError, ValueError, SyntaxError):
        return False
    finally:
        file.seek(0)
    return picture.width * picture.height > PIXELS_LIMIT


def _is_plain_text(head: bytes) -> bool:
    """Text without anything that a browser might take for a page or a drawing."""
    if b"\x00" in head:
        return False
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not start.startswith((b"<", b"%!", b"#!", b"mz"))


def _keep(file: UploadedFile, kind: str) -> dict[str, Any]:
    key = secrets.token_urlsafe(32)
    default_storage.save(path_of(key), file)
    return {
        "key": key,
        "name": _plain_name(file),
        "content_type": kind,
        "size": file.size or 0,
        "has_preview": kind in IMAGES and draw_preview(file, key),
    }


def _plain_name(file: UploadedFile) -> str:
    """The last part of the name, without control characters, at most 200 characters."""
    last = PurePosixPath((file.name or "").replace("\\", "/")).name
    plain = "".join(character for character in last if character.isprintable()).strip(". ")
    return plain[-200:] or "file"
