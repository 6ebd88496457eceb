"""What can be done about customers? Meet them, and correct what we know."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from customers import domains
from customers.events import CustomerChanged, CustomerMet, CustomerNoted
from customers.models import Company, Customer, CustomerNote, News
from journal.actions import record
from journal.actors import SYSTEM_ROLE, Actor

CORRECTORS = frozenset({Role.AGENT, Role.PRODUCT, Role.MANAGER})
VALUE_LIMIT = Decimal(10) ** 12
"""What a customer is worth a month is below this: what its column holds."""
WHY_LIMIT = 500
_SIGNER = Signer(salt="stop news")


@transaction.atomic
def meet(
    *, by: Actor, name: str, email: str = "", phone: str = "", company: str = "", language: str = "ko"
) -> Customer:
    """Find the customer of an address, or get to know a new one; nothing known is overwritten."""
    name, email, phone = name.strip(), email.strip(), phone.strip()
    need_a_name(name)
    need_one_line(email)
    if email and (known := Customer.objects.filter(email__iexact=email).first()):
        return known.living
    customer = Customer.objects.create(
        name=name, email=email, phone=phone, language=language, company=company_of(email, company), since=now()
    )
    record(CustomerMet(customer_id=customer.pk), about=customer, by=by)
    return customer


@transaction.atomic
def correct(customer: Customer, *, by: Actor, company: str | None = None, **known: Any) -> Customer:
    """Put right what we know of a customer: name, email, phone, language, relationship, monthly value (money).

    What is left out stays as it is; a `company` of "" is none.
    """
    need_a_corrector(by)
    lock(customer)
    if customer.joined_into:
        raise Conflict(_("This record was put together with another one: {name}.").format(name=customer.living))
    text.need(name=known.get("name", customer.name))
    need_one_line(known.get("email") or "")
    _need_a_countable_value(known.get("monthly_value"))
    known |= _with_another_address(customer, known.get("email", ""))
    if company is not None:
        known["company"] = company_of(known.get("email", ""), company) if company.strip() else None
    changed = [field for field, value in known.items() if getattr(customer, field) != value]
    for field in changed:
        setattr(customer, field, known[field])
    if changed:
        customer.save(update_fields=changed)
        record(CustomerChanged(customer_id=customer.pk, fields=changed), about=customer, by=by)
    return customer


@transaction.atomic
def stop_news(customer: Customer, *, by: Actor) -> Customer:
    """Tell this customer no more when something shipped that they asked for. Answers to them still go."""
    need_a_corrector(by, themselves=customer)
    lock(customer)
    if customer.no_news_since is None:
        _set_news(customer, by, now())
    return customer


@transaction.atomic
def resume_news(customer: Customer, *, by: Actor) -> Customer:
    """Tell this customer again when something shipped that they asked for."""
    need_a_corrector(by, themselves=customer)
    lock(customer)
    if customer.no_news_since is not None:
        _set_news(customer, by, None)
    return customer


@transaction.atomic
def choose_mail(customer: Customer, *, by: Actor, news: Collection[str], none_at_all: bool = False) -> Customer:
    """Say which news this customer wants by mail, or that they want no mail at all, answers to them neither."""
    need_a_corrector(by, themselves=customer)
    lock(customer)
    if set(news) - set(News.values):
        raise Invalid({"news": _("Choose from the list.")})
    unwanted = [kind for kind in News.values if kind not in news]
    has_news, moment = bool(news), now()
    chosen: dict[str, Any] = {
        "unwanted": unwanted if has_news else customer.unwanted,
        "no_news_since": None if has_news else customer.no_news_since or moment,
        "no_mail_since": (customer.no_mail_since or moment) if none_at_all else None,
    }
    changed = [field for field, value in chosen.items() if getattr(customer, field) != value]
    for field in changed:
        setattr(customer, field, chosen[field])
    if changed:
        customer.save(update_fields=changed)
        record(CustomerChanged(customer_id=customer.pk, fields=changed), about=customer, by=by, at=moment)
    return customer


@transaction.atomic
def give_up_address(customer: Customer, *, by: Actor, why: str) -> Customer:
    """Write no more to an address from which mail came back, or whose owner complained, until somebody lifts it."""
    if by.role != SYSTEM_ROLE:
        need_a_corrector(by)
    lock(customer)
    if customer.unreachable_since is None:
        _set_reach(customer, by, now(), why[:WHY_LIMIT])
    return customer


@transaction.atomic
def try_address(customer: Customer, *, by: Actor) -> Customer:
    """Write to this customer's address again, although mail came back from it."""
    need_a_corrector(by)
    lock(customer)
    if customer.unreachable_since is not None:
        _set_reach(customer, by, None, "")
    return customer


