"""What shape has input about colleagues, their teams and their views?"""

from accounts.forms.colleagues import ChangeForm, ColleagueForm, PreferenceForm, SetUpForm, TokenForm
from accounts.forms.saved import ViewForm
from accounts.forms.teams import TeamForm

__all__ = ["ChangeForm", "ColleagueForm", "PreferenceForm", "SetUpForm", "TeamForm", "TokenForm", "ViewForm"]
