"""The customers' door: a link opens one ticket's page, and only that."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from backlog.actions.moving import move
from backlog.actions.verifying import verify
from tests import make
from tests.following import kinds, let_follow, mails_to
from tickets.actions.following import issue_link
from tickets.actions.writing import note, reply
from tickets.models import Ticket, TrackingLink

STAGES = ["to_listen", "to_assess", "to_decide", "accepted", "declined", "set_aside"]


def come(client: Client, ticket: Ticket) -> str:
    """Follow a fresh link; the address of the customer's page."""
    return client.get(f"/follow/{issue_link(ticket)}/").url


def test_a_link_leads_to_its_ticket_and_forgets_its_secret(client: Client, db: None) -> None:
    ticket, secret = make.a_ticket(), ""
    secret = issue_link(ticket)
    answer = client.get(f"/follow/{secret}/")
    assert (answer.status_code, answer.url) == (302, f"/my/{ticket.reference}/")
    page = client.get(answer.url)
    assert page.status_code == 200
    assert secret not in page.content.decode()


def test_the_secret_is_long_and_only_its_hash_is_kept(db: None) -> None:
    ticket = make.a_ticket()
    one, other = issue_link(ticket), issue_link(ticket)
    assert len(one) >= 43
    assert one != other
    assert not TrackingLink.objects.filter(digest=one).exists()


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_shown_in_the_customers_words(client: Client, db: None, stage: str) -> None:
    ticket = make.a_ticket_of(stage)
    answer = client.get(come(client, ticket))
    assert answer.status_code == 200
    assert make.WORDS in answer.content.decode()


@pytest.mark.parametrize("stage", ["ready", "in_progress", "shipped", "verified"])
def test_the_way_of_the_item_is_shown(client: Client, pia: User, stage: str) -> None:
    ticket = make.an_accepted_ticket()
    item = ticket.voices.get().item
    ways = {
        "ready": ["ready"],
        "in_progress": ["in_progress"],
        "shipped": ["ready", "shipped"],
        "verified": ["ready", "shipped"],
    }
    for step in ways[stage]:
        move(item, by=pia, stage=step)
    if stage == "verified":
        verify(item, by=pia, reason="We asked.")
    answer = client.get(come(client, ticket))
    steps = answer.context["steps"]
    done = {step.stage for step in steps if step.is_done}
    assert ("We will build it" in [step.label for step in steps]) == (stage == "ready")
    assert ("shipped" in done) == (stage in {"shipped", "verified"})
    assert ("verified" in done) == (stage == "verified")


@pytest.mark.parametrize("secret", ["nonsense", "A" * 43, "x" * 3000, "%00", "🙂"])
def test_a_forged_link_opens_nothing(client: Client, db: None, secret: str) -> None:
    issue_link(make.a_ticket())
    answer = client.get(f"/follow/{secret}/")
    assert answer.status_code == 404
    assert "<html" in answer.content.decode()


def test_an_expired_link_opens_nothing(client: Client, db: None) -> None:
    secret = issue_link(make.a_ticket())
    TrackingLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/follow/{secret}/").status_code == 404


def test_a_link_that_expires_meanwhile_closes_the_page(client: Client, db: None) -> None:
    address = come(client, make.a_ticket())
    TrackingLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(address).status_code == 404


def test_a_link_opens_no_other_ticket(client: Client, db: None) -> None:
    emma = make.a_customer()
    mine, hers = make.a_ticket(), make.a_ticket(customer=emma)
    come(client, mine)
    for place, ask in (
        ("", client.get),
        ("confirmation/", client.post),
        ("mishearing/", client.post),
        ("messages/", client.post),
    ):
        assert ask(f"/my/{hers.reference}/{place}").status_code == 404
    assert client.get("/my/CS-987654321/").status_code == 404


def test_two_links_open_two_tickets(client: Client, db: None) -> None:
    one, other = come(client, make.a_ticket()), come(client, make.a_ticket())
    assert [client.get(address).status_code for address in (one, other)] == [200, 200]


