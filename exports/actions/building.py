"""Make the file: a portion at a time, with a sign of life after each; a worker that died is followed by another."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils.translation import override

from common.clock import now
from common.locking import lock
from exports.actions.asking import LEASE, may_take, need_sense, ring
from exports.events import ExportGivenUp, ExportMade
from exports.models import Export
from exports.sources import SOURCES
from exports.sources.reading import measured, portions
from exports.writing import begin
from journal.actions import record
from journal.actors import SYSTEM

MOST_ATTEMPTS = 3
_log = logging.getLogger(__name__)


class Gone(Exception):
    """Somebody removed it, or another worker has it: stop, and leave everything as it is."""


class Made(File):
    """A file that is whole: the store moves it instead of copying it."""

    def temporary_file_path(self) -> str:
        """Where it lies until then."""
        return str(self.name)


def build(export_id: int) -> None:
    """Make the file of an export that nobody is at. What fails is tried again by the clock, and given up at last."""
    export = _take(export_id)
    if export is None:
        return
    try:
        with _workplace(export) as place, override(export.language):
            _fill(export, place)
            _hand_over(export, place)
    except Gone:
        _log.info("export stopped", extra={"export": export_id})
    except Exception:  # noqa: BLE001 (whatever it was, it is tried again, and given up visibly)
        _log.exception("export not made", extra={"export": export_id, "attempt": export.attempts})
        _give_up_or_wait(export)


def go_on() -> None:
    """Ring for every export at which nobody seems to be."""
    for export_id in _lease():
        ring(export_id)


@transaction.atomic
def _take(export_id: int) -> Export | None:
    """Be the one who makes it, from its beginning. None: it is made, gone, or in other hands."""
    moment = now()
    export = Export.objects.free(moment).select_for_update(no_key=True, of=("self",)).filter(pk=export_id).first()
    if export is None:
        return None
    if export.attempts >= MOST_ATTEMPTS or not may_take(export.what, export.by):
        _give_up(export)
        return None
    export.attempts, export.rows, export.total = export.attempts + 1, 0, None
    export.held_until = export.due_at = moment + LEASE
    export.save(update_fields=["attempts", "rows", "total", "held_until", "due_at"])
    return export


def _fill(export: Export, place: Path) -> None:
    source = SOURCES[export.what]
    rows = source.select(need_sense(export.what, export.filters).cleaned_data, export.by)
    total, last = measured(rows)
    _say(export, total=total)
    writer = begin(export.ending, place, source.columns())
    try:
        for portion in portions(source, rows, last=last):
            writer.add(portion)
            _say(export, rows=F("rows") + len(portion))
        writer.close()
    except BaseException:
        writer.stop()
        raise


def _say(export: Export, **how_far: object) -> None:
    """Say how far it is, and that we live; stop where it is ours no more."""
    soon = now() + LEASE
    ours = Export.objects.underway().filter(pk=export.pk, attempts=export.attempts)
    if not ours.update(held_until=soon, due_at=soon, **how_far):
        raise Gone


@transaction.atomic
def _hand_over(export: Export, place: Path) -> None:
    """The file is whole: put it into the store and say so, together."""
    _say(export)
    lock(export)
    export.size = place.stat().st_size
    default_storage.delete(export.path)  # whoever died between this and the commit left one
    with place.open("rb") as file:
        default_storage.save(export.path, Made(file, name=str(place)))
    export.done_at = now()
    export.save(update_fields=["size", "done_at"])
    made = ExportMade(what=export.what, rows=export.rows, size=export.size, asked_by_id=export.by_id)
    record(made, about=export, by=SYSTEM, at=export.done_at)


@transaction.atomic
def _give_up_or_wait(export: Export) -> None:
    """After some attempts it is given up visibly; before, the clock rings for another."""
    ours = Export.objects.underway().select_for_update(no_key=True, of=("self",)).filter(attempts=export.attempts)
    held = ours.filter(pk=export.pk).first()
    if held is None:
        return
    if held.attempts >= MOST_ATTEMPTS:
        _give_up(held)
    else:
        Export.objects.filter(pk=held.pk).update(held_until=None, due_at=now())


def _give_up(export: Export) -> None:
    export.failed_at = now()
    export.save(update_fields=["failed_at"])
    record(ExportGivenUp(what=export.what), about=export, by=SYSTEM, at=export.failed_at)


@transaction.atomic
def _lease() -> list[int]:
    """For a while, so that two clocks do not ring for the same."""
    held = Export.objects.left_behind(now()).select_for_update(skip_locked=True, of=("self",), no_key=True)
    found = list(held.values_list("pk", flat=True)[:20])
    Export.objects.filter(pk__in=found).update(due_at=now() + LEASE)
    return found


@contextmanager
def _workplace(export: Export) -> Iterator[Path]:
    """A folder for what is not whole yet, empty; gone afterwards. Each attempt has its own."""
    folder = workshop() / f"{export.pk}-{export.attempts}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder / export.key
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def workshop() -> Path:
    """Where files are made: on the disk of the store, for the memory of a machine is not for files."""
    return Path(settings.MEDIA_ROOT) / "exports-in-the-making"
