"""Who hears about what: each thing once, in the customer's own language."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from accounts.models import User
from backlog.actions.moving import drop, move
from journal.models import Delivery
from notifications import actions, tasks
from notifications.actions import lease_what_is_due, send, tell
from notifications.models import CapturedMail, Mail, MailKind
from tests import make
from tests.following import let_follow, mails_to
from tickets.actions.deciding import resurface
from tickets.actions.writing import note, reply
from tickets.models import Ticket

SUBJECTS = {
    "received": "We received what you told us",
    "heard": "This is what we understood",
    "reply": "An answer to what you told us",
    "accepted": "We will change what you told us about",
    "declined": "What we decided about what you told us",
    "looking_again": "We are looking again at what you told us",
    "being_built": "We have begun to build what you asked for",
    "shipped": "What we promised you is there",
}


TO_COLLEAGUES = {"is_there", "came_back", "stopped", "notice", "digest", "voice", "counts", "test"}


def tell_about(kind: str, **said: Any) -> Ticket:
    """A ticket whose customer has just been told this."""
    ticket: Ticket = STORIES[kind](**said)
    let_follow()
    return ticket


def replied(**said: Any) -> Ticket:
    ticket = make.a_ticket(**said)
    reply(ticket, by=make.someone(), body="Our answer.")
    return ticket


def shipped(**said: Any) -> Ticket:
    ticket = make.an_accepted_ticket(**said)
    for step in ("ready", "shipped"):
        move(ticket.voices.get().item, by=make.someone(), stage=step)
    return ticket


def being_built(**said: Any) -> Ticket:
    ticket = make.an_accepted_ticket(**said)
    for step in ("ready", "in_progress"):
        move(ticket.voices.get().item, by=make.someone(), stage=step)
    return ticket


def resurfaced(**said: Any) -> Ticket:
    return resurface(make.a_declined_ticket(**said), by=make.someone(), why="demand_grew", tell_them=True)


STORIES: dict[str, Callable[..., Ticket]] = {
    "received": make.a_ticket,
    "heard": make.a_heard_ticket,
    "reply": replied,
    "accepted": make.an_accepted_ticket,
    "declined": make.a_declined_ticket,
    "looking_again": resurfaced,
    "being_built": being_built,
    "shipped": shipped,
}


@pytest.mark.parametrize("kind", list(SUBJECTS))
def test_every_thing_is_told_in_english(db: None, kind: str) -> None:
    ticket = tell_about(kind)
    mail = mails_to(ticket)[-1]
    assert mail.subject == f"[{ticket.reference}] {SUBJECTS[kind]}"
    assert mail.language == "en"
    assert "Emma Whitfield" in mail.text


@pytest.mark.parametrize("kind", list(SUBJECTS))
def test_every_thing_is_told_in_korean(db: None, kind: str) -> None:
    ticket = tell_about(kind, customer=make.a_customer("김민지", language="ko"))
    mail = mails_to(ticket)[-1]
    assert mail.language == "ko"
    assert any("가" <= letter <= "힣" for letter in mail.subject)
    assert SUBJECTS[kind] not in mail.subject


@pytest.mark.parametrize("kind", list(SUBJECTS))
def test_every_mail_has_a_link_that_opens_and_both_shapes(db: None, kind: str, client) -> None:
    ticket = tell_about(kind)
    mail = mails_to(ticket)[-1]
    link = next(word for word in mail.text.split() if "/follow/" in word)
    assert link.startswith(django_settings.SITE_URL)
    assert "/follow/" in mail.html
    page = client.get(link.removeprefix(django_settings.SITE_URL)).url
    assert page == f"/my/{ticket.reference}/" + ("?answer=yes#understood" if kind == "heard" else "")


@pytest.mark.parametrize("kind", list(SUBJECTS))
def test_nobody_is_told_about_an_anonymous_complaint(db: None, kind: str) -> None:
    if kind != "reply":
        tell_about(kind, anonymous=True)
    assert not Mail.objects.exists()


@pytest.mark.parametrize("kind", list(SUBJECTS))
def test_who_has_no_address_is_not_told(db: None, kind: str) -> None:
    tell_about(kind, customer=make.a_customer("No Address", email=""))
    assert not Mail.objects.filter(colleague=None).exists()


def test_every_thing_a_customer_is_told_has_a_story_here() -> None:
    assert set(SUBJECTS) == set(STORIES) == set(MailKind.values) - TO_COLLEAGUES


def test_every_step_is_told_once(pia: User) -> None:
    ticket = tell_about("shipped")
    let_follow()
    Delivery.objects.update(done_at=None)
    let_follow()
    assert [mail.kind for mail in Mail.objects.filter(ticket=ticket).order_by("pk")] == [
        "received",
        "heard",
        "accepted",
        "shipped",
    ]
    assert [mail.copies for mail in mails_to(ticket)] == [1, 1, 1, 1]


def test_a_note_is_told_to_nobody(ana: User) -> None:
    ticket = make.a_ticket()
    note(ticket, by=ana, body="Between us.")
    let_follow()
    assert [mail.kind for mail in Mail.objects.all()] == ["received"]


def test_a_dropped_promise_is_explained(pia: User) -> None:
    ticket = make.an_accepted_ticket()
    drop(ticket.voices.get().item, by=pia, reason="not_ours", message="We were wrong.")
    let_follow()
    assert "We were wrong." in mails_to(ticket)[-1].text


def test_a_complaint_that_was_declined_twice_is_told_twice(pia: User) -> None:
    from tickets.actions.assessing import assess
    from tickets.actions.deciding import decline

    ticket = tell_about("declined")
    resurface(ticket, by=pia, why="demand_grew", tell_them=True)
    assess(ticket, by=pia, weighing=make.answers(), finding="sustainable")
    decline(ticket, by=pia, reason="not_ours", message="Still no.")
    let_follow()
    told = [mail.subject.split("] ")[1] for mail in mails_to(ticket)]
    assert told[-3:] == [SUBJECTS["declined"], SUBJECTS["looking_again"], SUBJECTS["declined"]]


def test_a_worker_that_was_away_a_while_still_tells_every_decision(pia: User) -> None:
    ticket = make.a_declined_ticket()
    resurface(ticket, by=pia, why="demand_grew", tell_them=True)
    let_follow()
    assert SUBJECTS["declined"] in "".join(mail.subject for mail in mails_to(ticket))


def test_rationale_and_colleagues_stay_inside(pia: User) -> None:
    from tickets.actions.deciding import decline

    ticket = decline(
        make.an_assessed_ticket(), by=pia, reason="not_ours", message="No.", rationale="Costs too much to say."
    )
    let_follow()
    for mail in mails_to(ticket):
        assert "Costs too much to say." not in mail.text + mail.html
        assert pia.email not in mail.text + mail.html


def test_what_the_mail_says_is_shown_as_text(pia: User) -> None:
    ticket = make.a_ticket(verbatim="<script>alert(1)</script>", customer=make.a_customer("<b>Emma</b>"))
    reply(ticket, by=pia, body="<img src=x onerror=alert(1)>")
    let_follow()
    for mail in mails_to(ticket):
        assert "<script>alert" not in mail.html
        assert "<img src=x" not in mail.html
        assert "<b>Emma</b>" not in mail.html
    assert "<b>Emma</b>" in mails_to(ticket)[0].text


@pytest.mark.parametrize(
    "name", ["Emma\r\nBcc: all@example.com", "Emma\nSubject: Win", 'Emma" <x@y.example>, "', "Emma\u2028X: y"]
)
def test_a_name_cannot_write_a_header(db: None, name: str) -> None:
    tell_about("received", customer=make.a_customer(name, email="emma@example.com"))
    mail = CapturedMail.objects.get()
    assert mail.to == "emma@example.com"
    assert "\n" not in mail.subject


def test_an_address_cannot_write_a_header(db: None) -> None:
    from customers.models import Customer

    emma = make.a_customer(email="emma@example.com")
    Customer.objects.filter(pk=emma.pk).update(email="emma@example.com\nBcc: all@example.com")
    emma.refresh_from_db()
    make.a_ticket(customer=emma)
    for row in Delivery.objects.undone():
        from journal.tasks import deliver

        deliver(row.pk)
    for mail in Mail.objects.all():
        tasks.send(mail.pk)
    assert not CapturedMail.objects.filter(to__contains="all@example.com\n").exists()
    assert CapturedMail.objects.filter(to="all@example.com").count() == 0


# ---- the outbox of mails -------------------------------------------------------------------------------------------------


@pytest.fixture
def mail(db: None) -> Mail:
    """A mail that waits to be sent."""
    ticket = make.a_ticket()
    told = tell(ticket, kind=MailKind.RECEIVED, source=ticket.pk)
    assert told
    return told


def overdue(**change: object) -> None:
    Mail.objects.update(**{"due_at": timezone.now() - timedelta(seconds=1)} | change)


def test_a_mail_is_put_into_the_outbox_once(mail: Mail) -> None:
    again = tell(mail.ticket, kind=MailKind.RECEIVED, source=mail.ticket_id)
    assert again == mail


def test_a_sent_mail_is_not_sent_again(mail: Mail) -> None:
    assert (send(mail.pk), send(mail.pk)) == (True, False)
    mail.refresh_from_db()
    assert (mail.sent_at is not None, mail.claimed_until, mail.attempts) == (True, None, 1)
    assert CapturedMail.objects.get().copies == 1


def test_a_mail_that_someone_is_sending_is_left_alone(mail: Mail) -> None:
    Mail.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert send(mail.pk) is False
    Mail.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert send(mail.pk) is True


def test_a_mail_that_could_not_go_is_postponed_and_says_why(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifications.mailbox.Mailbox.send_messages", _refuse)
    tasks.send(mail.pk)
    mail.refresh_from_db()
    assert (mail.sent_at, mail.attempts, mail.claimed_until) == (None, 1, None)
    assert mail.last_error == "OSError: no route to mail"
    assert mail.due_at > timezone.now()


def test_it_is_tried_again_under_the_same_message_id(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("notifications.mailbox.Mailbox.send_messages", _refuse)
        tasks.send(mail.pk)
    tasks.send(mail.pk)
    assert CapturedMail.objects.get().message_id == mail.message_id
    mail.refresh_from_db()
    assert (mail.sent_at is not None, mail.last_error) == (True, "")


def test_copies_of_a_mail_are_counted(mail: Mail) -> None:
    send(mail.pk)
    Mail.objects.update(sent_at=None, claimed_until=None)
    send(mail.pk)
    assert CapturedMail.objects.get().copies == 2


def test_after_ten_times_it_is_given_up_visibly(mail: Mail, monkeypatch: pytest.MonkeyPatch, caplog) -> None:
    monkeypatch.setattr("notifications.mailbox.Mailbox.send_messages", _refuse)
    for _ in range(12):
        tasks.send(mail.pk)
    mail.refresh_from_db()
    assert (mail.attempts, mail.dead_at is not None) == (10, True)
    assert "gave up" in caplog.text
    overdue()
    assert lease_what_is_due() == []


@pytest.mark.parametrize(
    ("code", "said", "tries"),
    [
        (550, b"5.1.1 No such mailbox here", 3),
        (450, b"4.2.0 Greylisted, try again", 10),
        (550, b"5.7.1 Relaying denied", 10),
    ],
)
def test_an_address_that_nobody_has_is_given_up_soon_and_what_may_change_is_tried_on(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, code: int, said: bytes, tries: int
) -> None:
    def turn_away(_box: Any, _letters: Any) -> None:
        raise SMTPRecipientsRefused({"emma@example.com": (code, said)})

    monkeypatch.setattr("notifications.mailbox.Mailbox.send_messages", turn_away)
    for _ in range(12):
        tasks.send(mail.pk)
    mail.refresh_from_db()
    assert (mail.attempts, mail.delivery) == (tries, "failed")
    assert said.decode() in mail.last_error


def test_the_sweep_takes_what_is_due_and_not_twice(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    bell: list[int] = []
    monkeypatch.setattr(actions, "ring", lambda mail_id, **_priority: bell.append(mail_id))
    tasks.sweep()
    assert bell == []
    overdue()
    tasks.sweep()
    tasks.sweep()
    assert bell == [mail.pk]


@pytest.mark.parametrize(
    "over",
    [{"sent_at": timezone.now()}, {"dead_at": timezone.now()}, {"claimed_until": timezone.now() + timedelta(hours=1)}],
)
def test_the_sweep_leaves_the_rest(mail: Mail, over: dict[str, object]) -> None:
    overdue(**over)
    assert lease_what_is_due() == []


def test_the_message_id_is_of_our_domain(mail: Mail, settings) -> None:
    assert mail.message_id.startswith("<")
    assert mail.message_id.endswith(f"@{settings.MAIL_FROM.rpartition('@')[2].strip('>')}>")


def _refuse(self: object, messages: object) -> int:
    raise OSError("no route to mail")
