"""Who works here, in which teams, with which views of the lists, and with which keys may a program act for them?"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.queries import SavedViewQuerySet, TeamQuerySet, UserManager


class Role(models.TextChoices):
    """What a colleague does here."""

    AGENT = "agent", _("Agent")
    PRODUCT = "product", _("Product")
    MANAGER = "manager", _("Manager")
    ADMIN = "admin", _("Admin")
    VIEWER = "viewer", _("Viewer")


class User(AbstractBaseUser):
    """A colleague: signs in by e-mail, has one role."""

    email = models.EmailField(_("E-mail"), max_length=254)
    name = models.CharField(_("Name"), max_length=120)
    role = models.CharField(_("Role"), max_length=10, choices=Role.choices)
    language = models.CharField(
        _("Language"), max_length=2, choices=[("ko", "한국어"), ("en", "English")], default="en"
    )
    is_active = models.BooleanField(_("May sign in"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    columns = models.JSONField(default=dict, db_default={}, blank=True, help_text="by list, what its rows show to them")

    sending = models.JSONField(
        default=dict, db_default={}, blank=True, help_text="what opens after a message, and whether it makes them owner"
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="an_address_belongs_to_one_colleague"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="a_colleague_has_a_known_role"),
        ]

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """A key with which a program acts for a colleague, within its scope. Only its hash is kept."""

    class Scope(models.TextChoices):
        """What a key may do."""

        READ = "read", _("Read")
        WRITE = "write", _("Read and write")

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("Name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(_("Scope"), max_length=5, choices=Scope.choices)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """Colleagues who look after something together. One that was dissolved stays for what was counted by it."""

    name = models.CharField(_("Name"), max_length=80)
    members = models.ManyToManyField(User, related_name="teams", blank=True)
    formed_at = models.DateTimeField()
    dissolved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(dissolved_at__isnull=True), name="a_team_has_a_name_of_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.TextChoices):
    """Which list a view is of."""

    DESK = "desk", _("Desk")
    BACKLOG = "backlog", _("Backlog")


class Audience(models.TextChoices):
    """Who finds a view."""

    PRIVATE = "private", _("Only me")
    TEAM = "team", _("A team")
    EVERYONE = "everyone", _("Everyone")


class SavedView(models.Model):
    """A list as someone filtered it, under a name: the address's query, kept as it was."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="views", db_index=False)
    place = models.CharField(_("List"), max_length=7, choices=Place.choices)
    name = models.CharField(_("Name"), max_length=80)
    query = models.CharField(_("Filters"), max_length=2000, blank=True)
    audience = models.CharField(_("Who finds it"), max_length=8, choices=Audience.choices)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="views")
    kept_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("owner", "place", Lower("name"), name="a_view_has_a_name_of_its_own"),
            models.CheckConstraint(condition=models.Q(place__in=Place.values), name="a_view_is_of_a_known_list"),
            models.CheckConstraint(
                condition=models.Q(audience=Audience.TEAM, team__isnull=False)
                | models.Q(audience__in=[Audience.PRIVATE, Audience.EVERYONE], team__isnull=True),
                name="a_view_for_a_team_names_it",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["place", "audience", "name"], name="view_by_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where it is opened: its list with its filters, and which view it is."""
        filters = f"{self.query}&" if self.query else ""
        return f"/{self.place}/?{filters}view={self.pk}"


class Brand(models.Model):
    """How the firm appears to its customers: one row, none before somebody chose. The logo lies here, drawn by us."""

    name = models.CharField(_("Name"), max_length=60)
    name_ko = models.CharField(_("Name in Korean"), max_length=60, blank=True)
    accent = models.CharField(_("Colour"), max_length=7, blank=True, help_text="#rrggbb; empty: the house's own")
    logo = models.BinaryField(null=True, blank=True)
    logo_kind = models.CharField(max_length=4, blank=True, help_text="png or jpeg")
    logo_key = models.CharField(max_length=64, blank=True, help_text="what it is called: a hash of its content")
    logo_width = models.PositiveSmallIntegerField(default=0)
    logo_height = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0, help_text="raised whenever its words or its colour change")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_brand"),
            models.CheckConstraint(condition=~models.Q(name__regex=r"^\s*$"), name="a_brand_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(accent="") | models.Q(accent__regex=r"^#[0-9a-f]{6}$"),
                name="an_accent_is_a_colour",
            ),
            models.CheckConstraint(
                condition=models.Q(logo__isnull=True, logo_key="")
                | models.Q(logo__isnull=False) & ~models.Q(logo_key=""),
                name="a_logo_is_there_with_its_key",
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """Its name in the language of whoever reads."""
        return self.name_ko if self.name_ko and get_language() == "ko" else self.name
