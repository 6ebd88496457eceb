"""Whoever asked for a file hears that it is ready, beside the bell, unless they want to hear nothing of it."""

from django.test import Client

from accounts.models import User
from notifications.actions import choosing, counting
from notifications.models import Mail, Notice
from tests.exports.asked import made
from tests.following import let_follow


def test_it_is_one_notice_that_leads_to_the_files_and_is_read_there(ana: User, pia: User, client: Client) -> None:
    made(ana, "items", "csv")
    made(ana, "counts", "csv")
    let_follow()
    notice = Notice.objects.get()
    assert (notice.colleague, notice.kind, notice.count) == (ana, "file_ready", 2)
    assert not Mail.objects.filter(colleague=ana).exists()
    client.force_login(ana)
    page = client.get("/notices/").content.decode()
    assert "Your file is ready." in page
    assert client.get(f"/notices/{notice.pk}/").url == "/exports/"
    made(ana, "items", "csv")
    let_follow()
    bell = counting.name_of_bell(ana.pk)
    assert Notice.objects.of(ana).unread().count() == 1
    client.get(f"/notices/bell/{bell}/", {"at": "/exports/"})
    assert not Notice.objects.of(ana).unread().exists()


def test_whoever_wants_to_hear_nothing_of_it_hears_nothing(ana: User) -> None:
    choosing.choose(by=ana, ways={("file_ready", "in_app"): "never"})
    made(ana, "items", "csv")
    let_follow()
    assert not Notice.objects.exists()
