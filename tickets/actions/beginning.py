"""Keep what a colleague began to fill in to listen, assess or decide, until it is sent. It is theirs alone: no event."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Forbidden, Invalid
from journal.actors import Actor
from tickets.models import Ticket, UnsentForm
from tickets.vocabulary import BegunForm
from tickets.workflow import DECIDERS, LISTENERS, Stage

STAGES = {
    BegunForm.LISTENING: Stage.TO_LISTEN,
    BegunForm.ASSESSMENT: Stage.TO_ASSESS,
    BegunForm.ACCEPTANCE: Stage.TO_DECIDE,
    BegunForm.DECLINE: Stage.TO_DECIDE,
}
"""When a ticket's page has these forms."""
_MOST, _NAME = 40, 60
"""So many fields a form has, with names of so many characters."""


@transaction.atomic
def begin(ticket: Ticket, *, by: User, form: str, fields: Mapping[str, Sequence[str]]) -> UnsentForm | None:
    """Keep a form that is not sent yet, or let it go where nothing is in it. What was sent meanwhile is not kept again."""
    _need_a_hand(by, form)
    _need_sense(fields)
    lock(ticket)
    if ticket.stage != STAGES[BegunForm(form)]:
        return None
    said = {name: list(values) for name, values in fields.items() if any(not text.is_empty(one) for one in values)}
    if not said:
        finish(ticket, form, by=by)
        return None
    kept = {"fields": said, "at": now()}
    return UnsentForm.objects.update_or_create(ticket=ticket, by=by, form=form, defaults=kept)[0]


def finish(ticket: Ticket, *forms: str, by: Actor) -> None:
    """Let begun forms go: they were sent, or emptied."""
    UnsentForm.objects.filter(ticket=ticket, by=by.pk, form__in=forms).delete()


def _need_a_hand(by: User, form: str) -> None:
    if form not in BegunForm.values:
        raise Invalid({"form": text.UNCHOSEN})
    deciding = STAGES[BegunForm(form)] == Stage.TO_DECIDE
    if by.role not in (DECIDERS if deciding else LISTENERS):
        raise Forbidden(_("Only who may send this form keeps it."))


def _need_sense(fields: Mapping[str, Sequence[str]]) -> None:
    if len(fields) > _MOST or any(len(name) > _NAME for name in fields):
        raise Invalid({"fields": _("This form has more fields than ours.")})
    for values in fields.values():
        text.allow(fields="\n".join(values))
