"""Ask a host of code: make an issue, look how one stands, or whether our token is taken."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.utils import timezone

from common.outgoing import Answer
from common.outgoing import ask as ask_machine
from connections.actions.hearing import note_trouble, take_in, take_in_as_twin
from connections.actions.linking import draft_of
from connections.actions.resting import LONGEST_WAIT, Outcome, outcome_of
from connections.hosts import HOSTS, At, Issue, Question, Unreadable, excuse
from connections.models import Connection, IssueLink, Post
from connections.vocabulary import ISSUE_CREATE, TEST, Trouble

_READ_LIMIT = 4_000_000
"""Bytes of an answer: one issue may be as long as a book, and fifty of them come when we look whether one was made."""


def ask_host(connection: Connection, post: Post) -> Outcome | Answer:
    """One attempt at one question."""
    host, at = HOSTS[connection.kind], where(connection)
    if post.type == TEST:
        return _put(host.check(at))
    link = IssueLink.objects.select_related("item").filter(pk=_link_of(post)).first()
    if link is None:
        return Outcome(None, "no longer linked", settles=True)
    if post.type == ISSUE_CREATE:
        return _make(connection, link, is_first=post.attempts_count == 1 and link.looked_at is None)
    return _outcome(_put(host.look(at, link.reference)), lambda said: host.looked(at, said))


def note(post: Post, outcome: Outcome) -> None:
    """What the outcome means for the issue's link, in the transaction in which the outcome is noted."""
    link = IssueLink.objects.select_related("item").filter(pk=_link_of(post)).first()
    if link is None:
        return
    if outcome.issue:
        if not take_in_as_twin(link, outcome.issue):
            take_in(link, outcome.issue)
    elif outcome.trouble or not outcome.is_good:
        note_trouble(link, Trouble.GIVEN_UP if post.dead_at else outcome.trouble or Trouble.FAILING)


def where(connection: Connection) -> At:
    """How we may speak there."""
    return At(connection.address.rstrip("/"), connection.token, connection.login, connection.project)


def _make(connection: Connection, link: IssueLink, *, is_first: bool) -> Outcome:
    """Make it; but after an attempt whose end we do not know, first look whether it was made."""
    host, at, draft = HOSTS[connection.kind], where(connection), draft_of(link.item)
    if link.reference:
        return Outcome(None, "made already", settles=True)
    if not is_first:
        found = _outcome(_put(host.find(at, draft)), lambda said: host.found(at, said, draft))
        if found.issue or not found.is_good or found.trouble:
            return found
    return _outcome(_put(host.create(at, draft)), lambda said: host.created(at, said))


def _link_of(post: Post) -> int:
    return int((post.body or {}).get("link", 0))


def _put(question: Question) -> Answer:
    body = json.dumps(question.body).encode() if question.body else b""
    headers = dict(question.headers) | ({"Content-Type": "application/json"} if body else {})
    return ask_machine(question.method, question.url, headers=headers, body=body, most=_READ_LIMIT)


def _outcome(answer: Answer, read: Callable[[Any], Issue | None]) -> Outcome:
    """The issue in an answer; or what is wrong and when to come again. What is not there is asked for no more."""
    plain, said = outcome_of(answer), _said(answer)
    if answer.is_good:
        with suppress(Unreadable):
            return Outcome(plain.status, "", plain.ms, issue=read(said))
    why = excuse(answer.status, answer.headers, said)
    rest = min(max(why.until - timezone.now(), timedelta()), LONGEST_WAIT) if why.until else None
    return Outcome(
        plain.status,
        plain.said,
        plain.ms,
        rest or plain.come_again_in,
        trouble=why.trouble,
        settles=why.trouble == Trouble.MISSING,
    )


def _said(answer: Answer) -> Any:
    """What it said, if that is JSON."""
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