def stopping_key(customer: Customer) -> str:
    """What the address in a mail carries with which its reader stops the news: signed, open for good, and good for
    nothing else.
    """
    return _SIGNER.sign(str(customer.pk))


def who_stops(key: str) -> Customer | None:
    """Whose key this is; None for a forged one."""
    try:
        number = int(_SIGNER.unsign(key))
    except (BadSignature, ValueError):
        return None
    found = Customer.objects.filter(pk=number).first()
    return found.living if found else None


@transaction.atomic
def note(customer: Customer, *, by: User, body: str) -> CustomerNote:
    """Write down what colleagues should know of a customer; the customer never sees it."""
    need_a_corrector(by)
    text.need(body=body)
    moment = now()
    written = CustomerNote.objects.create(customer=customer, body=body, by=by, at=moment)
    record(CustomerNoted(customer_id=customer.pk, note_id=written.pk), about=customer, by=by, at=moment)
    return written


def need_a_corrector(by: Actor, themselves: Customer | None = None) -> None:
    """Refuse those who only look; customers may say for themselves."""
    if by != themselves and by.role not in CORRECTORS:
        raise Forbidden(_("Agents, product people and managers correct what we know."))


def need_a_name(name: str) -> None:
    """Refuse a customer without a name, or with an endless one."""
    text.need(name=name)
    text.allow(name=name, limit=120)


def need_one_line(email: str) -> None:
    """Refuse an address with a line break or another character that nobody sees: it would write headers of its own."""
    if not email.isprintable() or any(character.isspace() for character in email):
        raise Invalid({"email": _("An address is one word, without spaces or line breaks.")})


def company_of(email: str, name: str) -> Company | None:
    """The company a person works for: the named one, which learns the domain of their address, else the domain's."""
    domain, company = domains.of_a_company(email), company_named(name)
    if company is None:
        return Company.objects.filter(domain=domain).first() if domain else None
    if domain and not company.domain and not Company.objects.filter(domain=domain).exists():
        company.domain = domain
        company.save(update_fields=["domain"])
    return company


def company_named(name: str) -> Company | None:
    """The company of a name, known or new; None for no name."""
    name = name.strip()
    if text.is_empty(name):
        return None
    text.allow(company=name, limit=160)
    known = Company.objects.filter(name__iexact=name).first()
    return known or Company.objects.create(name=name, since=now())


def _set_reach(customer: Customer, by: Actor, since: datetime | None, why: str) -> None:
    customer.unreachable_since, customer.unreachable_why = since, why
    customer.save(update_fields=["unreachable_since", "unreachable_why"])
    record(CustomerChanged(customer_id=customer.pk, fields=["unreachable_since"]), about=customer, by=by)


def _set_news(customer: Customer, by: Actor, since: datetime | None) -> None:
    customer.no_news_since = since
    customer.save(update_fields=["no_news_since"])
    record(CustomerChanged(customer_id=customer.pk, fields=["no_news_since"]), about=customer, by=by)


def _with_another_address(customer: Customer, email: str) -> dict[str, Any]:
    """Refuse an address of somebody else; another one than before may be written to, whatever came back until now."""
    if email and Customer.objects.filter(email__iexact=email).exclude(pk=customer.pk).exists():
        raise Invalid({"email": _("Another customer has this address.")})
    return {"unreachable_since": None, "unreachable_why": ""} if email and email != customer.email else {}


def _need_a_countable_value(value: Decimal | None) -> None:
    if value is None:
        return
    if value < 0:
        raise Invalid({"monthly_value": _("Money cannot be negative here.")})
    if not value < VALUE_LIMIT:
        raise Invalid({"monthly_value": _("That is more than we can count.")})
