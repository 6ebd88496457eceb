"""What shape has input about telling?"""

from django.utils.translation import gettext_lazy as _

from common.forms import Form, Words


class RewordForm(Form):
    """What one customer is told."""

    message = Words(label=_("What they are told"), rows=4)
