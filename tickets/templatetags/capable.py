"""How a capability's history is told, and how far the return of its tickets is."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from capabilities.models import Capability
from journal.models import Entry
from tickets.models import Arrival

register = template.Library()


@register.filter
def told_of(entry: Entry) -> SafeString | str:
    """What happened to a capability, as a sentence; nothing for what nobody has to know."""
    who = entry.actor.name if entry.actor else _("The system")
    if entry.kind == "CapabilityPlanned":
        names = ", ".join(
            str(getattr(Capability._meta.get_field(name), "verbose_name", name)) for name in entry.plain["fields"]
        )
        return format_html(_("{who} changed: {fields}"), who=who, fields=names)
    if sentence := _SENTENCES.get(entry.kind):
        return format_html(_(sentence), who=who)
    return ""


@register.filter
def share(arrival: Arrival) -> int:
    """How much of what waited came back, in percent from 0 to 100."""
    if arrival.done_at:
        return 100
    return 100 * arrival.returned // arrival.waiting if arrival.waiting else 0


_SENTENCES = {
    "CapabilityNamed": gettext_noop("{who} put it on the register"),
    "CapabilityArrived": gettext_noop("{who} said that it has arrived"),
}
