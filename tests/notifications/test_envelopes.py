"""What mail programs read: one ticket is one conversation."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from django.conf import settings
from django.core.mail import EmailMessage as Outgoing
from django.test import Client

from accounts.models import User
from customers.models import News
from notifications.models import Mail
from tests import make
from tests.following import let_follow
from tests.notifications.test_mails import shipped
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


def test_only_news_is_stopped_and_with_one_click(ana: User, sent: list[EmailMessage], client: Client) -> None:
    ticket = shipped()
    let_follow()
    *answers, news = [mail for mail in sent if mail["To"] == ticket.customer.email]
    assert all(mail["List-Unsubscribe"] is None for mail in answers)
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(news["List-Unsubscribe"]).strip(" <>").removeprefix(settings.SITE_URL)
    strict = Client(enforce_csrf_checks=True)
    assert "No more news?" in strict.get(address).content.decode()
    assert ticket.customer.hears(News.SHIPPED)
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    ticket.customer.refresh_from_db()
    assert not ticket.customer.hears(News.SHIPPED)
    assert client.post(address.replace("/stop/", "/stop/9")).status_code == 404