def test_without_a_link_there_is_nothing(client: Client, db: None) -> None:
    assert client.get(f"/my/{make.a_ticket().reference}/").status_code == 404


def test_a_colleague_does_not_become_a_customer(client: Client, ana: User) -> None:
    client.force_login(ana)
    assert client.get(f"/my/{make.a_ticket().reference}/").status_code == 404


def test_a_customer_does_not_become_a_colleague(client: Client, db: None) -> None:
    ticket = make.a_ticket()
    come(client, ticket)
    for place in ("/desk/", f"/tickets/{ticket.reference}/", "/dashboard/", "/customers/"):
        assert client.get(place).url.startswith("/accounts/login/")
    assert client.get("/api/v1/tickets/").status_code == 401


def test_nothing_of_it_is_kept_or_told_on(client: Client, db: None) -> None:
    ticket = make.a_heard_ticket()
    secret = issue_link(ticket)
    answers = [
        client.get(f"/follow/{secret}/"),
        client.get(f"/my/{ticket.reference}/"),
        client.get("/follow/nonsense/"),
        client.post(f"/my/{ticket.reference}/messages/", {"body": ""}),
    ]
    for answer in answers:
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
    for answer in answers[:2]:
        assert "no-store" in answer["Cache-Control"]


def test_the_page_speaks_the_customers_language(client: Client, db: None) -> None:
    ticket = make.a_ticket(customer=make.a_customer("김민지", language="ko"))
    page = client.get(come(client, ticket))
    assert '<html lang="ko"' in page.content.decode()


def test_a_language_that_was_chosen_stays(client: Client, db: None) -> None:
    client.cookies["django_language"] = "en"
    ticket = make.a_ticket(customer=make.a_customer("김민지", language="ko"))
    assert '<html lang="en"' in client.get(come(client, ticket)).content.decode()


def test_the_customer_confirms(client: Client, db: None) -> None:
    ticket = make.a_heard_ticket()
    address = come(client, ticket)
    for _ in range(2):
        assert client.post(f"{address}confirmation/").url == address
    assert kinds(ticket).count("HearingConfirmed") == 1


def test_before_we_said_anything_there_is_nothing_to_confirm(client: Client, db: None) -> None:
    assert client.post(f"{come(client, make.a_ticket())}confirmation/").status_code == 409


def test_the_customer_says_not_quite(client: Client, db: None) -> None:
    ticket = make.a_heard_ticket()
    address = come(client, ticket)
    assert client.post(f"{address}mishearing/", {"missed": "It was the fridge."}).url == address
    ticket.refresh_from_db()
    assert (ticket.stage, ticket.messages.get().body) == ("to_listen", "It was the fridge.")


@pytest.mark.parametrize("stage", ["to_listen", "accepted", "declined", "set_aside"])
def test_not_quite_comes_too_late(client: Client, db: None, stage: str) -> None:
    ticket = make.a_ticket_of(stage)
    answer = client.post(f"{come(client, ticket)}mishearing/", {"missed": "Thoughtful words."})
    assert answer.status_code == 409
    assert "Thoughtful words." in answer.content.decode()


@pytest.mark.parametrize("stage", STAGES)
def test_the_customer_says_more_at_any_stage(client: Client, db: None, stage: str) -> None:
    ticket = make.a_ticket_of(stage)
    address = come(client, ticket)
    assert client.post(f"{address}messages/", {"body": "One more thing."}).url == address
    assert "One more thing." in client.get(address).content.decode()


@pytest.mark.parametrize(("place", "field"), [("mishearing", "missed"), ("messages", "body")])
@pytest.mark.parametrize("words", ["", "  ", "\u200b", "a\x00b", "x" * 100_001])
def test_nothing_to_read_is_refused(client: Client, db: None, place: str, field: str, words: str) -> None:
    ticket = make.a_heard_ticket()
    answer = client.post(f"{come(client, ticket)}{place}/", {field: words})
    assert answer.status_code == 422
    assert not ticket.messages.exists()


