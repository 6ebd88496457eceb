"""What the worker would do, done here and now."""

from journal.actions import deliver
from journal.models import Delivery, Entry
from notifications.actions import send
from notifications.actions.sending import go_on
from notifications.models import CapturedMail, Mail
from tickets.models import Ticket


def let_follow() -> None:
    """Deliver, tell and send until nothing is left."""
    _deliver_all()
    while go_on():
        pass
    for pk in Mail.objects.unsent().order_by("pk").values_list("pk", flat=True):
        send(pk)
    _deliver_all()


def _deliver_all() -> None:
    while undone := list(Delivery.objects.undone().order_by("pk").values_list("pk", flat=True)):
        for pk in undone:
            deliver(pk)


def kinds(subject: object) -> list[str]:
    """What happened to it, by kind, oldest first."""
    return list(Entry.objects.about(subject).values_list("kind", flat=True))


def mails_to(ticket: Ticket) -> list[CapturedMail]:
    """What its customer got, oldest first."""
    assert ticket.customer
    return list(CapturedMail.objects.filter(to=ticket.customer.email).order_by("pk"))
