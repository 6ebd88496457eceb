"""What shape has a rule of who is given what comes in?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Team
from common.forms import Form
from customers.models import Language
from tickets.forms.areas import AreaChoice


class RuleForm(Form):
    """What comes in of an area, in a language, goes to a team."""

    area = AreaChoice(label=_("Area"), required=False, empty_label=_("All areas"))
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Every language")), *Language.choices], required=False
    )
    team = forms.ModelChoiceField(
        Team.objects.current(), label=_("Goes in turn to the members of"), empty_label=_("Choose a team")
    )
    most_open = forms.IntegerField(label=_("Open tickets each, at most"), initial=20)
