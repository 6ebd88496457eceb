"""A worker is killed amid an export: another makes the file from its beginning, once, and it is whole."""

import os
import signal
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
import redis
from django.core.files.storage import default_storage
from django.utils import timezone

from exports.actions import building
from exports.actions.asking import ask
from exports.models import Export
from exports.sources.reading import PORTION
from journal.models import Entry
from metrics.models import Count
from tests import make
from tests.processes.test_nothing_is_lost import running, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
ROWS = 8 * PORTION


def test_a_killed_worker_costs_a_new_beginning_and_no_row(tmp_path: Path, settings, monkeypatch) -> None:
    monkeypatch.setenv("MEDIA_ROOT", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    broker = redis.Redis.from_url(
        settings.CELERY_BROKER_URL.replace("redis+socket", "unix").replace("virtual_host", "db")
    )
    broker.flushdb()
    row = {"cut": "each", "grain": "d", "first": date(2025, 1, 1), "received": 1}
    Count.objects.bulk_create((Count(**row, area_id=n) for n in range(ROWS)), batch_size=5000)
    export = ask(by=make.someone(), what="counts", ending="xlsx", filters={})
    worker = ("worker", "--queues", "exports", "--pool", "threads", "-c", "1")
    with running(*worker, log=tmp_path / "first.log", at=tmp_path) as first:
        wait_until(lambda: Export.objects.get().rows > 0)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait(10)
    left = Export.objects.get()
    assert (left.state, left.rows < ROWS, default_storage.exists(export.path)) == ("underway", True, False)
    building.go_on()
    assert broker.llen("exports") == 0, "nobody rings for it while its worker may live"
    gone = timezone.now() - timedelta(seconds=1)
    Export.objects.update(held_until=gone, due_at=gone)  # a minute without a sign of life
    building.go_on()
    with running(*worker, log=tmp_path / "second.log", at=tmp_path):
        wait_until(lambda: Export.objects.filter(done_at__isnull=False).exists(), 90)
    made = Export.objects.get()
    assert (made.attempts, made.rows, made.total) == (2, ROWS, ROWS)
    with default_storage.open(made.path) as file:
        sheet = openpyxl.load_workbook(file, read_only=True).worksheets[0]
        assert sum(1 for _row in sheet.iter_rows(values_only=True)) == ROWS + 1
    assert Entry.objects.filter(kind="ExportMade").count() == 1
