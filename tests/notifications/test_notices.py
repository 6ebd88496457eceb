"""What colleagues hear of: each thing once, gathered, never their own deeds, and always with the reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from backlog.actions.measuring import measure
from backlog.actions.moving import move
from backlog.actions.promotion import NewItem, accept
from backlog.actions.shaping import edit
from common.clock import moved_to, now
from journal.actors import SYSTEM
from journal.models import Delivery
from notifications.actions import counting, reading
from notifications.actions.choosing import choose
from notifications.models import CapturedMail, Mail, News, Notice
from notifications.vocabulary import Channel, NewsKind, When, default
from tests import make
from tests.backlog.shipped import a_shipped_item
from tests.doors import APIClient
from tests.following import let_follow
from tickets.actions.assigning import assign
from tickets.actions.listening import hear_more, listen
from tickets.actions.questioning import question
from tickets.actions.writing import note, take
from tickets.models import Ticket


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def heard_by(colleague: User, **said: Any) -> Ticket:
    """A ticket that this colleague listened to; what follows from that has followed."""
    ticket = listen(make.a_ticket(**said), by=colleague, restatement="Late, and nobody said so.")
    let_follow()
    return ticket


def write(ticket: Ticket, body: str = "One more thing.") -> None:
    assert ticket.customer
    hear_more(ticket, by=ticket.customer, body=body)
    let_follow()


def heard(colleague: User) -> list[tuple[str, str]]:
    """What they hear of, and why, oldest first."""
    return list(News.objects.filter(colleague=colleague).order_by("pk").values_list("kind", "why"))


def sign_in(colleague: User) -> Client:
    client = Client()
    client.force_login(colleague)
    return client


def test_whoever_looks_after_it_hears_that_the_customer_answers(ana: User, pia: User) -> None:
    ticket = heard_by(ana)
    write(ticket)
    assert heard(ana) == [("customer_wrote", "owner")]
    assert heard(pia) == []


def test_ten_events_on_one_ticket_are_one_notice_until_it_is_read(ana: User, pia: User) -> None:
    ticket = heard_by(ana)
    for number in range(9):
        write(ticket, f"Thing {number}.")
    note(ticket, by=pia, body="Look at this.")
    let_follow()
    notice = Notice.objects.get(colleague=ana)
    assert (notice.count, notice.kind, notice.by) == (10, "noted", pia)
    reading.read(notice, by=ana)
    write(ticket)
    assert list(Notice.objects.filter(colleague=ana).order_by("pk").values_list("count", flat=True)) == [10, 1]


def test_whoever_is_given_a_ticket_or_mentioned_in_a_note_hears_it(ana: User, pia: User) -> None:
    ticket = heard_by(ana)
    note(ticket, by=ana, body=f"@{pia.name} please look.")
    let_follow()
    assign(ticket, by=ana, to=pia)
    let_follow()
    assert heard(pia) == [("mentioned", "mentioned"), ("assigned", "owner")]
    assert Notice.objects.get(colleague=pia).count == 2


def test_nobody_hears_of_their_own_deeds(ana: User) -> None:
    ticket = heard_by(ana)
    take(ticket, by=ana)
    note(ticket, by=ana, body="For myself.")
    let_follow()
    assert heard(ana) == []


def test_a_thing_is_heard_once_however_often_it_is_delivered(ana: User) -> None:
    write(heard_by(ana))
    Delivery.objects.update(done_at=None)
    let_follow()
    assert (News.objects.filter(colleague=ana).count(), Notice.objects.get(colleague=ana).count) == (1, 1)


def test_who_owns_heard_and_decided_hears_it_once_with_the_nearest_reason(ana: User, pia: User, max_: User) -> None:
    ticket = heard_by(ana)
    take(ticket, by=ana)
    note(ticket, by=max_, body="Look.")
    let_follow()
    assert heard(ana) == [("noted", "owner")]


def test_what_is_returned_and_decided_reaches_those_who_follow(ana: User, pia: User, max_: User) -> None:
    ticket = make.an_assessed_ticket()
    take(ticket, by=ana)
    question(ticket, by=pia, body="Really?")
    ticket = make.an_assessed_ticket()
    take(ticket, by=ana)
    accept(ticket, by=max_, message="We will.", new_item=NewItem(title="T", problem="P", promise="From now on."))
    let_follow()
    assert heard(ana) == [("returned", "owner"), ("decided", "owner")]


def test_an_items_owner_hears_of_its_voices_and_of_what_came_of_it(pia: User) -> None:
    item = make.an_item()
    edit(item, by=make.someone(), owner=pia)
    make.an_accepted_ticket(item)
    let_follow()
    assert heard(pia) == [("voice_joined", "item_owner")]


def test_what_one_listened_to_is_there_here_and_by_mail(ana: User) -> None:
    ticket = make.an_accepted_ticket()
    ticket.listening.by = ana
    ticket.listening.save(update_fields=["by"])
    item = ticket.voices.get().item
    for step in ("ready", "shipped"):
        move(item, by=make.someone(), stage=step)
    let_follow()
    assert heard(ana) == [("decided", "heard"), ("is_there", "heard")]
    assert CapturedMail.objects.filter(to=ana.email, subject="What you listened to is there").count() == 1


def test_a_costly_promise_reaches_the_managers_and_the_answer_its_asker(pia: User, max_: User) -> None:
    from decimal import Decimal

    from backlog.actions.approving import ask_a_manager, send_back

    ticket = make.an_assessed_ticket(make.answers(cost_each_time=Decimal(1_000_000)))
    request = ask_a_manager(ticket, by=pia, message="We will.", new_item=NewItem(title="T", problem="P", promise="So."))
    let_follow()
    assert heard(max_) == [("approval_asked", "manager")]
    send_back(request, by=max_, body="Cheaper?")
    let_follow()
    assert ("approval_answered", "asker") in heard(pia)


def test_a_capability_that_arrives_is_one_notice_however_many_waited(pia: User) -> None:
    from capabilities.actions import arrive
    from tickets.actions.deciding import decline
    from tickets.actions.resurfacing import go_on
    from tickets.models import Arrival

    van = make.a_capability()
    for _ in range(3):
        decline(make.an_assessed_ticket(), by=pia, reason="not_yet", message="Not yet.", waiting_for=van)
    arrive(van, by=make.someone())
    let_follow()
    while go_on(Arrival.objects.get().pk):
        let_follow()
    assert heard(pia) == [("arrived", "waited")]
    assert Notice.objects.get(colleague=pia).about_type == "capability"


def test_whoever_set_a_connection_up_hears_that_it_was_paused_by_itself(ada: User) -> None:
    from connections.events import ConnectionPaused
    from connections.models import Connection
    from journal.actions import record
    from journal.actors import SYSTEM

    webhook = Connection.objects.create(kind="webhook", name="Till", owner=ada, made_at=timezone.now())
    for why in ("person", "failing"):
        record(
            ConnectionPaused(connection_id=webhook.pk, name="Till", owner_id=ada.pk, why=why), about=webhook, by=SYSTEM
        )
    let_follow()
    assert heard(ada) == [("stopped", "connector")]
    assert CapturedMail.objects.get(to=ada.email).subject == "Nothing goes to Till any more"
    assert "Till" in sign_in(ada).get("/notices/").content.decode()


def test_who_left_hears_nothing(ana: User) -> None:
    ticket = heard_by(ana)
    User.objects.filter(pk=ana.pk).update(is_active=False)
    write(ticket)
    assert heard(ana) == []


def test_what_is_muted_is_heard_over_no_channel(ana: User) -> None:
    ticket, other = heard_by(ana), heard_by(ana)
    reading.mute("ticket", ticket.pk, by=ana)
    write(ticket)
    write(other)
    assert [notice.about_id for notice in Notice.objects.filter(colleague=ana)] == [other.pk]
    reading.unmute("ticket", ticket.pk, by=ana)
    write(ticket)
    assert Notice.objects.filter(colleague=ana).count() == 2


# ---- by mail ---------------------------------------------------------------------------------------------------------


def mails_to_colleague(colleague: User) -> list[Mail]:
    return list(Mail.objects.filter(colleague=colleague).order_by("pk"))


def write_unsent(ticket: Ticket, count: int) -> None:
    """The customer writes; what follows is delivered, but no mail leaves yet."""
    from journal.actions import deliver

    for number in range(count):
        hear_more(ticket, by=ticket.customer, body=f"Thing {number}.")
    for pk in Delivery.objects.undone().values_list("pk", flat=True):
        deliver(pk)


def test_an_agent_gets_the_answer_of_a_customer_by_mail_with_the_words_and_the_reason(
    ana: User, client: Client
) -> None:
    ticket = heard_by(ana)
    write(ticket)
    mail = CapturedMail.objects.get(to=ana.email)
    assert mail.subject == f"[{ticket.reference}] The customer answered."
    assert make.WORDS in mail.text
    assert "Because you look after this ticket." in mail.text
    client.force_login(ana)
    [link] = [word for word in mail.text.split() if "/notices/" in word and "settings" not in word]
    assert client.get("/notices/" + link.split("/notices/")[1]).url == f"/tickets/{ticket.reference}/"
    assert Notice.objects.get(colleague=ana).read_at is not None


def test_what_happens_before_a_mail_leaves_goes_with_it(ana: User) -> None:
    ticket = heard_by(ana)
    write_unsent(ticket, 5)
    [mail] = mails_to_colleague(ana)
    assert mail.news.count() == 5


def test_after_a_mail_there_is_a_pause_and_then_one_with_the_rest(ana: User) -> None:
    ticket = heard_by(ana)
    write(ticket)
    write_unsent(ticket, 4)
    first, second = mails_to_colleague(ana)
    assert (first.news.count(), second.news.count()) == (1, 4)
    assert second.due_at - timezone.now() > timedelta(minutes=9)


def test_a_mail_to_a_colleague_waits_for_the_end_of_their_quiet_hours(ana: User) -> None:
    from notifications.actions.choosing import Hours, keep_hours

    moment = timezone.now()
    begin, end = (moment - timedelta(hours=1)).time(), (moment + timedelta(hours=2)).time()
    keep_hours(by=ana, hours=Hours(time_zone="UTC", quiet_from=begin, quiet_until=end))
    ticket = heard_by(ana)
    write_unsent(ticket, 1)
    [mail] = mails_to_colleague(ana)
    assert timedelta(hours=1, minutes=55) < mail.due_at - timezone.now() <= timedelta(hours=2)


def test_what_is_chosen_is_what_is_heard(ana: User) -> None:
    choose(by=ana, ways={("customer_wrote", "mail"): "never", ("customer_wrote", "in_app"): "never"})
    write(heard_by(ana))
    assert heard(ana) == []
    choose(by=ana, ways={("customer_wrote", "mail"): "at_once"})
    write(heard_by(ana))
    assert CapturedMail.objects.filter(to=ana.email).count() == 1
    assert not Notice.objects.of(ana).exists(), "by mail only"


def test_the_owner_hears_once_that_a_metric_of_its_own_is_to_be_read(pia: User) -> None:
    own = {"hypothesis_metric": "Refund calls a week", "hypothesis_percent": 30, "hypothesis_days": 14}
    item = a_shipped_item(13, **own)
    edit(item, by=make.someone(), owner=pia)
    measure(item, by=SYSTEM)
    let_follow()
    assert "metric_due" not in dict(heard(pia)), "its day has not come"
    with moved_to(now() + timedelta(days=1, hours=1)):
        measure(item, by=SYSTEM)
        measure(item, by=SYSTEM)
        let_follow()
    assert heard(pia).count(("metric_due", "item_owner")) == 1
    assert "Its day has come" in sign_in(pia).get(f"/backlog/{item.reference}/").content.decode()


def test_a_choice_that_is_the_default_again_is_no_row(ana: User) -> None:
    choose(by=ana, ways={("customer_wrote", "mail"): "weekly"})
    assert ana.choices.count() == 1
    choose(by=ana, ways={("customer_wrote", "mail"): default("agent", NewsKind.CUSTOMER_WROTE, Channel.MAIL)})
    assert ana.choices.count() == 0


def test_every_kind_has_a_default_for_every_role_and_channel() -> None:
    from accounts.models import Role
    from notifications.vocabulary import WHENS

    for role in Role.values:
        for kind in NewsKind:
            assert all(default(role, kind, channel) in WHENS[channel] for channel in Channel)
    assert default("agent", NewsKind.CUSTOMER_WROTE, Channel.MAIL) == When.AT_ONCE
    assert default("viewer", NewsKind.CUSTOMER_WROTE, Channel.MAIL) == When.DAILY


# ---- the pages -------------------------------------------------------------------------------------------------------


def test_the_list_says_what_happened_where_and_why(ana: User) -> None:
    ticket = heard_by(ana, verbatim="<b>Late</b> again")
    write(ticket)
    page = sign_in(ana).get("/notices/").content.decode()
    assert "The customer answered." in page
    assert "Because you look after this ticket." in page
    assert "&lt;b&gt;Late&lt;/b&gt; again" in page


def test_nobody_opens_reads_or_mutes_the_notice_of_another(ana: User, pia: User) -> None:
    write(heard_by(ana))
    notice = Notice.objects.get(colleague=ana)
    client, api = sign_in(pia), APIClient()
    api.force_authenticate(pia)
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    for noun in ("reading", "muting"):
        assert client.post(f"/notices/{notice.pk}/{noun}/").status_code == 404
        assert api.post(f"/api/v1/notices/{notice.pk}/{noun}/").status_code == 404
    assert api.get("/api/v1/notices/").json()["results"] == []
    notice.refresh_from_db()
    assert notice.read_at is None


def test_both_doors_read_one_and_all(ana: User) -> None:
    for _ in range(3):
        write(heard_by(ana))
    first, *_others = Notice.objects.filter(colleague=ana)
    api = APIClient()
    api.force_authenticate(ana)
    assert api.post(f"/api/v1/notices/{first.pk}/reading/").status_code == 201
    assert len(api.get("/api/v1/notices/?show=unread").json()["results"]) == 2
    assert sign_in(ana).post("/notices/reading/").status_code == 302
    assert api.get("/api/v1/notices/?show=unread").json()["results"] == []


def test_the_list_costs_the_same_however_long_it_is(ana: User, django_assert_max_num_queries: Any) -> None:
    client = sign_in(ana)
    for _ in range(4):
        write(heard_by(ana))
    with django_assert_max_num_queries(8):
        client.get("/notices/")


def test_the_bell_is_silent_without_a_look_into_the_database(ana: User, django_assert_num_queries: Any) -> None:
    client, ticket = sign_in(ana), heard_by(ana)
    write(ticket)
    bell = f"/notices/bell/{counting.name_of_bell(ana.pk)}/"
    first = client.get(f"{bell}?seen=")
    assert ">1<" in first.content.decode()
    with django_assert_num_queries(0):
        assert client.get(f"{bell}?seen=1").status_code == 204


def test_the_bell_rings_after_a_commit_and_stops_when_its_subject_is_opened(
    ana: User, django_capture_on_commit_callbacks: Any
) -> None:
    client, ticket = sign_in(ana), heard_by(ana)
    bell = f"/notices/bell/{counting.name_of_bell(ana.pk)}/"
    assert client.get(f"{bell}?seen=0").status_code == 204
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        write(ticket)
    cache_forgets = [callback for callback in waiting if callback.__name__ == "forget"]
    for callback in cache_forgets:
        callback()
    assert ">1<" in client.get(f"{bell}?seen=0").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.get(f"{bell}?seen=1&at=/tickets/{ticket.reference}/").status_code == 200
    assert Notice.objects.of(ana).unread().count() == 0


def test_every_page_shows_the_number_that_valkey_knows_wide_and_narrow(ana: User) -> None:
    client = sign_in(ana)
    write(heard_by(ana))
    assert 'id="bell-dot" hidden' in client.get("/capabilities/").content.decode(), "not counted yet"
    counting.count_anew(ana)
    page = client.get("/capabilities/").content.decode()
    assert "Notices, 1 unread" in page
    assert 'id="bell-dot">' in page
    assert 'id="bell-more">1<' in page


def test_the_bell_of_another_is_silent(ana: User, pia: User) -> None:
    write(heard_by(ana))
    bell = f"/notices/bell/{counting.name_of_bell(ana.pk)}/"
    assert sign_in(pia).get(f"{bell}?seen=").status_code == 204
    assert sign_in(pia).get("/notices/bell/forged/?seen=").status_code == 404


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"quiet_from": "22:00", "quiet_until": ""}, "Quiet hours need a beginning and an end."),
        ({"time_zone": "Moon/Sea"}, "not one of the available choices"),
        ({"assigned-mail": "sometimes"}, "Please choose one."),
    ],
)
def test_nonsense_about_hours_is_refused_and_keeps_what_was_typed(ana: User, change: dict[str, str], says: str) -> None:
    typed = {"time_zone": "Europe/Berlin", "quiet_from": "", "quiet_until": "", "digest_hour": "7", "digest_day": "2"}
    typed |= {f"{kind}-mail": "never" for kind in NewsKind} | change
    answer_ = sign_in(ana).post("/settings/notices/", typed)
    page = answer_.content.decode()
    assert (answer_.status_code, says in page) == (422, True)
    assert not hasattr(User.objects.get(pk=ana.pk), "rhythm")
    assert ana.choices.count() == 0, "nothing of it is kept"


def test_both_doors_choose(ana: User) -> None:
    typed = {"time_zone": "Europe/Berlin", "quiet_from": "22:00", "quiet_until": "07:00", "digest_hour": "7"}
    typed |= {"digest_day": "2", "wants_voice": "on"} | {f"{kind}-mail": "never" for kind in NewsKind}
    assert sign_in(ana).post("/settings/notices/", typed).status_code == 302
    api = APIClient()
    api.force_authenticate(User.objects.get(pk=ana.pk))
    said = api.post("/api/v1/notices/choices/", {"ways": {"assigned": {"mail": "weekly"}}, "digest_hour": 9}, "json")
    assert said.status_code == 201
    kept = api.get("/api/v1/notices/choices/").json()
    assert (kept["ways"]["assigned"]["mail"], kept["ways"]["noted"]["mail"]) == ("weekly", "never")
    assert (kept["time_zone"], kept["quiet_from"], kept["digest_hour"]) == ("Europe/Berlin", "22:00:00", 9)
    wrong = api.post("/api/v1/notices/choices/", {"ways": {"assigned": {"in_app": "daily"}}}, "json")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["assigned-in_app"])
