"""Take a file along, remove it, and let it go when its days are over."""

import shutil

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.clock import now
from common.locking import lock
from common.refusals import Conflict
from exports.actions.asking import need_right
from exports.actions.building import workshop
from exports.events import ExportExpired, ExportRemoved, ExportTaken
from exports.models import Export
from journal.actions import record
from journal.actors import SYSTEM


@transaction.atomic
def take(export: Export, *, by: User) -> Export:
    """Save the file: from now on the journal knows that its contents left the house."""
    need_right(export.what, by)
    lock(export)
    if export.failed_at:
        raise Conflict(_("This export could not be made. Please ask for it again."))
    if export.done_at is None:
        raise Conflict(_("This export is not made yet. It will be there soon."))
    record(ExportTaken(what=export.what, rows=export.rows), about=export, by=by)
    return export


@transaction.atomic
def remove(export: Export, *, by: User) -> None:
    """Delete the file; what is not finished is stopped."""
    lock(export)
    record(ExportRemoved(what=export.what), about=export, by=by)
    _delete(export)


def let_go() -> None:
    """Delete the files whose days are over, and what dead workers left behind."""
    for export_id in list(Export.objects.expired(now()).values_list("pk", flat=True)[:500]):
        _let_go_of(export_id)
    _sweep_the_workshop()


@transaction.atomic
def _let_go_of(export_id: int) -> None:
    export = Export.objects.select_for_update(skip_locked=True).filter(pk=export_id).first()
    if export is not None:
        record(ExportExpired(what=export.what), about=export, by=SYSTEM)
        _delete(export)


def _delete(export: Export) -> None:
    path = export.path
    export.delete()
    transaction.on_commit(lambda: default_storage.delete(path), robust=True)


def _sweep_the_workshop() -> None:
    """A folder whose attempt is over, or whose export is no more, is nobody's."""
    held = {f"{pk}-{n}" for pk, n in Export.objects.underway().values_list("pk", "attempts")}
    for folder in workshop().glob("*-*"):
        if folder.name not in held:
            shutil.rmtree(folder, ignore_errors=True)
