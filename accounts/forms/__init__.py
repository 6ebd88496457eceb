"""What shape has input about colleagues, their teams and their views?"""

from accounts.forms.brand import BrandForm, LogoForm
from accounts.forms.colleagues import ChangeForm, ColleagueForm, PreferenceForm, SetUpForm, TokenForm
from accounts.forms.saved import ViewForm
from accounts.forms.teams import TeamForm

__all__ = [
    "BrandForm",
    "ChangeForm",
    "ColleagueForm",
    "LogoForm",
    "PreferenceForm",
    "SetUpForm",
    "TeamForm",
    "TokenForm",
    "ViewForm",
]
