"""Ask a host of code: make an issue, look how one stands, or whether our token is taken."""

import json
from typing import Any

from common.outgoing import Answer
from common.outgoing import ask as ask_machine
from connections.actions.hearing import note_trouble, take_in
from connections.actions.linking import draft_of
from connections.actions.resting import Outcome, outcome_of
from connections.hosts import HOSTS, At, Issue, Question, Unreadable
from connections.models import Connection, IssueLink, Post
from connections.vocabulary import ISSUE_CREATE, TEST, Trouble

_REFUSED, _MISSING = frozenset({401, 403}), frozenset({404, 410})


def ask_host(connection: Connection, post: Post) -> Outcome | Answer:
    """One attempt at one question."""
    host, at = HOSTS[connection.kind], where(connection)
    if post.type == TEST:
        return _put(host.check(at))
    link = IssueLink.objects.select_related("item").filter(pk=_link_of(post)).first()
    if link is None:
        return Outcome(None, "no longer linked", settles=True)
    try:
        if post.type == ISSUE_CREATE:
            return _make(connection, link, is_first=post.attempts_count == 1 and not post.attempts.exists())
        answer = _put(host.look(at, link.reference))
        return _outcome(answer, host.looked(at, _said(answer)) if answer.is_good else None)
    except Unreadable:
        return Outcome(None, "the answer could not be read", trouble=Trouble.FAILING)


def note(post: Post, outcome: Outcome) -> None:
    """What the outcome means for the issue's link, in the transaction in which the outcome is noted."""
    link = IssueLink.objects.select_related("item").filter(pk=_link_of(post)).first()
    if link is None:
        return
    if outcome.issue:
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
        answer = _put(host.find(at, draft))
        if not answer.is_good:
            return _outcome(answer, None)
        if found := host.found(at, _said(answer), draft):
            return _outcome(answer, found)
    answer = _put(host.create(at, draft))
    return _outcome(answer, host.created(at, _said(answer)) if answer.is_good else None)


def _link_of(post: Post) -> int:
    return int((post.body or {}).get("link", 0))


def _put(question: Question) -> Answer:
    body = json.dumps(question.body).encode() if question.body else b""
    headers = dict(question.headers) | ({"Content-Type": "application/json"} if body else {})
    return ask_machine(question.method, question.url, headers=headers, body=body)


def _said(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except ValueError as error:
        raise Unreadable from error


def _outcome(answer: Answer, issue: Issue | None) -> Outcome:
    plain = outcome_of(answer)
    if issue:
        return Outcome(plain.status, "", plain.ms, issue=issue)
    trouble = Trouble.REFUSED if answer.status in _REFUSED else Trouble.FAILING
    is_missing = answer.status in _MISSING
    return Outcome(
        plain.status,
        plain.said,
        plain.ms,
        plain.come_again_in,
        trouble=Trouble.MISSING if is_missing else trouble,
        settles=is_missing,
    )
