"""How tests try what may never be true."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction


def refused(deed: Callable[[], Any], *, because: str) -> None:
    """The database says no, at once or at the commit, and names the rule."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        _do_and_commit(deed)
    assert because in str(refusal.value)


def _do_and_commit(deed: Callable[[], Any]) -> None:
    deed()
    connection.check_constraints()