def test_an_anonymous_complaint_has_nobody_to_answer_for_it(client: Client, db: None) -> None:
    address = come(client, make.a_heard_ticket(anonymous=True))
    assert client.get(address).status_code == 200
    assert client.post(f"{address}confirmation/").status_code == 404
    assert client.post(f"{address}messages/", {"body": "Me."}).status_code == 404


def test_what_is_ours_stays_ours(client: Client, pia: User, ana: User) -> None:
    from tickets.actions.assessing import assess
    from tickets.actions.deciding import decline
    from tickets.actions.listening import listen, mishear

    ticket = make.a_ticket(customer=make.a_customer("Emma", company="Acme"))
    other = make.a_ticket(customer=make.a_customer("Someone Else"), verbatim="Other words of another person.")
    listen(ticket, by=ana, restatement="Late.")
    mishear(ticket, by=ana, missed="Our own doubt.")
    listen(ticket, by=ana, restatement="Late again.")
    assess(
        ticket,
        by=pia,
        weighing=make.answers(relationship="Not worth much."),
        finding="not_yet",
        rationale="Too dear for them.",
    )
    note(ticket, by=ana, body="Between us.")
    reply(ticket, by=ana, body="Our answer.")
    decline(ticket, by=pia, reason="not_ours", message="Honest words.", rationale="For colleagues only.")
    page = client.get(come(client, ticket)).content.decode()
    for ours in (
        "Between us.",
        "For colleagues only.",
        "Too dear for them.",
        "Not worth much.",
        "Our own doubt.",
        ana.email,
        pia.email,
        other.verbatim,
        "Someone Else",
        "customer@",
    ):
        assert ours not in page, ours
    for theirs in (make.WORDS, "Late again.", "Our answer.", "Honest words."):
        assert theirs in page


def test_other_voices_on_the_item_are_a_number_only(client: Client, pia: User) -> None:
    item = make.an_item()
    mine = make.an_accepted_ticket(item)
    make.an_accepted_ticket(item, verbatim="Other words.", customer=make.a_customer("Someone Else"))
    answer = client.get(come(client, mine))
    assert answer.context["voices"] == 2
    assert "Other words." not in answer.content.decode()
    assert "Someone Else" not in answer.content.decode()


def test_words_are_shown_as_text(client: Client, ana: User) -> None:
    ticket = make.a_ticket(verbatim="<script>alert(1)</script>")
    reply(ticket, by=ana, body="<img src=x onerror=alert(1)>")
    page = client.get(come(client, ticket)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_page_costs_little_and_always_the_same(client: Client, ana: User, django_assert_max_num_queries) -> None:
    ticket = make.an_accepted_ticket()
    for n in range(20):
        reply(ticket, by=ana, body=f"Answer {n}")
    address = come(client, ticket)
    with django_assert_max_num_queries(12):
        client.get(address)


def test_a_link_needs_no_account_and_no_script_token_to_read(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    address = come(client, make.a_heard_ticket())
    assert client.get(address).status_code == 200
    assert client.post(f"{address}confirmation/").status_code == 403


def test_the_answer_chosen_in_the_mail_is_said_by_the_button_of_the_page_only(client: Client, db: None) -> None:
    ticket = make.a_heard_ticket()
    let_follow()
    links = [word for word in mails_to(ticket)[-1].text.split() if "?answer=" in word]
    assert [link.partition("?")[2] for link in links] == ["answer=yes", "answer=not_quite"]
    pages = [client.get(client.get(link.removeprefix(settings.SITE_URL)).url).content.decode() for link in links]
    assert ["Yes, you heard me right" in page for page in pages] == [True, False]
    assert ["<details open>" in page for page in pages] == [False, True]
    ticket.listening.refresh_from_db()
    assert ticket.listening.confirmed_at is None
    assert client.get(f"/follow/{issue_link(ticket)}/?answer=//evil.example").url == f"/my/{ticket.reference}/"
