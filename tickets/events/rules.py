"""What can have happened to the rules of who is given what?"""

from dataclasses import dataclass

from journal.events import Event


@dataclass(frozen=True, kw_only=True)
class RuleMade(Event):
    """What comes in of an area or in a language goes to a team from now on."""

    rule_id: int
    team_id: int


@dataclass(frozen=True, kw_only=True)
class RuleRemoved(Event):
    """It does not any longer."""

    rule_id: int
