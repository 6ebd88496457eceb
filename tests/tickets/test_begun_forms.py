"""Forms to listen, assess and decide are kept on the server while one fills them in, until they are sent."""

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tests.doors import APIClient
from tickets.actions.beginning import begin
from tickets.models import Ticket, UnsentForm


def page(client: Client, ticket: Ticket) -> str:
    return client.get(f"/tickets/{ticket.reference}/").content.decode()


def keep(client: Client, ticket: Ticket, form: str, **said: object) -> int:
    return client.post(f"/tickets/{ticket.reference}/unsent/{form}/", said | {"seen": "1"}).status_code


@pytest.mark.parametrize(
    ("stage", "form", "noun", "said", "more"),
    [
        ("to_listen", "listening", "listening", {"restatement": "Late."}, {}),
        (
            "to_assess",
            "assessment",
            "assessment",
            {"relationship": "They may go.", "for_good": "within_limits"},
            {
                "for_everyone": "yes",
                "built_in": "product",
                "finding": "sustainable",
                "rationale": "So.",
                "cost_each_time": "0",
                "times_per_month": "1",
            },
        ),
        ("to_decide", "decline", "decline", {"reason": "not_ours", "message": "No, it is not ours."}, {}),
        (
            "to_decide",
            "acceptance",
            "acceptance",
            {"title": "Tell", "promise": "We ring."},
            {"problem": "P", "message": "M"},
        ),
    ],
)
def test_a_form_is_kept_for_its_writer_until_it_is_sent(
    pia: User, max_: User, client: Client, stage: str, form: str, noun: str, said: dict, more: dict
) -> None:
    ticket = make.a_ticket_of(stage)
    client.force_login(pia)
    assert keep(client, ticket, form, **said) == 204
    typed = next(iter(said.values())) if form != "decline" else said["message"]
    shown = page(client, ticket)
    assert str(typed) in shown
    for name in {"for_good", "reason"} & set(said):
        assert " checked" in shown.split(f'name="{name}" value="{said[name]}"')[1].split(">")[0]
    assert 'class="badge draft"' in client.get("/desk/").content.decode()
    client.force_login(max_)
    assert str(typed) not in page(client, ticket)
    assert 'class="badge draft"' not in client.get("/desk/").content.decode()
    client.force_login(pia)
    assert client.post(f"/tickets/{ticket.reference}/{noun}/", said | more).status_code == 302
    assert not UnsentForm.objects.exists()


def test_what_somebody_elses_deed_made_stale_is_held_back_and_kept(ana: User, pia: User, client: Client) -> None:
    from tickets.actions.freshness import latest
    from tickets.actions.writing import reply

    ticket = make.a_ticket()
    client.force_login(ana)
    said = {"restatement": "Late, and nobody said so.", "seen": str(latest(ticket))}
    keep(client, ticket, "listening", **said)
    reply(ticket, by=pia, body="We are looking.")
    answer = client.post(f"/tickets/{ticket.reference}/listening/", said)
    assert (answer.status_code, "Late, and nobody said so." in answer.content.decode()) == (409, True)
    assert UnsentForm.objects.get().fields["restatement"] == ["Late, and nobody said so."]


def test_what_was_emptied_or_comes_too_late_is_not_kept(ana: User, client: Client) -> None:
    ticket = make.a_ticket()
    begin(ticket, by=ana, form="listening", fields={"restatement": ["Late"]})
    assert begin(ticket, by=ana, form="listening", fields={"restatement": [" "]}) is None
    begin(make.a_heard_ticket(), by=ana, form="listening", fields={"restatement": ["Late"]})
    assert not UnsentForm.objects.exists()


@pytest.mark.parametrize(
    ("form", "said", "status"),
    [
        ("poem", {"a": ["b"]}, 422),
        ("listening", {"limit": ["x" * 100_001]}, 422),
        ("listening", {f"f{n}": ["x"] for n in range(41)}, 422),
        ("decline", {"message": ["No."]}, 403),
    ],
)
def test_what_cannot_be_kept_is_refused_at_both_doors(
    ana: User, client: Client, form: str, said: dict, status: int
) -> None:
    ticket, program = make.a_ticket(), APIClient()
    client.force_login(ana)
    program.force_authenticate(ana)
    assert keep(client, ticket, form, **said) == status
    place = f"/api/v1/tickets/{ticket.reference}/unsent/{form}/"
    assert program.put(place, {"fields": said}, format="json").status_code == status


def test_a_program_keeps_and_reads_a_begun_form(ana: User) -> None:
    program, place = APIClient(), f"/api/v1/tickets/{make.a_ticket().reference}/unsent/listening/"
    program.force_authenticate(ana)
    said = {"fields": {"restatement": ["Late"]}}
    assert program.put(place, said, format="json").json() == said
    assert program.get(place).json() == said


def test_a_page_that_took_nothing_tells_the_browser_to_keep_what_was_sent(ana: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    ticket = make.a_ticket()
    late = client.post(f"/tickets/{ticket.reference}/messages/", {"kind": "note", "body": "She called again."})
    assert late.status_code == 403
    assert "data-not-taken" in late.content.decode()
    out = Client().get("/accounts/login/")
    assert "data-not-taken" in out.content.decode()
