"""What somebody looks at while it is done takes turns with what follows by itself."""

import pytest
from celery import Task

from cs_product.celery import app
from journal.tasks import deliver
from tickets import tasks


def queue_of(task: Task) -> str:
    return app.amqp.router.route({}, task.name)["queue"].name


@pytest.mark.parametrize("task", ["go_on_with_batch", "go_on_with_batches", "bring_back", "go_on_with_arrivals"])
def test_what_is_awaited_does_not_stand_behind_ten_thousand_reactions(task: str) -> None:
    assert queue_of(getattr(tasks, task)) == "awaited"
    assert queue_of(deliver) == "celery"


def test_the_same_worker_hears_both_bells_each_only_its_own_and_takes_turns() -> None:
    assert set(app.amqp.queues.consume_from) == {"celery", "awaited"}
    bells = [(queue.exchange.name, queue.routing_key) for queue in app.amqp.queues.values()]
    assert len(set(bells)) == len(bells)
    with app.connection() as connection:
        assert connection.default_channel.queue_order_strategy == "round_robin"
