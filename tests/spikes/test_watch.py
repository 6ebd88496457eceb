"""A rise beyond its own history is told once, with its tickets, and is over when it is."""

from collections import Counter
from datetime import timedelta

import pytest

from accounts.models import User
from common.clock import moved_to
from journal.models import Entry
from notifications.models import CapturedMail, News
from spikes.actions import answering, sighting
from spikes.models import Sighting, Spike, Tally
from tests import make
from tests.following import kinds, let_follow
from tests.spikes.ground import LINES, NOON, a_history, come, look
from tickets.actions.filing import file_under
from tickets.models import ProductArea, Ticket

HOUR = timedelta(hours=1)


@pytest.fixture
def parcels(db: None) -> ProductArea:
    area = make.an_area("Parcels")
    a_history(area, make.an_area("Else"))
    return area


def test_a_rise_is_told_once_with_the_tickets_behind_it(parcels: ProductArea, max_: User, pia: User, ana: User) -> None:
    tickets = come(8, parcels)
    [spike] = look()
    assert set(spike.behind()) == {ticket.pk for ticket in tickets}
    assert (spike.n, spike.usual < 1) == (8, True)
    later = come(3, parcels, at=NOON + HOUR)
    assert look(NOON + HOUR) == []
    assert set(spike.behind()) == {ticket.pk for ticket in [*tickets, *later]}
    assert {sign.family for sign in spike.signs.all()} == {"area", "word"}
    assert "parcel" in {sign.word for sign in spike.signs.all()}
    let_follow()
    told = News.objects.filter(kind="spike")
    assert set(told.values_list("colleague", flat=True)) >= {max_.pk, pia.pk}
    assert not told.filter(colleague=ana).exists()
    mail = CapturedMail.objects.get(to=max_.email, subject__contains="More complain than is usual")
    assert f"/notices/{told.get(colleague=max_).notice_id}/" in mail.text


def test_what_is_usual_and_what_one_customer_says_eight_times_is_not_told(parcels: ProductArea) -> None:
    come(2, parcels)
    assert look() == []
    with moved_to(NOON):
        somebody = make.a_customer()
        again = [make.a_ticket(customer=somebody, product_area=parcels, verbatim=line) for line in LINES]
        sighting.see([ticket.pk for ticket in again])
    assert look() == []


def test_nothing_is_told_before_there_is_a_history(db: None) -> None:
    area = make.an_area()
    a_history(area, weeks=2)
    come(8, area)
    assert look() == []


def test_it_is_over_when_nothing_of_it_is_out_of_the_ordinary_any_more(parcels: ProductArea) -> None:
    come(8, parcels)
    [spike] = look()
    look(NOON + 20 * HOUR)
    spike.refresh_from_db()
    assert spike.is_on, "its day is not over"
    for hours in (26, 34):
        look(NOON + hours * HOUR)
    spike.refresh_from_db()
    assert not spike.is_on
    assert kinds(spike) == ["SpikeRaised", "SpikeEnded"]
    come(8, parcels, at=NOON + 72 * HOUR)
    assert len(look(NOON + 72 * HOUR)) == 1, "another rise is another spike"


def test_what_is_kept_quiet_is_not_told_again_until_then(parcels: ProductArea, max_: User) -> None:
    come(8, parcels)
    [spike] = look()
    with moved_to(NOON):
        answering.keep_quiet(spike, by=max_, until=NOON + timedelta(days=5), reason="The strike is known.")
    look(NOON + 40 * HOUR)
    come(8, parcels, at=NOON + 72 * HOUR)
    assert look(NOON + 72 * HOUR) == []
    come(12, parcels, at=NOON + timedelta(days=6))
    assert len(look(NOON + timedelta(days=6))) == 1


def test_what_many_say_alike_is_one_spike_also_without_an_area(parcels: ProductArea) -> None:
    tickets = come(6, lines=LINES[:1])
    [spike] = look()
    kin = spike.signs.get(family="kin")
    assert (kin.key, spike.behind().count()) == (tickets[0].pk, 6)


def test_another_rise_at_the_same_time_is_told_of_its_own(parcels: ProductArea) -> None:
    come(8, parcels)
    look()
    other = ["The app logs me out.", "Signing in fails all morning.", "Password refused by the app."]
    come(9, ProductArea.objects.get(name="Else"), lines=other)
    assert len(look()) == 1


