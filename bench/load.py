"""Load a database with very many tickets: `.venv/bin/python -m bench.load`.

Two years of a firm by COPY, in one transaction, every constraint and trigger at work; then what the clock would have
done: words weighed, days counted, tables vacuumed and analysed. The same seed tells the same lives.
"""

import argparse
import random
import time
from datetime import datetime, timedelta
from pathlib import Path

from bench import ground

SEED = 88


def main() -> None:
    """Read what is wanted, and load it."""
    asked = _asked()
    ground.open_ground()
    load(1000 if asked.small else asked.tickets, asked.texts)


def load(tickets: int, folder: Path | None) -> None:
    """Make the database of so many tickets anew."""
    database = ground.database_of(tickets)
    ground.make(database)
    ground.stand_on(database)
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    _say(f"{database}: empty")
    _fill(tickets, folder)
    _settle()


def _fill(tickets: int, folder: Path | None) -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    from bench import board, firm, lives, rows, texts

    dice, now = random.Random(SEED), timezone.localtime()
    with connection.cursor() as cursor:
        cursor.execute(ground.PATIENT)
    with transaction.atomic():
        here = firm.found(now - timedelta(days=lives.DAYS))
        crowd = firm.Crowd(dice, max(20, tickets // 50))
        told = lives.live(texts.said(tickets, folder, dice), here, crowd, now, dice)
        cards = board.build(told, now, dice)
        board.give_budgets(cards)
        verdicts, talk = rows.number_all(told), rows.talks(told, now, dice)
        _say(f"{len(told):,} lives of {len(crowd.people):,} customers, {len(cards):,} items")
        _copy_everything(here, crowd, told, verdicts, talk, cards, now, dice)
    _say("committed")


def _copy_everything(here, crowd, told, verdicts, talk, cards, now: datetime, dice) -> None:
    from backlog.models import Item, Voice
    from bench import history, rows
    from bench.board import ranked
    from bench.copying import copy_in, numbers_follow
    from customers.models import Company, Customer
    from journal.models import Delivery, Entry
    from notifications.models import Mail
    from tickets import models as t

    people = here.people
    deeds = history.deeds(told, verdicts, talk, cards, crowd.people)
    letters = history.letters(told, verdicts, talk, cards)
    known = ((p.number, p.name, p.email, p.phone, p.company, p.language, "regular", p.since) for p in crowd.people)
    said = ((s.number, s.life.number, s.kind, s.body, _by(s, people), s.at) for s in talk)
    tables = (
        (Company, "id name since", crowd.company_rows()),
        (Customer, "id name email phone company_id language relationship since", known),
        (t.Ticket, _TICKET, rows.tickets(told, people)),
        (t.Likeness, "ticket_id terms length crowd", rows.likenesses(told)),
        (t.Listening, "id ticket_id restatement situation wish by_id at confirmed_at", rows.listenings(told, people)),
        (t.Assessment, _ASSESSMENT, rows.assessments(told, people)),
        (t.Assessment.missing_capabilities.through, "assessment_id capability_id", rows.missing(told)),
        (t.Decision, _DECISION, rows.decisions(verdicts, people, now)),
        (t.SettingAside, "id ticket_id reason twin_id by_id at", rows.asides(told, people)),
        (t.Message, "id ticket_id kind body by_id at", said),
        (Item, _ITEM, rows.items(ranked(cards), people)),
        (Voice, "id item_id ticket_id decision_id importance highlight joined_at withdrawn_at", rows.voices(cards)),
        (Entry, "id kind about_type about_id plain actor_role actor_id at", history.entries(deeds, people)),
        (Delivery, _DELIVERY, history.deliveries(deeds)),
        (Mail, _MAIL, history.mails(letters, dice)),
        (t.TrackingLink, "id ticket_id digest expires_at", history.links(letters, dice)),
    )
    for model, columns, found in tables:
        _say(f"{copy_in(model, columns, found):>9,} {model._meta.db_table}")
    numbers_follow(*(model for model, _columns, _found in tables if model is not t.Likeness))


def _by(said, people) -> int | None:
    return None if said.kind == "theirs" else people["agent"].pk


def _settle() -> None:
    """What the clock and the database do by themselves, done now."""
    from django.db import connection

    from backlog.actions import indexing as items
    from customers import indexing as customers
    from metrics.actions.rebuilding import rebuild
    from tickets.actions import indexing as tickets
    from tickets.actions.likening import weigh_terms

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _say(f"{weigh_terms():>9,} common words weighed")
    _say(f"{sum(progress.entries for progress in rebuild(hands=2)):>9,} entries counted")
    for room in (tickets, customers, items):
        while room.index_what_is_missing():
            pass
    _say("documents written")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    _say("vacuumed and analysed")


def _asked() -> argparse.Namespace:
    from bench.texts import BESIDE

    parser = argparse.ArgumentParser(
        prog="bench.load", description="Load a database of its own with very many tickets."
    )
    parser.add_argument("--tickets", type=int, default=ground.LARGE)
    parser.add_argument("--small", action="store_true", help=f"{ground.SMALL:,} tickets")
    beside = BESIDE if BESIDE.is_dir() else None
    parser.add_argument("--texts", type=Path, default=beside, help="a folder of CSV files with texts")
    return parser.parse_args()


def _say(sentence: str) -> None:
    print(f"{time.monotonic() - _BEGUN:6.1f} s  {sentence}", flush=True)


_BEGUN = time.monotonic()
_TICKET = (
    "id customer_id is_anonymous verbatim language channel product_area_id occurred_on received_at received_by_id stage"
    " waiting_since due_at heard_at owner_id listening_id assessment_id decision_id setting_aside_id"
)
_ASSESSMENT = (
    "id ticket_id for_everyone for_good built_in one_off_cost cost_each_time times_per_month relationship recommended"
    " finding rationale by_id at"
)
_DECISION = "id ticket_id outcome reason rationale message waiting_for_id revisit_on by_id at"
_ITEM = (
    "id title problem promise hypothesis_percent product_area_id monthly_cost stage rank owner_id proposed_at shipped_at"
    " drop_reason drop_message version touched_at"
)
_DELIVERY = "id entry_id reaction due_at attempts done_at dead_at last_error"
_MAIL = "id kind ticket_id source message_id made_at due_at claimed_until attempts sent_at dead_at last_error"

if __name__ == "__main__":
    main()
