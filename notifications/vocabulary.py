"""Which closed words does telling colleagues know: what there is to hear, why, over which channel, when?"""

from typing import TypeAlias

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role


class NewsKind(models.TextChoices):
    """What a colleague hears about."""

    ASSIGNED = "assigned", _("A ticket becomes mine")
    MENTIONED = "mentioned", _("A colleague mentions me")
    CUSTOMER_WROTE = "customer_wrote", _("A customer answers on a ticket I follow")
    NOTED = "noted", _("A colleague writes on a ticket I follow")
    RETURNED = "returned", _("A ticket I follow is returned with a question")
    DECIDED = "decided", _("A ticket I follow is decided")
    RESURFACED = "resurfaced", _("A declined ticket I follow is to be judged again")
    PRESSED = "pressed", _("More and more customers ask for what I declined")
    APPROVAL_ASKED = "approval_asked", _("A costly promise waits for a manager")
    APPROVAL_ANSWERED = "approval_answered", _("A manager answers what I asked")
    ARRIVED = "arrived", _("A capability arrives that my tickets waited for")
    VOICE_JOINED = "voice_joined", _("A complaint joins an item of mine")
    VERDICT = "verdict", _("The numbers say whether an item of mine worked")
    METRIC_DUE = "metric_due", _("A metric of an item of mine is to be read")
    DONE_THERE = "done_there", _("An issue elsewhere for an item of mine is done")
    OVER_PLAN = "over_plan", _("A promise of mine costs more than planned")
    CAME_BACK = "came_back", _("A problem comes back after it was shipped")
    IS_THERE = "is_there", _("What I listened to is there")
    STOPPED = "stopped", _("A connection that I set up is paused by itself")
    SPIKE = "spike", _("More complain than is usual: a spike")
    FILE_READY = "file_ready", _("A file that I asked for is ready")


class Why(models.TextChoices):
    """Why somebody hears of it: the sentence under a notice."""

    OWNER = "owner", _("Because you look after this ticket.")
    HEARD = "heard", _("Because you listened to this complaint.")
    DECIDED = "decided", _("Because you decided about this complaint.")
    MENTIONED = "mentioned", _("Because a colleague named you.")
    ITEM_OWNER = "item_owner", _("Because this item is yours.")
    ASKER = "asker", _("Because you asked for it.")
    MANAGER = "manager", _("Because you are a manager, and managers approve costly promises.")
    KEEPER = "keeper", _("Because you look after this capability.")
    WAITED = "waited", _("Because you judged tickets that waited for it.")
    CONNECTOR = "connector", _("Because you set this connection up.")
    WATCHER = "watcher", _("Because you want to hear of spikes.")


class About(models.TextChoices):
    """What a notice is about; what is told of one thing is gathered."""

    TICKET = "ticket", _("Ticket")
    ITEM = "item", _("Item")
    CAPABILITY = "capability", _("Capability")
    CONNECTION = "connection", _("Connection")
    SPIKE = "spike", _("Spike")
    EXPORTS = "exports", _("Exports")


class Channel(models.TextChoices):
    """Over which way."""

    IN_APP = "in_app", pgettext_lazy("channel of notices", "Here")
    MAIL = "mail", pgettext_lazy("channel of notices", "E-mail")
    PUSH = "push", pgettext_lazy("channel of notices", "Browser")


class When(models.TextChoices):
    """How soon."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


WHENS: dict[str, tuple[When, ...]] = {
    Channel.IN_APP: (When.AT_ONCE, When.NEVER),
    Channel.MAIL: tuple(When),
    Channel.PUSH: (When.AT_ONCE, When.NEVER),
}
"""What may be chosen for a channel: a bell and a push are at once or not at all."""

Sentence: TypeAlias = str | Promise

SAID: dict[str, Sentence] = {
    NewsKind.ASSIGNED: _("{who} gave you this ticket."),
    NewsKind.MENTIONED: _("{who} mentioned you."),
    NewsKind.CUSTOMER_WROTE: _("The customer answered."),
    NewsKind.NOTED: _("{who} wrote."),
    NewsKind.RETURNED: _("{who} returned it with a question."),
    NewsKind.DECIDED: _("{who} decided."),
    NewsKind.RESURFACED: _("It is to be judged again."),
    NewsKind.PRESSED: _("More and more customers ask for it."),
    NewsKind.APPROVAL_ASKED: _("{who} asks you to approve a promise."),
    NewsKind.APPROVAL_ANSWERED: _("{who} answered what you asked for."),
    NewsKind.ARRIVED: _("We can do it now."),
    NewsKind.VOICE_JOINED: _("Another complaint speaks for it."),
    NewsKind.VERDICT: _("The numbers say something new about it."),
    NewsKind.METRIC_DUE: _("Its day has come: what does its metric say?"),
    NewsKind.DONE_THERE: _("Its issue is done elsewhere. Is it shipped?"),
    NewsKind.OVER_PLAN: _("It cost more than planned, two months in a row."),
    NewsKind.CAME_BACK: _("It came back after it was shipped."),
    NewsKind.IS_THERE: _("It is there."),
    NewsKind.STOPPED: _("Nothing goes to it any more: it was paused."),
    NewsKind.SPIKE: _("More complain than is usual."),
    NewsKind.FILE_READY: _("Your file is ready."),
}

_AT_ONCE_BY_MAIL = {
    NewsKind.ASSIGNED, NewsKind.MENTIONED, NewsKind.RETURNED, NewsKind.APPROVAL_ASKED, NewsKind.APPROVAL_ANSWERED,
    NewsKind.CAME_BACK, NewsKind.IS_THERE, NewsKind.STOPPED,
}  # fmt: skip
_BY_MAIL: dict[str, When] = {NewsKind.VOICE_JOINED: When.WEEKLY, NewsKind.FILE_READY: When.NEVER}
"""How soon by mail what is not urgent, where that is not once a day."""
_AT_ONCE_FOR: dict[str, set[NewsKind]] = {
    Role.AGENT: {NewsKind.CUSTOMER_WROTE},
    Role.PRODUCT: {NewsKind.METRIC_DUE, NewsKind.OVER_PLAN, NewsKind.VERDICT, NewsKind.SPIKE},
    Role.MANAGER: {NewsKind.METRIC_DUE, NewsKind.OVER_PLAN, NewsKind.PRESSED, NewsKind.SPIKE},
}
"""Whose day it is: an agent's customers are waiting, a manager's budgets are."""

_ONLY_FOR: dict[str, set[Role]] = {NewsKind.SPIKE: {Role.PRODUCT, Role.MANAGER}}
"""What concerns the whole house, and by default only these hear of; others may choose to."""


def default(role: str, kind: str, channel: str) -> When:
    """How soon somebody of a role hears of something, before they choose: here at once; by mail by what it asks."""
    if role not in _ONLY_FOR.get(kind, {role}):
        return When.NEVER
    if channel == Channel.IN_APP:
        return When.AT_ONCE
    is_urgent = kind in _AT_ONCE_BY_MAIL or kind in _AT_ONCE_FOR.get(role, ())
    if channel == Channel.PUSH:
        return When.AT_ONCE if is_urgent else When.NEVER
    if is_urgent:
        return When.AT_ONCE
    return _BY_MAIL.get(kind, When.DAILY)


def said(kind: str, who: str) -> str:
    """What happened, in a sentence that names who did it."""
    return str(SAID[kind]).format(who=who)
