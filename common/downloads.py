"""How is a file from somebody else given out? To be saved, never shown, and with nothing that a browser may run."""

from django.core.files.storage import default_storage
from django.http import FileResponse

_SANDBOX = "default-src 'none'; sandbox"


def to_be_saved(path: str, name: str) -> FileResponse:
    """A file of the store, under a name."""
    kept = default_storage.open(path)
    return tamed(FileResponse(kept, as_attachment=True, filename=name, content_type="application/octet-stream"))


def tamed(response: FileResponse) -> FileResponse:
    """Nothing in it is sniffed, run or lent to another site."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=3600"
    return response
