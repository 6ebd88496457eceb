"""What can be done when something is being built? Tell whoever asked for it, once; and call that off in time."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from backlog.models import Item, Voice
from backlog.workflow import ItemStage
from common.locking import lock
from notifications.actions.mailing import message_id
from notifications.models import Mail, MailKind

_NEEDED = [
    f"ticket__customer__{name}" for name in ("email", "no_news_since", "no_mail_since", "unreachable_since", "unwanted")
]


@transaction.atomic
def tell_that_we_build(item: Item) -> int:
    """Tell every customer who speaks for an item, once ever, that we build it; some minutes later, so that a card that
    was put down in the wrong column tells nobody. Returns how many.
    """
    lock(item)
    if settings.BUILDING_TOLD_AFTER is None or item.stage != ItemStage.IN_PROGRESS:
        return 0
    told = Mail.objects.on_building(item).values("ticket__customer")
    speaking = Voice.objects.speaking().filter(item=item, ticket__customer__isnull=False)
    newest = speaking.order_by("ticket__customer", "-joined_at", "-pk").distinct("ticket__customer")
    asking = newest.exclude(ticket__customer__in=told).select_related("ticket__customer").only("ticket", *_NEEDED)
    moment = timezone.now()
    mails = [
        Mail(
            kind=MailKind.BEING_BUILT,
            ticket_id=voice.ticket_id,
            source=item.pk,
            message_id=message_id(),
            made_at=moment,
            due_at=moment + timedelta(minutes=settings.BUILDING_TOLD_AFTER),
        )
        for voice in asking
        if (customer := voice.ticket.customer) and customer.gets_mail and customer.hears(MailKind.BEING_BUILT)
    ]
    Mail.objects.bulk_create(mails, batch_size=1_000, ignore_conflicts=True)
    return len(mails)


@transaction.atomic
def call_off(item: Item, *, ticket_id: int | None = None) -> None:
    """Take back what has not left yet: it is not being built any more, it is there, or this complaint speaks no more."""
    waiting = Mail.objects.on_building(item).unsent().free(timezone.now())
    if ticket_id:
        waiting = waiting.filter(ticket=ticket_id)
    held = waiting.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)
    Mail.objects.filter(pk__in=list(held)).delete()
