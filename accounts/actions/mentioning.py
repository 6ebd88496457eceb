"""What can be done about a mention? Let those who are meant know of it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from accounts.events import ColleagueMentioned
from accounts.models import User
from journal.actions import record_all


@transaction.atomic
def mention(colleagues: Iterable[User], *, by: User, about: models.Model, source: int, at: datetime) -> None:
    """Let colleagues know that a text on something is meant for them, each once; nobody is told of their own text."""
    others = {one.pk: one for one in colleagues if one.pk != by.pk}
    place = about._meta.label_lower
    record_all(
        [
            (
                ColleagueMentioned(user_id=pk, by_id=by.pk, about_type=place, about_id=about.pk, source=source),
                one,
            )
            for pk, one in others.items()
        ],
        by=by,
        at=at,
    )