OTHER = [
    "The invoice charges us twice.",
    "Charged twice on one invoice.",
    "Our invoice is wrong, it says twice the sum.",
]
PARCELS_TOO = [f"The parcel: {line}" for line in OTHER]


@pytest.mark.parametrize(
    "lines", [OTHER, PARCELS_TOO], ids=["other words", "and the word that all complaints there hold"]
)
@pytest.mark.parametrize("is_quiet", [False, True])
def test_a_second_cause_in_an_area_that_is_loud_already_is_told_once_unless_it_is_quiet(
    parcels: ProductArea, max_: User, is_quiet: bool, lines: list[str]
) -> None:
    for days in range(2, 9):
        come(1, parcels, at=NOON - timedelta(days=days), lines=["A parcel, as on any day."])
    come(8, parcels)
    [first] = look()
    if is_quiet:
        with moved_to(NOON):
            answering.keep_quiet(first, by=max_, until=NOON + timedelta(days=5), reason="The strike is known.")
    come(4, parcels, at=NOON + HOUR)
    assert look(NOON + HOUR) == [], "more of the same is the same"
    charged = come(8, parcels, at=NOON + 4 * HOUR, lines=lines)
    told = look(NOON + 4 * HOUR)
    assert len(told) == (0 if is_quiet else 1)
    assert look(NOON + 5 * HOUR) == []
    if told:
        assert set(told[0].behind()) == {ticket.pk for ticket in charged}
        assert told[0].family in {"kin", "word"}


def test_what_comes_in_other_words_while_it_rises_is_the_same(parcels: ProductArea) -> None:
    come(8, parcels)
    [spike] = look()
    come(8, parcels, at=NOON + HOUR, lines=OTHER)
    assert look(NOON + HOUR) == []
    assert spike.behind().count() == 16


def test_what_shares_a_word_with_a_rise_is_told_once_there_are_enough_without_it(parcels: ProductArea) -> None:
    come(6, parcels)
    come(2, parcels, lines=["The invoice of a parcel, lost at the depot."])
    [first] = look()
    come(4, parcels, at=NOON + 4 * HOUR, lines=OTHER)
    assert look(NOON + 4 * HOUR) == []
    assert not first.signs.filter(word="invoice").exists(), "who can say yet?"
    come(3, parcels, at=NOON + 4 * HOUR, lines=OTHER)
    assert len(look(NOON + 4 * HOUR)) == 1


def test_every_ticket_is_counted_once_however_it_comes_and_moves_with_its_area(parcels: ProductArea, ana: User) -> None:
    part = make.an_area("Depots", parent=parcels)
    ticket = make.a_ticket(verbatim=LINES[0])
    let_follow()
    sighting.see([ticket.pk])
    assert sighting.see_what_is_missing() == 0
    file_under(ticket, by=ana, area=part)
    let_follow()
    seen = Sighting.objects.get(pk=ticket.pk)
    assert seen.areas == [part.pk, parcels.pk]
    fresh = Tally.objects.filter(grain="d", at__gte=sighting.day_of(ticket.received_at), n__gt=0)
    assert Counter(fresh.values_list("family", flat=True))["area"] == 2
    assert set(fresh.values_list("n", flat=True)) == {1}


def test_what_was_never_counted_is_counted_later_and_what_is_old_is_let_go(db: None) -> None:
    with moved_to(NOON):
        make.a_ticket(verbatim=LINES[0])
        assert sighting.see_what_is_missing() == 1
    with moved_to(NOON + timedelta(weeks=11)):
        sighting.forget()
    assert (Sighting.objects.count(), Tally.objects.count(), Ticket.objects.count()) == (0, 0, 1)


def test_its_event_says_what_rose_and_how_unlikely_it_was(parcels: ProductArea) -> None:
    come(8, parcels)
    [spike] = look()
    said = Entry.objects.get(kind="SpikeRaised").plain
    assert (said["spike_id"], said["n"], said["hours"]) == (spike.pk, 8, spike.hours)
    assert said["chance"] < 1e-4
    assert Spike.objects.loud(NOON).get() == spike
