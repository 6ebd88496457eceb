"""What shape has input from a customer?"""

from django.utils.translation import gettext_lazy as _

from common.forms import Form, Words


class MissedForm(Form):
    """What we did not hear."""

    missed = Words(label=_("What did we miss?"), rows=3)


class MoreForm(Form):
    """Something to add."""

    body = Words(label=_("What would you like to add?"), rows=4)
