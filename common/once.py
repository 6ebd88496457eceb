"""How is a question that arrives twice acted on once? The key is written in the transaction of the deed."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import now
from common.models import FirstAnswer
from common.refusals import Invalid

KEPT_FOR = timedelta(days=1)
KEY_LIMIT = 200
"""Characters of a key that are kept; of a longer one its hash, so that no two become one."""


class Answer(NamedTuple):
    """A status and a JSON body, and whether it is given again."""

    status: int
    body: Any
    again: bool = False


@transaction.atomic
def once(act: Callable[[], Answer], *, whose: str, key: str, question: bytes) -> Answer:
    """Do `act`, or give the answer of the first time.

    A second asker who comes while the first is still at work waits on the unique key. A refusal rolls
    the key back with everything else, so that the corrected question may use it again.
    """
    if not key:
        return act()
    digest = hashlib.sha256(question).hexdigest()
    row, is_first = FirstAnswer.objects.get_or_create(
        whose=whose, key=_kept(key), defaults={"question": digest, "at": now()}
    )
    if not is_first:
        return _again(row, digest)
    answer = act()
    row.status, row.body = answer.status, answer.body
    row.save(update_fields=["status", "body"])
    return answer


def was_done(*, whose: str, key: str) -> bool:
    """Whether a question of this key was already acted on."""
    return bool(key) and FirstAnswer.objects.filter(whose=whose, key=_kept(key)).exists()


def forget_old_answers() -> int:
    """Delete answers older than a day; returns how many."""
    return FirstAnswer.objects.filter(at__lt=now() - KEPT_FOR).delete()[0]


def _kept(key: str) -> str:
    return key if len(key) <= KEY_LIMIT else hashlib.sha256(key.encode()).hexdigest()


def _again(row: FirstAnswer, digest: str) -> Answer:
    if row.question != digest:
        raise Invalid({"": _("This key was already used for another request.")})
    return Answer(row.status or 200, row.body, again=True)
