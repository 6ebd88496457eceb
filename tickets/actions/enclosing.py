"""Enclose: files go along with what is sent. Those that are chosen before wait here, and come back when it is taken back."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common import text
from common.clock import now
from common.refusals import Forbidden, Invalid
from tickets.actions.attaching import keep_files, remove
from tickets.models import Attachment, Message, Ticket, UnsentFile
from tickets.workflow import LISTENERS

FORGOTTEN_AFTER = timedelta(days=7)
MOST_WAITING = 100
"""So many files may wait for one colleague: nobody fills the store with what is never sent."""
PORTION = 500
_KNOWN = ("key", "name", "content_type", "size", "has_preview")
_KEY = re.compile(r"[\w-]{43}", re.ASCII)


@transaction.atomic
def hold(file: UploadedFile, *, by: User, ticket: Ticket | None = None, beside: int = 0) -> UnsentFile:
    """Keep a file that one chose until it is sent or let go; it is judged as if it were sent now, with so many beside."""
    if ticket and by.role not in LISTENERS:
        raise Forbidden(_("Agents, product people and managers write here."))
    if UnsentFile.objects.filter(by=by).count() >= MOST_WAITING:
        said = _("{n} files of yours wait to be sent already. Send them or take some off first.")
        raise Invalid({"files": said.format(n=MOST_WAITING)})
    [kept] = keep_files([file], beside=beside)
    return UnsentFile.objects.create(by=by, ticket=ticket, at=now(), **kept)


def hold_what_fits(files: Sequence[UploadedFile], *, by: User, ticket: Ticket | None = None) -> list[UnsentFile]:
    """Keep what came with a form that was refused, and need not be chosen again; what we do not keep was said already."""
    held: list[UnsentFile] = []
    for file in files:
        try:
            held.append(hold(file, by=by, ticket=ticket, beside=len(held)))
        except (Invalid, Forbidden):
            continue
    return held


@transaction.atomic
def let_go(file: UnsentFile, *, by: User) -> UnsentFile:
    """Let a file go that one chose and does not want to send."""
    if file.by_id != by.pk:
        raise Forbidden(_("Only whoever chose it can let it go."))
    _drop(UnsentFile.objects.filter(pk=file.pk))
    return file


def let_the_rest_go(ticket: Ticket, *, by: User) -> None:
    """Let go what one had chosen on a ticket and did not send along."""
    _drop(UnsentFile.objects.filter(ticket=ticket, by=by))


@transaction.atomic
def forget_what_is_old() -> int:
    """Let a portion of what nobody sent within a week go; returns how many."""
    old = UnsentFile.objects.filter(at__lt=now() - FORGOTTEN_AFTER).order_by("at").values("pk")[:PORTION]
    return _drop(UnsentFile.objects.filter(pk__in=old))


def enclose(
    ticket: Ticket,
    files: Sequence[UploadedFile],
    *,
    held: Sequence[str],
    by: Any,
    at: datetime,
    message: Message | None = None,
) -> list[Attachment]:
    """Let files go along: at most ten of kinds that we know, refused as a whole otherwise.

    `held` names those that their sender chose before. Without a message they belong to the complaint itself.
    """
    chosen = _taken_up(held, by, ticket if message else None) if held else []
    known = [{name: getattr(one, name) for name in _KNOWN} for one in chosen]
    known += keep_files(files, beside=len(held))
    return [Attachment.objects.create(ticket=ticket, message=message, at=at, **one) for one in known]


def need_words_or_files(body: str, files: Sequence[Any]) -> None:
    """Refuse a text that is broken or too long, or missing where no file says it."""
    (text.allow if files else text.need)(body=body)


def take_back(message: Message, *, by: User, at: datetime) -> None:
    """Let the files of a message that was taken back wait again, beside its words."""
    for one in message.attachments.order_by("pk"):
        known = {name: getattr(one, name) for name in _KNOWN}
        one.delete()
        UnsentFile.objects.create(ticket=message.ticket, by=by, at=at, **known)


def chosen_before(keys: Sequence[str], *, by: User, ticket: Ticket | None = None) -> "QuerySet[UnsentFile]":
    """What one chose before under these names, and did not send yet."""
    known = {key for key in keys if _KEY.fullmatch(key)}
    return UnsentFile.objects.filter(by=by, ticket=ticket, key__in=known).order_by("pk")


def _taken_up(held: Sequence[str], by: User, ticket: Ticket | None) -> list[UnsentFile]:
    found = list(chosen_before(held, by=by, ticket=ticket).select_for_update())
    if len(found) != len(set(held)):
        raise Invalid({"files": _("A file that you chose is no longer here. Please choose it once more.")})
    UnsentFile.objects.filter(pk__in=[one.pk for one in found]).delete()
    return found


def _drop(rows: "QuerySet[UnsentFile]") -> int:
    keys = list(rows.values_list("key", flat=True))
    UnsentFile.objects.filter(key__in=keys).delete()
    for key in keys:
        transaction.on_commit(partial(remove, key), robust=True)
    return len(keys)
