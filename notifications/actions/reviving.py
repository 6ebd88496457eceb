"""What was given up is tried again when a person says so: one, or all of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import need_admin
from accounts.models import User
from common.locking import lock
from common.refusals import Conflict
from journal.actions import record, revive
from journal.models import Delivery
from notifications.events import GivenUpTriedAgain
from notifications.models import Mail, Push, Telling, TellingState
from notifications.queries import PushQuerySet


@transaction.atomic
def send_again(mail: Mail, *, by: User) -> Mail:
    """Send a mail that was given up once more, under its old Message-ID."""
    need_admin(by)
    lock(mail)
    if mail.dead_at is None:
        raise Conflict(_("This was not given up, or is being tried again already."))
    _revive_mails([mail.pk])
    record(GivenUpTriedAgain(mails=1, deliveries=0), about=mail, by=by)
    mail.refresh_from_db()
    return mail


@transaction.atomic
def deliver_again(delivery: Delivery, *, by: User) -> Delivery:
    """Let a reaction that was given up follow after all."""
    need_admin(by)
    lock(delivery)
    if delivery.dead_at is None:
        raise Conflict(_("This was not given up, or is being tried again already."))
    revive([delivery.pk])
    record(GivenUpTriedAgain(mails=0, deliveries=1), about=delivery, by=by)
    delivery.refresh_from_db()
    return delivery


@transaction.atomic
def push_again(push: Push, *, by: User) -> Push:
    """Show a notice in a browser after all; refused where the same waits to be shown there already."""
    need_admin(by)
    lock(push)
    if not _revive_pushes(Push.objects.filter(pk=push.pk)):
        raise Conflict(_("This was not given up, or is being tried again already."))
    record(GivenUpTriedAgain(mails=0, deliveries=0, pushes=1), about=push, by=by)
    push.refresh_from_db()
    return push


@transaction.atomic
def try_all_again(*, by: User) -> int:
    """Try everything again that was given up: when a mail server is back, or a mistake is mended. Returns how many."""
    need_admin(by)
    mails = _revive_mails(list(Mail.objects.given_up().values_list("pk", flat=True)))
    deliveries = revive(list(Delivery.objects.given_up().values_list("pk", flat=True)))
    pushes = _revive_pushes(Push.objects.all())
    if not mails + deliveries + pushes:
        raise Conflict(_("Nothing was given up."))
    record(GivenUpTriedAgain(mails=mails, deliveries=deliveries, pushes=pushes), about=by, by=by)
    return mails + deliveries + pushes


def _revive_mails(numbers: list[int]) -> int:
    """Due right now: the sweep takes them, what is urgent first."""
    Telling.objects.filter(mail__in=numbers, state=TellingState.FAILED).update(state=TellingState.QUEUED)
    return Mail.objects.given_up().filter(pk__in=numbers).update(dead_at=None, attempts=0, due_at=timezone.now())


def _revive_pushes(pushes: PushQuerySet) -> int:
    """Of several about one notice to one browser only the last goes again."""
    return pushes.to_try_again().update(dead_at=None, attempts=0, due_at=timezone.now())
