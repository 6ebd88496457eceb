"""What Dawn Market settled for its desk: when it works, who is given what, the lists it opens, the words it uses again."""

from datetime import time, timedelta

from accounts.actions.saved import keep_view
from accounts.models import Audience, Team
from cs_product.demo.cast import ADMIN, AGENT, MANAGER, Firm
from cs_product.demo.people import TEAMS
from cs_product.demo.story import Story
from tickets.actions.promising import reckon_anew, set_targets
from tickets.actions.ruling import make_rule
from tickets.actions.stocking import keep_reply

_KOREAN = "sora@demo.example"
_LOOKING_EN = """Dear {name},

thank you for telling us. We are looking into {reference} and will write to you by {date}.

{agent}, {firm}"""
_LOOKING_KO = """{name} 님, 말씀해 주셔서 고마워요.

{reference} 건은 저희가 살펴보고 있어요. {date}까지 다시 연락드릴게요.

{firm} {agent}"""
_ORDER_EN = """Dear {name},

could you send us the number of your order? It stands in the mail that confirmed it.

{agent}, {firm}"""
_ORDER_KO = """{name} 님, 주문 번호를 알려 주시겠어요? 주문 확인 메일에 적혀 있어요.

{firm} {agent}"""


def settle(story: Story, firm: Firm) -> None:
    """Settle it at the end of the year, so that what was told before stays as it was."""
    _hours(story, firm)
    _rules(firm)
    _views(firm)
    _replies(firm)


def _hours(story: Story, firm: Firm) -> None:
    """Weekdays from nine to six, without Korea's public holidays and the day the firm was founded."""
    set_targets(
        by=firm.people[ADMIN],
        to_listen=4,
        to_assess=9,
        to_decide=27,
        weekdays=[0, 1, 2, 3, 4],
        opens_at=time(9),
        closes_at=time(18),
        holidays_of="KR",
        days_off=[(story.now + timedelta(days=40)).date()],
    )
    while reckon_anew():
        pass


def _rules(firm: Firm) -> None:
    team = _team()
    make_rule(by=firm.people[ADMIN], team=team, most_open=12, area=firm.areas["delivery"])
    make_rule(by=firm.people[ADMIN], team=team, most_open=20, language="ko")


def _views(firm: Firm) -> None:
    agent, manager, korean = firm.people[AGENT], firm.people[MANAGER], firm.people[_KOREAN]
    keep_view(
        by=manager, place="desk", name="Nobody’s yet · 담당 없음", query="owner=nobody", audience=Audience.EVERYONE
    )
    delivery = f"area={firm.areas['delivery'].pk}&language=ko"
    keep_view(by=korean, place="desk", name="한국어 배송", query=delivery, audience=Audience.TEAM, team=_team())
    keep_view(by=agent, place="desk", name="Refunds", query="tag=refund")


def _replies(firm: Firm) -> None:
    agent, everyone = firm.people[AGENT], Audience.EVERYONE
    keep_reply(by=agent, name="We are looking · 살펴보고 있어요", en=_LOOKING_EN, ko=_LOOKING_KO, audience=everyone)
    keep_reply(by=agent, name="Order number · 주문 번호", en=_ORDER_EN, ko=_ORDER_KO, audience=everyone)


def _team() -> Team:
    return Team.objects.get(name=next(iter(TEAMS)))
