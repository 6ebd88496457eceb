"""Ask for a file: of what, as what, narrowed to what. A worker makes it."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import forms, text
from common.clock import now
from common.locking import hold
from common.refusals import Conflict, Forbidden, Invalid, Sentence
from exports.events import ExportAsked
from exports.models import Export
from exports.sources import SOURCES
from exports.vocabulary import Ending, What
from journal.actions import record

LEASE = timedelta(seconds=60)
"""So long a worker is believed to live after its last sign."""
MOST_FILTERS, LONGEST = 40, 500
"""So many filters, of so many characters each, narrow one export."""


@transaction.atomic
def ask(*, by: User, what: str, ending: str, filters: Mapping[str, Any]) -> Export:
    """Have a file made of everything that is found now; refused while too many of a colleague's are being made.

    A filter that cannot be read is refused, not passed over: nobody is to take along more than they meant.
    """
    _need_known(what, ending)
    need_right(what, by)
    asked = {str(name): str(said) for name, said in filters.items() if said not in (None, "")}
    meant = need_sense(what, asked)
    hold(f"exports_export {by.pk}")
    _need_room(by)
    moment = now()
    export = Export.objects.create(
        by=by,
        what=what,
        ending=ending,
        filters=asked,
        narrowed_to=" · ".join(forms.said(meant)),
        language=by.language,
        key=secrets.token_urlsafe(32),
        at=moment,
        due_at=moment + LEASE,
        expires_at=moment + timedelta(days=settings.EXPORTS_KEPT_DAYS),
    )
    record(ExportAsked(what=what, ending=ending, narrowed_by=sorted(asked)), about=export, by=by, at=moment)
    transaction.on_commit(lambda: ring(export.pk), robust=True)
    return export


def need_right(what: str, by: User) -> None:
    """What names customers is for those who work with them."""
    if not may_take(what, by):
        raise Forbidden(_("Viewers take along items and counts. What names customers is for those who work with them."))


def may_take(what: str, by: User) -> bool:
    """Whether a colleague may take this along, by the role they have now."""
    return by.is_active and by.role in SOURCES[what].roles


def need_sense(what: str, asked: Mapping[str, str]) -> forms.Form:
    """The filters, understood; refused field by field where they mean nothing."""
    if len(asked) > MOST_FILTERS:
        raise Invalid({"filters": _("At most {n} filters at once.").format(n=MOST_FILTERS)})
    form = SOURCES[what].form(asked)
    wrong = _strange(form, asked)
    if not wrong and not form.is_valid():
        wrong = {f"filters.{name}": " ".join(map(str, said)) for name, said in form.errors.items()}
    if wrong:
        raise Invalid(wrong)
    return form


def ring(export_id: int) -> None:
    """Ask the worker to make it."""
    current_app.send_task("exports.tasks.build", [export_id])


def _strange(form: forms.Form, asked: Mapping[str, str]) -> dict[str, Sentence]:
    """Filters that there are not, and endless ones."""
    wrong: dict[str, Sentence] = {}
    for name, said in asked.items():
        if name not in form.fields:
            wrong[f"filters.{name[:40]}"] = _("There is no such filter here.")
        elif len(said) > LONGEST:
            wrong[f"filters.{name}"] = text.too_long(len(said) - LONGEST)
    return wrong


def _need_known(what: str, ending: str) -> None:
    wrong: dict[str, Sentence] = {}
    if what not in What.values:
        wrong["what"] = _("This can be taken along: {known}.").format(known=", ".join(What.values))
    if ending not in Ending.values:
        wrong["format"] = _("These kinds of files are made: {known}.").format(known=", ".join(Ending.values))
    if wrong:
        raise Invalid(wrong)


def _need_room(by: User) -> None:
    most = settings.EXPORTS_AT_ONCE
    if Export.objects.of(by).underway().count() >= most:
        said = _("{n} of your exports are still being made. Wait until one is done, or remove one.")
        raise Conflict(said.format(n=most))
