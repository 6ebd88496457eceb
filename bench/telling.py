"""Measure the telling of very many: `.venv/bin/python -m bench.telling --customers 20000`.

In a database of its own, made anew: one item that so many customers spoke for, shipped with a release by the real
verbs. How long until the list of whom to tell is there, how long until all of it stands in the outbox as mails; killed
amid it, it would go on there. No mail leaves.
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bench import ground

TARGET, CUSTOMERS = 5.0, 20_000
"""Seconds until the list is there; customers to tell."""
_PORTION = 2_000


def main() -> None:
    """Make the ground, ship, list, approve, put into the outbox; and say whether the list was quick enough."""
    asked = _asked()
    ground.open_ground()
    database = f"bench_telling_{asked.customers}"
    ground.make(database)
    ground.stand_on(database)
    took = measure(asked.customers)
    for name, seconds in took.items():
        print(f"{name}: {seconds:.2f} s")
    sys.exit(took["shipped, list ready"] > TARGET)


def measure(customers: int) -> dict[str, float]:
    """Seconds of each part."""
    from django.core.management import call_command

    from backlog.actions.shipping import ship_together
    from journal import actions as journal
    from notifications.actions import listing, mailing, sending, telling
    from notifications.models import Mail, Telling

    journal.ring = journal.ring_for_all = mailing.ring = sending.ring_for_telling = quiet
    call_command("migrate", interactive=False, verbosity=0)
    by, release = _fill(customers)
    took = {
        "shipped, list ready": _time(
            lambda: (ship_together(release, by=by, version="1"), listing.list_for_release(release.pk))
        )
    }
    if Telling.objects.count() != customers:
        raise SystemExit(f"{Telling.objects.count():,} on the list instead of {customers:,}")
    took["approved"] = _time(lambda: telling.approve_all(release, by=by))
    batches = 0

    def put_into_the_outbox() -> None:
        nonlocal batches
        while sending.go_on():
            batches += 1

    took["all in the outbox"] = _time(put_into_the_outbox)
    print(f"{customers:,} customers, {batches} batches, {Mail.objects.filter(kind='shipped').count():,} mails")
    return took


def _fill(customers: int) -> tuple[Any, Any]:
    """Accepted complaints of so many customers, each on its own, all behind one item; in one transaction."""
    from django.db import connection, transaction
    from django.utils import timezone

    from accounts.models import User
    from backlog.actions import moving, releasing, shaping

    moment = timezone.now()
    by = User.objects.create_user("manager@bench.example", name="Max Kim", role="manager", password=None)
    item = shaping.propose(by=by, title="Tell people", problem="Nobody tells them.", promise="From now on we tell you.")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ground.PATIENT)
        speak(customers, [item], by, moment)
    moving.move(item, by=by, stage="ready")
    release = releasing.plan(by=by, name="Large")
    releasing.put_in(release, by=by, item=item)
    return by, release


def speak(customers: int, items: list[Any], by: Any, moment: datetime) -> None:
    """Accepted complaints of so many customers, shared out among items."""
    from django.db.models import F

    from backlog.models import Voice
    from customers.models import Customer
    from tickets.models import Assessment, Decision, Listening, Ticket

    people = _all(
        Customer,
        (
            Customer(name=f"Customer {n}", email=f"c{n}@post.example", language="ko" if n % 2 else "en", since=moment)
            for n in range(customers)
        ),
    )
    asked = {"verbatim": "It came late.", "language": "en", "channel": "phone", "occurred_on": moment.date()}
    begun = {"received_at": moment, "waiting_since": moment, "heard_at": moment, "due_at": moment, "stage": "to_listen"}
    tickets = _all(Ticket, (Ticket(customer=one, **asked, **begun) for one in people))
    heard = _all(Listening, (Listening(ticket=one, restatement="Late.", by=by, at=moment) for one in tickets))
    answers = {"for_everyone": "yes", "for_good": "yes", "built_in": "product", "one_off_cost": 0, "cost_each_time": 1}
    found = {"times_per_month": 1, "recommended": "sustainable", "finding": "sustainable", "by": by, "at": moment}
    weighed = _all(Assessment, (Assessment(ticket=one, **answers, **found) for one in tickets))
    decided = _all(
        Decision, (Decision(ticket=one, outcome="accepted", message="We will.", by=by, at=moment) for one in tickets)
    )
    _all(
        Voice,
        (
            Voice(item=items[n % len(items)], ticket=one, decision=decision, joined_at=moment)
            for n, (one, decision) in enumerate(zip(tickets, decided, strict=True))
        ),
    )
    first = tickets[0].pk
    Ticket.objects.update(
        stage="accepted",
        due_at=None,
        listening_id=F("pk") - first + heard[0].pk,
        assessment_id=F("pk") - first + weighed[0].pk,
        decision_id=F("pk") - first + decided[0].pk,
    )


def _all(model: Any, rows: Any) -> list[Any]:
    return model.objects.bulk_create(rows, batch_size=_PORTION)


def _time(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def quiet(*_numbers: object, **_how: object) -> None:
    """No bell: what follows is done here, one after the other."""


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.telling")
    parser.add_argument("--customers", type=int, default=CUSTOMERS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
