"""What may never be true of notices, choices, digests and mails that come back: the database refuses it, whoever asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from notifications.models import Browser, Choice, Digest, Mail, Mute, News, Notice, Push, Rhythm
from tests import make
from tests.refusing import refused


def a_notice(colleague: User, **change: Any) -> Notice:
    moment = timezone.now()
    said = {"about_type": "ticket", "about_id": 1, "kind": "noted", "why": "owner"}
    return Notice.objects.create(**{"colleague": colleague, "first_at": moment, "last_at": moment} | said | change)


def news(colleague: User, **change: Any) -> News:
    notice = Notice.objects.filter(colleague=colleague).first() or a_notice(colleague)
    said = {"kind": "noted", "source": 1, "why": "owner", "by_mail": "daily", "at": timezone.now()}
    return News.objects.create(**{"colleague": colleague, "notice": notice} | said | change)


def a_digest(colleague: User) -> Digest:
    moment = timezone.now()
    return Digest.objects.create(colleague=colleague, kind="daily", period=moment.date(), made_at=moment)


def a_mute(colleague: User) -> Mute:
    return Mute.objects.create(colleague=colleague, about_type="item", about_id=1, at=timezone.now())


def a_choice(colleague: User, **change: Any) -> Choice:
    return Choice.objects.create(
        **{"colleague": colleague, "kind": "noted", "channel": "mail", "when": "never"} | change
    )


def a_push(colleague: User) -> Push:
    moment = timezone.now()
    browser, _ = Browser.objects.get_or_create(colleague=colleague, endpoint="https://x", defaults={"made_at": moment})
    notice = Notice.objects.filter(colleague=colleague).first() or a_notice(colleague)
    return Push.objects.create(browser=browser, notice=notice, made_at=moment, due_at=moment)


@pytest.mark.parametrize(
    ("make_it", "because"),
    [
        (a_notice, "what_is_unread_about_a_thing_is_one_notice"),
        (news, "a_colleague_hears_a_thing_once"),
        (a_mute, "a_thing_is_muted_once_by_a_colleague"),
        (a_choice, "a_thing_is_chosen_once"),
        (a_digest, "a_colleague_has_one_digest_of_a_period"),
        (a_push, "a_browser_waits_once_to_show_a_notice"),
    ],
)
def test_there_is_one_and_for_another_colleague_another(
    ana: User, pia: User, make_it: Callable[[User], Any], because: str
) -> None:
    if make_it is not a_push:
        make_it(pia)
    make_it(ana)
    refused(lambda: make_it(ana), because=because)


@pytest.mark.parametrize(
    ("make_it", "because"),
    [
        (lambda who: a_notice(who, kind="rumour"), "a_notice_is_of_a_known_kind"),
        (lambda who: news(who, by_mail="soon"), "news_is_of_a_known_kind"),
        (lambda who: a_choice(who, when="soon"), "a_choice_is_of_known_words"),
        (lambda who: a_choice(who, channel="in_app", when="daily"), "only_mail_is_gathered"),
        (lambda who: Rhythm.objects.create(colleague=who, quiet_from="22:00"), "quiet_hours_begin_and_end"),
        (
            lambda who: Rhythm.objects.create(colleague=who, digest_hour=24),
            "a_digest_has_an_hour_of_the_day_and_a_day_of_the_week",
        ),
    ],
)
def test_nothing_is_said_in_unknown_words(ana: User, make_it: Callable[[User], Any], because: str) -> None:
    refused(lambda: make_it(ana), because=because)


def test_only_what_was_sent_comes_back(db: None) -> None:
    moment = timezone.now()
    mail = Mail(kind="received", ticket=make.a_ticket(), source=1, message_id="<1>", made_at=moment, due_at=moment)
    mail.bounced_at = moment
    refused(mail.save, because="only_what_was_sent_comes_back")
