"""Which colleagues, teams, views?"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from accounts.models import SavedView, Team, User  # noqa: F401


class UserManager(BaseUserManager["User"]):
    """User.objects …"""

    def create_user(self, email: str, *, name: str, role: str, password: str | None = None, **more: Any) -> "User":
        """Make a colleague; without a password they cannot sign in until they set one."""
        user = self.model(email=self.normalize_email(email), name=name, role=role, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The colleague of an address, whatever its case."""
        return self.get(email__iexact=username)

    def working(self) -> "QuerySet[User]":
        """… who may sign in, by name."""
        return self.filter(is_active=True).order_by("name", "pk")

    def called(self, names: Collection[str]) -> "QuerySet[User]":
        """… whose name or address is one of these, written small; those who left, too."""
        lowered = self.annotate(small_name=Lower("name"), small_email=Lower("email"))
        return lowered.filter(Q(small_name__in=names) | Q(small_email__in=names)).order_by("pk")

    def like(self, words: str) -> "QuerySet[User]":
        """… who work here and of whose name or address a word begins like this."""
        rows = self.working()
        for word in words.split()[:5]:
            within = Q(name__istartswith=word) | Q(name__icontains=f" {word}") | Q(email__istartswith=word)
            rows = rows.filter(within)
        return rows


class TeamQuerySet(QuerySet["Team"]):
    """Team.objects …"""

    def current(self) -> "TeamQuerySet":
        """… that were not dissolved, by name."""
        return self.filter(dissolved_at__isnull=True).order_by("name", "pk")

    def called(self, names: Collection[str]) -> "TeamQuerySet":
        """… whose name is one of these, written small."""
        return self.current().annotate(small_name=Lower("name")).filter(small_name__in=names)

    def like(self, words: str) -> "TeamQuerySet":
        """… of whose name a word begins like this."""
        rows = self.current()
        for word in words.split()[:5]:
            rows = rows.filter(Q(name__istartswith=word) | Q(name__icontains=f" {word}"))
        return rows

    def of(self, user: "User") -> "TeamQuerySet":
        """… to which a colleague belongs."""
        return self.current().filter(members=user)

    def sized(self) -> "TeamQuerySet":
        """… by name, dissolved or not, each with how `many` belong to it: what is said of one is said of a person."""
        return self.annotate(many=Count("members")).order_by("name", "pk")

    def of_number(self, number: int) -> list[int]:
        """… to which the colleague of a number belongs, the oldest first: their numbers."""
        theirs = self.filter(dissolved_at__isnull=True, members=number).order_by("pk")
        return list(theirs.values_list("pk", flat=True))


def shared_with(user: "User") -> Q:
    """Of what is kept for oneself, a team or everyone: what a colleague finds."""
    theirs = user.teams.filter(dissolved_at__isnull=True).values("pk")
    return Q(owner=user) | Q(audience="everyone") | Q(audience="team", team__in=theirs)


class SavedViewQuerySet(QuerySet["SavedView"]):
    """SavedView.objects …"""

    def found_by(self, user: "User") -> "SavedViewQuerySet":
        """… that a colleague finds: their own, their teams', everyone's."""
        return self.filter(shared_with(user))

    def of(self, place: str, user: "User") -> "SavedViewQuerySet":
        """… of one list, by name."""
        return self.found_by(user).filter(place=place).order_by("name", "pk")
