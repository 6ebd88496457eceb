"""What is a connection, and what may never be true of it?"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.sealing import Sealed
from connections.queries import ConnectionQuerySet
from connections.vocabulary import CODE, ROOMS, Kind, PauseReason
from tickets.models import ProductArea

LANGUAGES = (("ko", "한국어"), ("en", "English"))
_PEOPLE = settings.AUTH_USER_MODEL


class Connection(models.Model):
    """Another machine that hears what happens here. Its address is often a secret, so it is sealed as its secret is."""

    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("Name"), max_length=80)
    address = Sealed(_("Address"), blank=True)
    secret = Sealed(blank=True, help_text="with which what goes out is signed")
    old_secret = Sealed(blank=True, help_text="signs as well while the other side changes over")
    old_secret_until = models.DateTimeField(null=True, blank=True)
    events = ArrayField(models.CharField(max_length=30), default=list, help_text="what it hears about")
    areas = models.ManyToManyField(ProductArea, blank=True, related_name="+", help_text="only these; none: all")
    stages = ArrayField(models.CharField(max_length=12), default=list, help_text="only these; none: all")
    language = models.CharField(_("Language"), max_length=2, choices=LANGUAGES, default="en")
    shows_words = models.BooleanField(_("Show the customer’s words"), default=False)
    gap_seconds = models.PositiveSmallIntegerField(_("Seconds between messages"), default=0)
    token = Sealed(blank=True, help_text="with which we ask a host of code")
    login = models.CharField(_("E-mail of the token’s owner"), max_length=254, blank=True)
    project = models.CharField(_("Where new issues are made"), max_length=200, blank=True)
    site = models.CharField(max_length=253, blank=True, help_text="where its issues are read, e.g. github.com")
    hook_key = models.CharField(max_length=40, unique=True, null=True, blank=True, help_text="what it calls us by")
    owner = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="grows with every change")

    claimed_until = models.DateTimeField(null=True, blank=True, help_text="until then somebody is speaking with it")
    resting_until = models.DateTimeField(null=True, blank=True, help_text="until then it is left in peace")
    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    failing_since = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_why = models.CharField(max_length=10, choices=PauseReason.choices, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="a_connection_has_a_name", condition=~Q(name__regex=r"^\s*$")),
            models.CheckConstraint(name="a_connection_has_a_known_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="what_is_paused_says_why",
                condition=Q(paused_at__isnull=True, paused_why="") | Q(paused_at__isnull=False) & ~Q(paused_why=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_room(self) -> bool:
        """Whether people read there what is posted."""
        return self.kind in ROOMS

    @property
    def is_host(self) -> bool:
        """Whether code is made there."""
        return self.kind in CODE

    @property
    def shown_address(self) -> str:
        """The address of a webhook; of a room only where it begins, for the rest lets anyone post there."""
        begin, _slashes, rest = self.address.partition("://")
        return (
            f"{begin}://{rest.partition('/')[0][:40] if self.kind != Kind.APPRISE else ''}…"
            if self.is_room
            else self.address
        )

    @property
    def state(self) -> str:
        """How it is: removed, paused, failing, or well."""
        if self.removed_at:
            return "removed"
        if self.paused_at:
            return "paused"
        return "failing" if self.failing_since else "well"
