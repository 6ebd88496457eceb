"""What shape have files that go along with what is sent?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms import Files, FilesInput
from tickets.actions.attaching import SIZE_LIMIT


class Enclosed(Files):
    """Files; the page is told from which size on a file need not go up to be refused."""

    def __init__(self, **more: Any) -> None:
        widget = FilesInput(attrs={"data-limit": SIZE_LIMIT})
        super().__init__(label=_("Attachments"), required=False, widget=widget, **more)
