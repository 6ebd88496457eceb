"""What became of customers after a yes and a no: noted every night of the year, one put right by a colleague."""

from datetime import datetime, timedelta
from functools import partial

from cs_product.demo.cast import AGENT, Firm
from cs_product.demo.story import Story
from customers.actions import correct
from customers.models import Relationship
from tickets.actions.following_up import correct_aftermath, note_what_is_due
from tickets.models import Aftermath, Decision
from tickets.vocabulary import Became, Outcome

_CHANGES = ((Outcome.ACCEPTED, Relationship.REGULAR), (Outcome.DECLINED, Relationship.AT_RISK))
_HOW = "전화로 인사드렸더니, 다른 곳에서 장을 보신다고 하셨어요."


def plan(story: Story, firm: Firm) -> None:
    """A note every night; some relationships change on the way; last week we learnt that someone had left."""
    for days in range(364, -1, -1):
        at = (story.now - timedelta(days=days)).replace(hour=4, minute=10, second=0, microsecond=0)
        story.plan(at, _note)
    for days in (240, 170, 110, 60):
        story.plan(story.day(days), partial(_let_relationships_change, firm))
    story.plan(story.day(3), partial(_put_one_right, firm))


def _note(_at: datetime) -> None:
    note_what_is_due()


def _let_relationships_change(firm: Firm, at: datetime) -> None:
    """Someone whom we kept comes more often; someone whom we told no comes less."""
    month = (at - timedelta(days=29), at - timedelta(days=1))
    for outcome, relationship in _CHANGES:
        decided = Decision.objects.filter(outcome=outcome, at__range=month, ticket__customer__isnull=False)
        others = decided.exclude(ticket__customer__relationship=relationship).select_related(
            "ticket__customer__company"
        )
        decision = others.order_by("pk").first()
        if decision is None or decision.ticket.customer is None:
            continue
        customer = decision.ticket.customer
        correct(
            customer,
            by=firm.people[AGENT],
            name=customer.name,
            email=customer.email,
            phone=customer.phone,
            language=customer.language,
            company=customer.company.name if customer.company else "",
            relationship=relationship,
        )


def _put_one_right(firm: Firm, _at: datetime) -> None:
    noted = Aftermath.objects.filter(
        what=Became.UNKNOWN, decision__outcome=Outcome.DECLINED, decision__ticket__customer__language="ko"
    )
    if found := noted.select_related("decision__ticket").order_by("-pk").first():
        correct_aftermath(found, by=firm.people["sora@demo.example"], what=Became.LEFT, reason=_HOW)
