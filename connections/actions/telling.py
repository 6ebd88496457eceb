"""Tell other machines: write a post for each connection that wants to hear, in the transaction of the reaction."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils import timezone

from connections.letters.happenings import Happening
from connections.letters.payloads import Known, payload, reference
from connections.models import Connection, Post

_EXPIRES = 60
"""Seconds after which a bell that nobody heard is forgotten; the clock rings again."""


@transaction.atomic
def tell(happenings: Sequence[Happening]) -> int:
    """Write down what each connection that asked for it is to hear; returns how many posts."""
    listeners = list(Connection.objects.listening())
    if not listeners or not happenings:
        return 0
    known, moment = Known(happenings), timezone.now()
    posts = [
        a_post(listener, told.type, reference(told), payload(told, known), moment)
        for told in happenings
        for listener in listeners
        if _wants(listener, told, known)
    ]
    Post.objects.bulk_create(posts, batch_size=1_000)
    ring_on_commit({post.connection_id for post in posts})
    return len(posts)


def _wants(listener: Connection, told: Happening, known: Known) -> bool:
    """Whether it asked for this event, of this area (or the one above it) and stage; what has neither always passes."""
    if told.type not in listener.events or (listener.stages and told.stage and told.stage not in listener.stages):
        return False
    areas = {area.pk for area in listener.areas.all()}
    if not areas or (told.about not in {"ticket", "item"} and told.area_id is None):
        return True
    area = known.area(told)
    return area is not None and bool(areas & {area.pk, area.parent_id})


def a_post(to: Connection, kind: str, subject: str, body: dict[str, Any], moment: datetime) -> Post:
    """A post that may go at once."""
    name = f"msg_{uuid.uuid4().hex}"
    return Post(connection=to, name=name, type=kind, subject=subject, body=body, made_at=moment, due_at=moment)


def ring(connection_id: int) -> None:
    """Ask the worker to post what is due there."""
    current_app.send_task("connections.tasks.post", [connection_id], expires=_EXPIRES)


def ring_on_commit(connections: Iterable[int]) -> None:
    """Ring as soon as the posts stand in the database."""
    numbers = sorted(connections)

    def ring_for_them() -> None:
        """A plain function: see journal.actions."""
        for number in numbers:
            ring(number)

    transaction.on_commit(ring_for_them, robust=True)
