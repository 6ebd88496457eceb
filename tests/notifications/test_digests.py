"""What waited is gathered at somebody's own hour: once for each day or week, whoever runs, however often."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from notifications.actions.choosing import Hours, choose, keep_hours
from notifications.actions.digesting import go_on
from notifications.models import CapturedMail, Digest, Mail, News, Priority
from tests import make
from tests.following import let_follow
from tests.notifications.test_notices import heard_by, write

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
"""Midnight in UTC: nine in the morning in Seoul, where the firm is."""


def waiting(colleague: User, *, when: str = "daily", at: datetime, count: int = 1) -> None:
    """So many things happened to their tickets at a moment, and wait for a digest."""
    choose(by=colleague, ways={("customer_wrote", "mail"): when})
    for _ in range(count):
        write(heard_by(colleague))
    News.objects.filter(colleague=colleague, digest=None).update(at=at)


def run(at: datetime) -> list[tuple[str, str]]:
    """Every batch of this moment; what came about of what waited, by kind and day; managers' weekly numbers aside."""
    before = set(Digest.objects.values_list("pk", flat=True))
    while go_on(at):
        pass
    made = Digest.objects.exclude(pk__in=before).exclude(kind="counts").order_by("pk")
    return [(digest.kind, digest.period.isoformat()) for digest in made]


def test_what_waited_is_one_mail_in_the_morning_and_never_a_second(ana: User) -> None:
    waiting(ana, at=MONDAY, count=3)
    assert run(MONDAY + timedelta(hours=22, minutes=59)) == [], "07:59 in Seoul"
    assert run(MONDAY + timedelta(hours=23)) == [("daily", "2026-11-24")]
    assert run(MONDAY + timedelta(hours=25)) == []
    let_follow()
    [mail] = CapturedMail.objects.filter(to=ana.email)
    assert mail.subject == "What waited for you today"
    assert mail.text.count("The customer answered.") == 3
    assert mail.text.count(make.WORDS) == 3
    assert Mail.objects.get(kind="digest").priority == Priority.DIGEST


def test_each_hears_at_their_own_hour(ana: User, pia: User) -> None:
    keep_hours(by=ana, hours=Hours(time_zone="America/New_York", digest_hour=7))
    for colleague in (ana, pia):
        waiting(colleague, at=MONDAY - timedelta(hours=2))
    at = MONDAY + timedelta(hours=11, minutes=59)
    assert run(at) == [("daily", "2026-11-23")]
    assert Digest.objects.get(kind="daily").colleague == pia, "in Seoul it is evening"
    assert run(MONDAY + timedelta(hours=12)) == [("daily", "2026-11-23")], "seven in New York"


def test_what_happens_after_the_hour_waits_for_the_next_day(ana: User) -> None:
    waiting(ana, at=MONDAY + timedelta(hours=1))
    assert run(MONDAY + timedelta(hours=2)) == []
    assert run(MONDAY + timedelta(hours=24)) == [("daily", "2026-11-24")]


def test_a_weekly_digest_comes_on_its_day(ana: User) -> None:
    keep_hours(by=ana, hours=Hours(time_zone="UTC", digest_hour=9, digest_day=3))
    waiting(ana, when="weekly", at=MONDAY)
    assert run(MONDAY + timedelta(days=2, hours=8)) == []
    assert run(MONDAY + timedelta(days=2, hours=9)) == [("weekly", "2026-11-23")]


def test_nothing_that_waits_is_no_mail(ana: User) -> None:
    heard_by(ana)
    assert run(MONDAY + timedelta(days=3)) == []


def test_batches_go_on_until_all_have_theirs(ana: User, pia: User, max_: User, settings) -> None:
    settings.DIGEST_BATCH = 1
    for colleague in (ana, pia, max_):
        waiting(colleague, at=MONDAY)
    assert go_on(MONDAY + timedelta(hours=23)) == 1
    assert len(run(MONDAY + timedelta(hours=23))) == 2
    assert Mail.objects.filter(kind="digest").values("colleague").distinct().count() == 3


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_digest_speaks_the_language_of_its_reader(ana: User, language: str) -> None:
    User.objects.filter(pk=ana.pk).update(language=language)
    waiting(ana, at=MONDAY)
    run(MONDAY + timedelta(hours=23))
    let_follow()
    mail = CapturedMail.objects.get(to=ana.email)
    assert ("고객이 답했어요." in mail.text) == (language == "ko")
    assert mail.language == language
