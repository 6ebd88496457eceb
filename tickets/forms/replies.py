"""What shape has a saved reply?"""

from django.utils.translation import gettext_lazy as _

from accounts.forms.shared import SharedForm
from common.forms import Words


class ReplyForm(SharedForm):
    """A name, what it says in which language, and who finds it."""

    ko = Words(label=_("In Korean"), rows=6)
    en = Words(label=_("In English"), rows=6)
