"""What the worker would do, done here and now."""

from journal import gathering, registry
from journal.actions import deliver
from journal.models import Delivery, Entry
from notifications.actions import send
from notifications.actions.sending import go_on
from notifications.models import CapturedMail, Mail, Telling
from tickets.models import Ticket


def let_follow() -> None:
    """Deliver, tell and send until nothing is left."""
    let_react()
    while Telling.objects.to_mail().exists() and go_on():
        pass
    for pk in Mail.objects.unsent().order_by("pk").values_list("pk", flat=True):
        send(pk)
    let_react()


def let_be_counted() -> None:
    """Only what follows many entries at once, such as the counts: nothing is told, nothing sent."""
    while sum(gathering.gather(name) for name in _gathered_that_wait()):
        pass


def let_react() -> None:
    """Everything that follows, but for the mails: they stay unsent."""
    let_be_counted()
    while undone := list(Delivery.objects.undone().order_by("pk").values_list("pk", flat=True)):
        for pk in undone:
            deliver(pk)
        let_be_counted()


def _gathered_that_wait() -> list[str]:
    """Asked once for all of them: most have nothing to do most of the time."""
    waiting = Delivery.objects.undone().filter(attempts=0).values_list("reaction", flat=True)
    names = set(waiting.distinct())
    return [name for name in registry.gathered() if name in names]


def kinds(subject: object) -> list[str]:
    """What happened to it, by kind, oldest first."""
    return list(Entry.objects.about(subject).values_list("kind", flat=True))


def mails_to(ticket: Ticket) -> list[CapturedMail]:
    """What its customer got, oldest first."""
    assert ticket.customer
    return list(CapturedMail.objects.filter(to=ticket.customer.email).order_by("pk"))
