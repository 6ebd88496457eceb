"""Make and remove the rules of who is given what comes in, and follow them."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import Team, User
from common.locking import lock
from common.refusals import Invalid, Sentence
from journal.actions import record
from journal.actors import SYSTEM
from tickets.actions.assigning import give
from tickets.events.rules import RuleMade, RuleRemoved
from tickets.models import AssignmentRule, ProductArea, StageCount, Ticket
from tickets.workflow import LISTENERS, OPEN

MOST_RULES, MOST_OPEN = 100, 1000


@transaction.atomic
def make_rule(
    *, by: User, team: Team, most_open: int, area: ProductArea | None = None, language: str = ""
) -> AssignmentRule:
    """Let what comes in of an area (and its parts) and in a language go to a team's members in turn."""
    need_admin(by)
    wrong: dict[str, Sentence] = {}
    if not 0 < most_open <= MOST_OPEN:
        wrong["most_open"] = _("Between 1 and {most}, please.").format(most=MOST_OPEN)
    if team.dissolved_at:
        wrong["team"] = _("This team was dissolved meanwhile.")
    if AssignmentRule.objects.count() >= MOST_RULES:
        wrong[""] = _("These are {most} rules already. Please remove one first.").format(most=MOST_RULES)
    if wrong:
        raise Invalid(wrong)
    rule = AssignmentRule.objects.create(team=team, most_open=most_open, area=area, language=language)
    record(RuleMade(rule_id=rule.pk, team_id=team.pk), about=rule, by=by)
    return rule


@transaction.atomic
def remove_rule(rule: AssignmentRule, *, by: User) -> None:
    """Let a rule be no more; whom it gave something keeps it."""
    need_admin(by)
    lock(rule)
    record(RuleRemoved(rule_id=rule.pk), about=rule, by=by)
    rule.delete()


@transaction.atomic
def follow_rules(ticket_id: int) -> Ticket | None:
    """Give an open ticket that nobody has to whom the first fitting rule with room says; None: it stays nobody's."""
    ticket = lock(Ticket.objects.get(pk=ticket_id))
    if ticket.owner_id or not ticket.is_open:
        return None
    for rule in _fitting(ticket, _held()):
        if to := _next(rule):
            rule.last_to = to
            rule.save(update_fields=["last_to"])
            return give(ticket, by=SYSTEM, to=to)
    return None


def _held() -> list[AssignmentRule]:
    """All of them, held until this is written down: a colleague may be in the teams of two, and has one maximum."""
    return list(
        AssignmentRule.objects.select_related("team").select_for_update(of=("self",), no_key=True).order_by("pk")
    )


def _fitting(ticket: Ticket, rules: list[AssignmentRule]) -> list[AssignmentRule]:
    area = ticket.product_area
    areas = {None, area.pk, area.parent_id} if area else {None}
    languages = {"", ticket.language}
    return [
        rule for rule in rules if rule.area_id in areas and rule.language in languages and not rule.team.dissolved_at
    ]


def _next(rule: AssignmentRule) -> User | None:
    """Whose turn it is: the next after the last one who has room."""
    members = list(rule.team.members.working().filter(role__in=LISTENERS).order_by("pk"))
    last = rule.last_to_id or 0
    in_turn = [one for one in members if one.pk > last] + [one for one in members if one.pk <= last]
    return next((one for one in in_turn if _open_of(one) < rule.most_open), None)


def _open_of(colleague: User) -> int:
    counts = StageCount.objects.by_stage("owner", [colleague.pk])
    return sum(counts[stage] for stage in OPEN)
