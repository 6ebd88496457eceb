"""Write docs/workflow.md from the tables that the code obeys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from backlog.workflow import ITEM_WORKFLOW
from tickets.workflow import WORKFLOW

_NOTE = (
    "Written by `manage.py document_workflow` from `tickets/workflow.py` and `backlog/workflow.py`; "
    "a test compares. Change the tables, not this page."
)


def document() -> str:
    """The page: both tables, in English."""
    with translation.override("en"):
        return "\n".join(
            [
                "# Workflow",
                "",
                _NOTE,
                "",
                "## Tickets",
                "",
                *_table(WORKFLOW.values()),
                "",
                "## Items",
                "",
                *_table(ITEM_WORKFLOW.values()),
                "",
            ]
        )


class Command(BaseCommand):
    """`manage.py document_workflow [--check]`."""

    help = "Write docs/workflow.md; with --check only say whether it is up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only --check."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write or compare."""
        path = Path(settings.BASE_DIR) / "docs" / "workflow.md"
        if not options["check"]:
            path.write_text(document(), encoding="utf-8")
        elif path.read_text(encoding="utf-8") != document():
            raise CommandError("docs/workflow.md is out of date: run manage.py document_workflow.")


def _table(moves: Any) -> list[str]:
    rows = ["| verb | from | to | who may | must come with |", "|---|---|---|---|---|"]
    for move in moves:
        sources = ", ".join(sorted(str(source) for source in move.sources)) or "–"
        roles = ", ".join(sorted(move.roles))
        rows.append(f"| {move.verb} | {sources} | {move.target} | {roles} | {move.comes_with} |")
    return rows
