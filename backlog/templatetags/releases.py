"""How a release's history is told."""

from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from journal.models import Entry

register = template.Library()


@register.filter
def told_of_release(entry: Entry) -> SafeString | str:
    """What happened to a release, as a sentence."""
    plain, who = entry.plain, entry.actor.name if entry.actor else _("The system")
    if entry.kind == "ReleaseOpened":
        return format_html(_(_OPENED[plain["how"]]), who=who, n=plain["named"] or plain["percent"], day=_day(plain))
    if sentence := _SENTENCES.get(entry.kind):
        return format_html(_(sentence), who=who, item=_item(plain), version=plain.get("version"), n=_count(plain))
    return ""


def _day(plain: dict[str, Any]) -> str:
    local = timezone.localtime(datetime.fromisoformat(plain["since"]))
    return formats.date_format(local, pgettext("date format", "j M Y"))


def _item(plain: dict[str, Any]) -> SafeString | str:
    if "item_id" not in plain:
        return ""
    reference = f"PB-{plain['item_id']}"
    return format_html('<a href="{}">{}</a>', reverse("item", args=[reference]), reference)


def _count(plain: dict[str, Any]) -> str:
    if "percents" in plain:
        return ", ".join(f"{percent} %" for percent in plain["percents"])
    return f"{plain.get('count', 0):,}"


_OPENED = {
    "share": gettext_noop("{who} let {n} percent of all customers have it, from {day} on"),
    "companies": gettext_noop("{who} let more companies have it, from {day} on: {n}"),
    "customers": gettext_noop("{who} let more customers have it by name, from {day} on: {n}"),
}
_SENTENCES = {
    "ReleasePlanned": gettext_noop("{who} planned it"),
    "ReleaseEdited": gettext_noop("{who} changed what it says"),
    "ItemPutIn": gettext_noop("{who} put {item} in"),
    "ItemTakenOut": gettext_noop("{who} took {item} out"),
    "ReleaseShipped": gettext_noop("{who} shipped it as {version}"),
    "RolloutHeld": gettext_noop("{who} held the steps to come: {n}"),
    "TellingApproved": gettext_noop("{who} approved telling the customers: {n}"),
}
