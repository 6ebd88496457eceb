"""How is a message spelt for each kind of room? Text from people is text: it mentions nobody and formats nothing."""

import re
from collections.abc import Callable
from typing import Any

from connections.letters.chat import Line, Message
from connections.vocabulary import Kind

DISCORD_LIMIT, LIMIT = 2_000, 10_000
_MARKS = re.compile(r"([\\`*_\[\]()~|<>])")


def spelt(kind: str, message: Message) -> dict[str, Any]:
    """The JSON body for a kind of room."""
    return _SPELLINGS[kind](message)


def plain(message: Message) -> str:
    """Without any markup."""
    return _joined(message, _plain_line)[:LIMIT]


def _slack(message: Message) -> dict[str, Any]:
    return {"text": _joined(message, _slack_line)[:LIMIT], "unfurl_links": False}


def _discord(message: Message) -> dict[str, Any]:
    return {"content": _joined(message, _marked_line)[:DISCORD_LIMIT], "allowed_mentions": {"parse": []}}


def _teams(message: Message) -> dict[str, Any]:
    blocks = [_joined(Message([line]), _marked_line) for line in message.lines]
    texts = [*blocks, *([message.rest] if message.rest else [])]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [{"type": "TextBlock", "text": text, "wrap": True} for text in texts],
    }
    attached = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attached]}


def _kakaowork(message: Message) -> dict[str, Any]:
    return {"text": plain(message)}


def _joined(message: Message, spell: Callable[[Line], str]) -> str:
    return "\n".join([*map(spell, message.lines), *([message.rest] if message.rest else [])])


def _plain_line(line: Line) -> str:
    first = _with_about(line, " ".join(part for part in (line.says, line.reference) if part))
    return "\n".join(part for part in (first, f"“{line.words}”" if line.words else "", line.url) if part)


def _slack_line(line: Line) -> str:
    linked = f"<{line.url}|{_for_slack(line.reference or line.url)}>" if line.url else ""
    first = _with_about(line, f"{_for_slack(line.says)} {linked}".strip(), _for_slack)
    return f"{first}\n>{_for_slack(line.words)}" if line.words else first


def _marked_line(line: Line) -> str:
    linked = f"[{_marked(line.reference or line.url)}]({line.url})" if line.url else ""
    first = _with_about(line, f"{_marked(line.says)} {linked}".strip(), _marked)
    return f"{first}\n“{_marked(line.words)}”" if line.words else first


def _with_about(line: Line, first: str, spell: Callable[[str], str] = str) -> str:
    return f"{first} ({spell(line.about)})" if line.about else first


def _for_slack(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _marked(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


_SPELLINGS: dict[str, Callable[[Message], dict[str, Any]]] = {
    Kind.SLACK: _slack,
    Kind.DISCORD: _discord,
    Kind.TEAMS: _teams,
    Kind.KAKAOWORK: _kakaowork,
}
