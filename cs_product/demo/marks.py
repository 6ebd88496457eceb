"""Tags and fields of Dawn Market's own, on the newest complaints; and a customer who was known twice."""

from random import Random

from accounts.models import User
from customers.actions import meet, note
from tickets.actions import filling, joining, tagging
from tickets.actions.defining import define
from tickets.models import CustomField, Ticket

MARKED = 60
"""So many of the newest complaints carry tags and say which order they are about."""
_TAGS = {
    "refund": ("refund", "환불"),
    "cold chain": ("melted", "ice", "cold", "녹", "상했"),
    "배송": ("late", "deliver", "parcel", "배송", "택배", "늦"),
    "app": ("app", "앱", "login", "로그인"),
    "coupon": ("coupon", "쿠폰", "discount", "할인"),
}
_SHOPS = ("Seongsu | 성수", "Yeonnam | 연남", "Haeundae | 해운대")


def put(agent: User, admin: User) -> None:
    """Define what the firm asks for, and fill it in as an agent would."""
    order = define(by=admin, name="Order number", name_ko="주문 번호", kind="text")
    shop = define(by=admin, name="Shop", name_ko="매장", kind="choice", choices=_SHOPS)
    define(by=admin, name="Asked for a call back", name_ko="전화 요청", kind="yes")
    shops, dice = list(shop.choices.all()), Random(7)
    for ticket in Ticket.objects.order_by("-pk")[:MARKED]:
        said = ticket.verbatim.lower()
        names = [name for name, words in _TAGS.items() if any(word in said for word in words)]
        if names:
            tagging.tag(ticket, by=agent, names=names)
        _fill_in(ticket, agent, order, {shop.pk: dice.choice(shops).pk} if ticket.channel == "store" else {}, dice)
    _put_together(agent)


def _fill_in(ticket: Ticket, agent: User, order: CustomField, more: dict[int, int], dice: Random) -> None:
    if more or dice.random() < 0.5:
        filling.fill_in(ticket, by=agent, values={order.pk: f"DM-{dice.randint(100_000, 999_999)}", **more})


def _put_together(agent: User) -> None:
    """The customer of the newest complaint was known by a second address as well."""
    ticket = Ticket.objects.filter(customer__isnull=False).select_related("customer").order_by("-pk").first()
    if ticket is None or ticket.customer is None:
        return
    customer = ticket.customer
    note(customer, by=agent, body="Prefers to be called after six. Writes from two addresses.")
    tagging.tag(customer, by=agent, names=["regular"])
    twin = meet(by=agent, name=customer.name, email="second.address@example.com", language=customer.language)
    joining.join(customer, by=agent, gone=twin)
