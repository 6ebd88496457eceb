"""Which saved replies?"""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts.queries import shared_with
from common.words import initials_pattern

if TYPE_CHECKING:
    from accounts.models import User
    from tickets.models import SavedReply  # noqa: F401

_WORDS = 5


class SavedReplyQuerySet(QuerySet["SavedReply"]):
    """SavedReply.objects …"""

    def found_by(self, user: "User") -> "SavedReplyQuerySet":
        """… that a colleague finds: their own, their teams', everyone's."""
        return self.filter(shared_with(user))

    def saying(self, words: str) -> "SavedReplyQuerySet":
        """… that have each of these words, in their name or in what they say, or a name of these consonants (ㅂㅅ: 배송)."""
        rows = self
        for word in words.replace("\x00", "").split()[:_WORDS]:
            found = Q(name__icontains=word) | Q(ko__icontains=word) | Q(en__icontains=word)
            if pattern := initials_pattern(word):
                found |= Q(name__regex=pattern)
            rows = rows.filter(found)
        return rows
