"""What does a mail say to mail programs? Who it is from, and to which conversation it belongs."""

from notifications.letters.letter import Letter
from notifications.models import Mail

NAMED = 20
"""So many mails of a conversation are named: its first, and the newest."""


def envelope(mail: Mail, letter: Letter) -> dict[str, str]:
    """The headers of a mail: what names it, its conversation, and how one stops such mails with one click (RFC 8058)."""
    return _named(mail, letter) | _among_others(mail) | _stoppable(letter)


def _named(mail: Mail, letter: Letter) -> dict[str, str]:
    return {
        "Message-ID": mail.message_id,
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
    }


def _among_others(mail: Mail) -> dict[str, str]:
    """All that one ticket's customer gets from us is one conversation, begun by its first mail."""
    before = list(Mail.objects.earlier_than(mail).values_list("message_id", flat=True)[: NAMED - 1])
    if not before:
        return {}
    first = Mail.objects.earlier_than(mail).order_by("pk").values_list("message_id", flat=True)[0]
    named = dict.fromkeys([first, *reversed(before)])
    return {"In-Reply-To": before[0], "References": " ".join(named)}


def _stoppable(letter: Letter) -> dict[str, str]:
    if not letter.stop:
        return {}
    return {"List-Unsubscribe": f"<{letter.stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
