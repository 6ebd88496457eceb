"""What can have happened to colleagues, their teams and their views, and to how the firm appears?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class ColleagueJoined(Event):
    """Someone can work here now."""

    user_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class ColleagueChanged(Event):
    """A role was given, or a door opened or closed."""

    user_id: int
    role: str
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    """A program may act for a colleague."""

    token_id: int
    scope: str


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Event):
    """A program may no longer act."""

    token_id: int


@dataclass(frozen=True, kw_only=True)
class ColleagueMentioned(Event):
    """Somebody wrote a colleague's name where they shall read it.

    `about_type` ("tickets.ticket") and `about_id` say on what; `source` is the number of the text: a message, a comment.
    """

    user_id: int
    by_id: int
    about_type: str
    about_id: int
    source: int


@dataclass(frozen=True, kw_only=True)
class TeamFormed(Event):
    """Colleagues came together under a name."""

    team_id: int
    name: str
    members: list[int]


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Event):
    """A team has another name or other members."""

    team_id: int
    name: str
    members: list[int]


@dataclass(frozen=True, kw_only=True)
class TeamDissolved(Event):
    """A team is no more."""

    team_id: int


@dataclass(frozen=True, kw_only=True)
class ViewKept(Event):
    """A list as someone filtered it has a name. `audience`: who finds it."""

    view_id: int
    place: str
    audience: str


@dataclass(frozen=True, kw_only=True)
class ViewChanged(Event):
    """A view has another name, another audience, or shows something else."""

    view_id: int
    place: str
    audience: str


@dataclass(frozen=True, kw_only=True)
class ViewRemoved(Event):
    """A view is no more."""

    view_id: int
    place: str


@dataclass(frozen=True, kw_only=True)
class BrandChanged(Event):
    """The firm appears to its customers under another name, or in another colour."""

    name: str
    accent: str


@dataclass(frozen=True, kw_only=True)
class LogoChanged(Event):
    """The firm has a logo, or another one; without a key none any more."""

    key: str
