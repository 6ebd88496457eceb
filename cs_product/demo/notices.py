"""Who has read what: the year lies behind everybody, the last days wait to be read; and who gets the weekly voice."""

from datetime import timedelta

from django.db.models import F

from cs_product.demo.cast import MANAGER, Firm
from cs_product.demo.story import Story
from notifications.actions.choosing import want_voice
from notifications.models import News, Notice
from notifications.vocabulary import When

_UNREAD_FOR, _VIEWER = timedelta(days=4), "vic@demo.example"


def settle(story: Story, firm: Firm) -> None:
    """Whatever is older than some days was read and needs no digest; manager and viewer want to hear each week."""
    old = story.now - _UNREAD_FOR
    Notice.objects.filter(read_at=None, last_at__lt=old).update(read_at=F("last_at"))
    News.objects.filter(by_mail__in=[When.DAILY, When.WEEKLY], at__lt=old).update(by_mail=When.NEVER)
    for email in (MANAGER, _VIEWER):
        want_voice(by=firm.people[email], wants=True)
