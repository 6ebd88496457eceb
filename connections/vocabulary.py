"""Which closed words does the room know? Kinds of connections, and the events that other machines hear about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """With whom we speak, and how."""

    WEBHOOK = "webhook", _("Webhook")
    SLACK = "slack", _("Slack, or what reads the same")
    DISCORD = "discord", _("Discord")
    TEAMS = "teams", _("Microsoft Teams")
    KAKAOWORK = "kakaowork", _("KakaoWork")
    APPRISE = "apprise", _("Another service, by its Apprise address")
    GITHUB = "github", _("GitHub")
    GITLAB = "gitlab", _("GitLab")
    JIRA = "jira", _("Jira")
    LINEAR = "linear", _("Linear")


ROOMS = (Kind.SLACK, Kind.DISCORD, Kind.TEAMS, Kind.KAKAOWORK, Kind.APPRISE)
"""Where people read what is posted."""
CODE = (Kind.GITHUB, Kind.GITLAB, Kind.JIRA, Kind.LINEAR)
"""Where code is made, and issues stand."""


class EventType(models.TextChoices):
    """What a connection can hear about. These words are a contract: they may be added to, never changed."""

    TICKET_RECEIVED = "ticket.received", _("A complaint came in")
    TICKET_HEARD = "ticket.heard", _("We said what we understood")
    TICKET_MISHEARD = "ticket.misheard", _("We had not understood")
    TICKET_ASSESSED = "ticket.assessed", _("A complaint was assessed")
    TICKET_ACCEPTED = "ticket.accepted", _("A complaint was accepted")
    TICKET_DECLINED = "ticket.declined", _("A complaint was declined")
    TICKET_SET_ASIDE = "ticket.set_aside", _("A ticket was set aside")
    TICKET_REOPENED = "ticket.reopened", _("A ticket was taken up again")
    TICKET_RESURFACED = "ticket.resurfaced", _("A declined complaint is looked at again")
    ITEM_PROPOSED = "item.proposed", _("An item was proposed")
    ITEM_MOVED = "item.moved", _("An item moved to another column")
    ITEM_SHIPPED = "item.shipped", _("An item was shipped")
    ITEM_CAME_BACK = "item.came_back", _("What was shipped came back")
    ITEM_VERIFIED = "item.verified", _("An item was verified")
    ITEM_DROPPED = "item.dropped", _("An item was dropped")
    RELEASE_SHIPPED = "release.shipped", _("A release was shipped")
    CAPABILITY_ARRIVED = "capability.arrived", _("A capability arrived")
    SPIKE_RAISED = "spike.raised", _("More complain than is usual")


TEST = "connection.tested"
"""The type of a post that somebody sends to see whether it arrives; nobody has to ask for it."""


ISSUE_CREATE, ISSUE_LOOK = "issue.create", "issue.look"
"""The types of what we ask a host of code."""


class Trouble(models.TextChoices):
    """Why an issue could not be made or looked at."""

    MISSING = "missing", _("It is not there, or our token may not see it.")
    REFUSED = "refused", _("Our token was refused there. An administrator can give a new one in the settings.")
    BUSY = "busy", _("It asks us to wait. Then we go on by ourselves.")
    FAILING = "failing", _("It does not answer as it should. We go on trying.")
    GIVEN_UP = "given_up", _("It did not answer as it should for days. We gave up.")


class PauseReason(models.TextChoices):
    """Why nothing is posted."""

    PERSON = "person", _("A person paused it.")
    FAILING = "failing", _("It has failed for days.")
    GONE = "gone", _("It answered that it is gone for good (410).")
