"""What became of a mail is said beside the words it carried, and what did not arrive can be sent once more."""

import pytest
from django.test import Client

from accounts.models import User
from common.refusals import Conflict, Invalid
from journal.actions import GIVE_UP_AFTER
from journal.actors import SYSTEM
from notifications.actions import postpone, send
from notifications.actions.delivering import bounce, send_again
from notifications.models import CapturedMail, Mail
from tests import make
from tests.doors import APIClient
from tests.following import kinds, let_follow
from tickets.actions.writing import reply
from tickets.models import Ticket


@pytest.fixture
def mail(ana: User) -> Mail:
    """A reply that was taken over by the mail server."""
    reply(make.a_ticket(), by=ana, body="We are looking.")
    let_follow()
    return Mail.objects.get(kind="reply")


def gave_up(mail: Mail) -> Mail:
    Mail.objects.filter(pk=mail.pk).update(sent_at=None, attempts=GIVE_UP_AFTER)
    postpone(mail.pk, error="SMTPConnectError: 421 busy")
    mail.refresh_from_db()
    return mail


def html(user: User, mail: Mail, noun: str, **body: str) -> int:
    client = Client()
    client.force_login(user)
    return client.post(f"/mails/{mail.pk}/{noun}/", body).status_code


def api(user: User, mail: Mail, noun: str, **body: str) -> int:
    client = APIClient()
    client.force_authenticate(user)
    status = client.post(f"/api/v1/mails/{mail.pk}/{noun}/", body, format="json").status_code
    return 302 if status == 201 else status


def test_each_state_is_said_beside_the_message(mail: Mail, ana: User, client: Client) -> None:
    client.force_login(ana)

    def said() -> str:
        page = client.get(f"/tickets/{mail.ticket.reference}/").content.decode()
        return page.split(f'id="mail-{mail.pk}"')[1].split("</details>")[0]

    assert "Taken over by the mail server" in said()
    bounce(mail, by=SYSTEM, reason="550 no such mailbox")
    assert "550 no such mailbox" in said()
    assert f"/mails/{mail.pk}/repetition/" in said()
    send_again(mail, by=ana)
    assert "On its way" in said()
    gave_up(mail)
    assert "421 busy" in said()
    assert f"/mails/{mail.pk}/repetition/" in said()


@pytest.mark.parametrize("door", [html, api])
def test_what_did_not_arrive_goes_once_more_to_the_address_of_today(door, mail: Mail, ana: User) -> None:
    assert door(ana, mail, "bounce", reason="550 no such mailbox") == 302
    customer = mail.ticket.customer
    type(customer).objects.filter(pk=customer.pk).update(email="new@example.com")
    assert door(ana, mail, "repetition") == 302
    assert send(mail.pk)
    assert CapturedMail.objects.filter(message_id=mail.message_id).get().copies == 2
    mail.refresh_from_db()
    assert (mail.delivery, mail.bounce) == ("sent", "")
    assert kinds(mail.ticket)[-2:] == ["MailBounced", "MailSentAgain"]


@pytest.mark.parametrize("door", [html, api])
def test_only_what_did_not_arrive_goes_again_and_only_those_who_write_send(
    door, mail: Mail, ana: User, vic: User
) -> None:
    assert door(ana, mail, "repetition") == 409
    assert door(vic, mail, "bounce", reason="x") == 403
    assert door(ana, mail, "bounce", reason=" ") == 422


def test_a_bounce_is_known_by_its_message_id_and_counts_once(mail: Mail, ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    for _ in range(2):
        said = {"message_id": mail.message_id.strip("<>"), "reason": "550 no such mailbox"}
        assert client.post("/api/v1/bounces/", said, format="json").json()["delivery"] == "bounced"
    assert kinds(mail.ticket).count("MailBounced") == 1
    assert client.post("/api/v1/bounces/", said | {"message_id": "<x@y>"}, format="json").status_code == 404


@pytest.mark.parametrize("lift", ["/customers/{}/address/", "/api/v1/customers/{}/address/"])
def test_nothing_more_goes_to_an_address_from_which_mail_came_back_until_someone_lifts_it(
    lift: str, mail: Mail, ana: User, vic: User, client: Client
) -> None:
    customer = mail.ticket.customer
    bounce(mail, by=SYSTEM, reason="550 no such mailbox")
    reply(Ticket.objects.get(pk=mail.ticket_id), by=ana, body="Once more.")
    let_follow()
    assert Mail.objects.filter(kind="reply").count() == 1
    client.force_login(ana)
    assert "550 no such mailbox" in client.get(f"/customers/{customer.pk}/").content.decode()
    for who, status in ((vic, {403}), (ana, {201, 302})):
        client.force_login(who)
        assert client.post(lift.format(customer.pk), {}, content_type="application/json").status_code in status
    reply(Ticket.objects.get(pk=mail.ticket_id), by=ana, body="And now.")
    let_follow()
    assert Mail.objects.filter(kind="reply").count() == 2


def test_what_has_not_left_cannot_come_back(mail: Mail, ana: User) -> None:
    with pytest.raises(Conflict):
        bounce(gave_up(mail), by=ana, reason="550")
    with pytest.raises(Invalid):
        bounce(mail, by=ana, reason="")
