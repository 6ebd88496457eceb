"""Forget what went out: what it said after a week, that it went after a quarter of a year."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from connections.models import Attempt, Heard, Post

SAID_FOR, KEPT_FOR = timedelta(days=7), timedelta(days=90)
_PORTION = 2_000


def forget() -> int:
    """Forget what is old, a portion to a transaction; returns how many posts were touched."""
    before, count = timezone.now() - SAID_FOR, 0
    while some := list(Post.objects.settled_before(before).exclude(body=None).values_list("pk", flat=True)[:_PORTION]):
        count += _forget_words(some)
    while some := list(Post.objects.settled_before(timezone.now() - KEPT_FOR).values_list("pk", flat=True)[:_PORTION]):
        count += Post.objects.filter(pk__in=some).delete()[0]
    Heard.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    return count


@transaction.atomic
def _forget_words(posts: list[int]) -> int:
    Attempt.objects.filter(post__in=posts).exclude(said="").update(said="")
    return Post.objects.filter(pk__in=posts).update(body=None)
