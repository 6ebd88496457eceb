"""What mail programs read: one ticket is one conversation."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from django.core.mail import EmailMessage as Outgoing

from accounts.models import User
from notifications.models import Mail
from tests import make
from tests.following import let_follow
from tickets.actions.writing import reply

STRICT = SMTP.clone(raise_on_defect=True)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """The mails that leave, as the other side reads them, every defect an error."""
    read: list[EmailMessage] = []

    def take(_mailbox: object, leaving: list[Outgoing]) -> int:
        read.extend(message_from_bytes(one.message().as_bytes(), policy=STRICT) for one in leaving)
        return len(leaving)

    monkeypatch.setattr("notifications.mailbox.Mailbox.send_messages", take)
    return read


def test_all_mails_of_a_ticket_are_one_conversation(ana: User, sent: list[EmailMessage]) -> None:
    ticket = make.a_heard_ticket()
    other = make.a_ticket(customer=make.a_customer("Noah", email="noah@example.com"))
    let_follow()
    for number in range(22):
        reply(ticket, by=ana, body=f"Answer {number}.")
    let_follow()
    names = list(Mail.objects.filter(ticket=ticket).order_by("pk").values_list("message_id", flat=True))
    read = {str(mail["Message-ID"]): mail for mail in sent}
    assert len(set(names)) == 24
    assert (read[names[0]]["In-Reply-To"], read[names[0]]["References"]) == (None, None)
    assert (read[names[1]]["In-Reply-To"], read[names[1]]["References"]) == (names[0], names[0])
    assert str(read[names[-1]]["In-Reply-To"]) == names[-2]
    assert str(read[names[-1]]["References"]).split() == [names[0], *names[4:-1]]
    assert read[Mail.objects.get(ticket=other).message_id]["References"] is None
    assert all(not part.defects for mail in sent for part in mail.walk())
