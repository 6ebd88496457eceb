"""How what stands beside an item is told in its history."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from backlog.recurrence import Checked
from journal.models import Entry

register = template.Library()

WORKED = {
    "ItemBlocked": gettext_noop("{who} says that it waits for {what}"),
    "ItemUnblocked": gettext_noop("{who} says that it no longer waits for {what}"),
    "MetricRead": gettext_noop("{who} read “{metric}”: {before} before, {found} since. {result}"),
}


def worked_told(entry: Entry, who: str) -> SafeString:
    """A sentence about what an item waits for, or about its own metric."""
    plain = entry.plain
    if entry.kind == "MetricRead":
        return format_html(_(WORKED[entry.kind]), **plain | {"who": who, "result": Checked(plain["result"]).label})
    return format_html(_(WORKED[entry.kind]), who=who, what=_waited_for(plain))


def _waited_for(plain: dict[str, int | None]) -> SafeString:
    if number := plain.get("by_item_id"):
        reference = f"PB-{number}"
        return format_html('<a href="{}">{}</a>', reverse("item", args=[reference]), reference)
    address = reverse("capability", args=[plain["by_capability_id"]])
    return format_html('<a href="{}">{}</a>', address, _("a capability"))
