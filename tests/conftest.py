"""The cast, and the rules of the stage: real PostgreSQL, no strangers' sockets, browser tests where a browser is."""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import TransactionTestCase
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts

from accounts.models import Role, User
from common import embedded
from tests import databases, make

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
embedded.start()


@pytest.hookimpl(trylast=True)  # after whoever says what drives a browser, and before -m asks
def pytest_itemcollected(item: pytest.Item) -> None:
    """Browsers and processes take long, but for the journeys that are always made."""
    slow = item.get_closest_marker("browser") or item.get_closest_marker("processes")
    if slow and not item.get_closest_marker("always"):
        item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(worker_id: str, django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Each worker has a database of its own, copied from one that was migrated once."""
    name = f"{databases.OURS}{worker_id}_{os.getpid()}"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as django, databases.of_our_own(name):
        django.setattr(TransactionTestCase, "_fixture_teardown", databases.empty)
        yield


@pytest.fixture
def ana(db: None) -> User:
    """Ana is an agent."""
    return make.a_colleague("Ana", Role.AGENT)


@pytest.fixture
def pia(db: None) -> User:
    """Pia works on the product."""
    return make.a_colleague("Pia", Role.PRODUCT)


@pytest.fixture
def max_(db: None) -> User:
    """Max is a manager."""
    return make.a_colleague("Max", Role.MANAGER)


@pytest.fixture
def ada(db: None) -> User:
    """Ada is an administrator."""
    return make.a_colleague("Ada", Role.ADMIN)


@pytest.fixture
def vic(db: None) -> User:
    """Vic only looks."""
    return make.a_colleague("Vic", Role.VIEWER)


@pytest.fixture(autouse=True)
def _no_strangers(request: pytest.FixtureRequest):
    """Only unix sockets; browser and process tests may speak to this machine."""
    if request.node.get_closest_marker("browser") or request.node.get_closest_marker("processes"):
        yield
        return
    disable_socket(allow_unix_socket=True)
    if request.node.get_closest_marker("sockets"):
        enable_socket()
        socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
    yield
    enable_socket()


@pytest.fixture(autouse=True)
def _nobody_is_known_from_before() -> None:
    make.forget()


@pytest.fixture(autouse=True, scope="session")
def _mail_stays_here(django_test_environment: None) -> None:
    """Django's test runner takes the mail away to a list; ours is kept as the product keeps it."""
    from django.conf import settings

    settings.EMAIL_BACKEND = "notifications.mailbox.Mailbox"


@pytest.fixture(autouse=True)
def _english():
    """Every reader begins in English."""
    from django.utils import translation

    with translation.override("en"):
        yield
