"""The mailbox: what was sent, where nothing leaves this machine."""

import pytest
from django.core.mail import EmailMessage, send_mail
from django.test import Client

from accounts.models import User
from notifications.models import CapturedMail
from tests import make
from tests.following import let_follow


@pytest.fixture
def anas(ana: User, client: Client, settings) -> Client:
    """Ana's browser in a demonstration."""
    settings.DEMO = True
    client.force_login(ana)
    return client


def test_it_shows_what_was_sent_newest_first(anas: Client) -> None:
    one, other = make.a_ticket(), make.a_ticket()
    let_follow()
    page = anas.get("/mailbox/").content.decode()
    assert page.index(f"[{other.reference}]") < page.index(f"[{one.reference}]")


def test_it_shows_one_mail_as_its_customer_reads_it(anas: Client) -> None:
    make.a_ticket()
    let_follow()
    mail = CapturedMail.objects.get()
    page = anas.get(f"/mailbox/{mail.pk}/").content.decode()
    assert mail.subject in page
    assert "/follow/" in page


def test_it_can_be_asked_for_one_address(anas: Client) -> None:
    emma, other = make.a_ticket(), make.a_ticket()
    let_follow()
    page = anas.get("/mailbox/", {"to": emma.customer.email.upper()}).content.decode()
    assert f"[{emma.reference}]" in page
    assert f"[{other.reference}]" not in page


def test_outside_of_a_demonstration_there_is_none(ana: User, client: Client) -> None:
    client.force_login(ana)
    make.a_ticket()
    let_follow()
    assert client.get("/mailbox/").status_code == 404
    assert client.get(f"/mailbox/{CapturedMail.objects.get().pk}/").status_code == 404


def test_what_is_not_there_is_not_found(anas: Client) -> None:
    assert anas.get("/mailbox/987654321/").status_code == 404


def test_any_mail_is_kept(db: None) -> None:
    send_mail("Subject", "Text", "a@example.com", ["b@example.com", "c@example.com"])
    EmailMessage("Only text", "Text", to=["b@example.com"]).send()
    kept = CapturedMail.objects.order_by("pk")
    assert [(mail.to, mail.subject, mail.html) for mail in kept] == [
        ("b@example.com, c@example.com", "Subject", ""),
        ("b@example.com", "Only text", ""),
    ]
