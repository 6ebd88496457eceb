"""How what came after a release is told: numbers, rules, and the sentences of its history."""

from math import isfinite
from typing import Any

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backlog.models import Measurement
from backlog.recurrence import WEEK, Checked, Verdict, change_in_percent
from backlog.verdicts import VERDICTS, hypothesis_rules
from journal.models import Entry

register = template.Library()
OUTCOMES = {
    "ComplaintCameBack": gettext_lazy("{ticket} is a recurrence: the customer had it already"),
    "LateReportJoined": gettext_lazy("{ticket} is a late report"),
    "ItemCameBack": gettext_lazy("It came back with {ticket} and is open again"),
    "ItemVerified": gettext_lazy("{who} verified it: {reason}"),
    "VerdictReached": gettext_lazy("The complaints since the release: {verdict} ({numbers})"),
    "HypothesisFellDue": gettext_lazy("Its day has come: what does “{metric}” say?"),
    "HypothesisChecked": gettext_lazy("The hypothesis of −{percent} % within {days} days was checked: {result}"),
}


def outcome_told(entry: Entry, who: str, ticket: SafeString | str) -> SafeString:
    """What came after the release, as a sentence."""
    plain = entry.plain
    verdict = str(Verdict(plain["verdict"]).label) if plain.get("verdict") else ""
    said = {
        "verdict": verdict,
        "numbers": _numbers(plain) if verdict else "",
        "reason": plain.get("reason") or f"{verdict} ({_numbers(plain) if verdict else ''})",
        "result": str(Checked(plain["hypothesis"]).label) if plain.get("hypothesis") else "",
        "percent": plain.get("percent", ""),
        "days": plain.get("days", ""),
        "metric": plain.get("metric", ""),
    }
    return format_html(str(OUTCOMES[entry.kind]), who=who, ticket=ticket, **said)


@register.filter
def times(value: float | None) -> str:
    """A ratio or an end of its interval: 0.16; a sign where it has no end."""
    if value is None or not isfinite(value):
        return "∞"
    return _rounded(value, 2 if value < 10 else 0)


@register.filter
def ratio_told(measured: Measurement) -> str:
    """The rate since, by the rate before; a dash where there is nothing to divide by, or nobody has had it for a moment."""
    return times(measured.ratio) if measured.before and measured.days_after > 0 else "–"


@register.filter
def weeks(days: float) -> str:
    """Days as weeks, with a decimal where they are not whole."""
    whole = days / WEEK
    return _rounded(whole, 0 if abs(whole - round(whole)) < 0.05 else 1)


@register.filter
def change(ratio: float) -> str:
    """How the rate changed, in words."""
    percent = change_in_percent(ratio)
    if percent is None:
        return _("there were none before")
    if not percent:
        return _("as many as before")
    said = _("{n} percent fewer a week") if percent < 0 else _("{n} percent more a week")
    return said.format(n=f"{abs(percent):,}")


@register.filter
def from_the_release(week: int) -> str:
    """−8 … −1 before it, 1 … since: there is no week nought."""
    return f"−{-week}" if week < 0 else str(week + 1)


@register.filter
def complaints(n: int) -> str:
    """How many complaints, in words."""
    return ngettext("{n} complaint", "{n} complaints", n).format(n=f"{n:,}")


@register.filter
def verdict_rules(measured: Measurement) -> list[dict[str, Any]]:
    """Every rule in its order, and which one applied."""
    return [
        {"sentence": rule.sentence, "says": Verdict(rule.says).label, "applies": rule.name == measured.rule}
        for rule in VERDICTS
    ]


@register.filter
def verdict_reason(measured: Measurement) -> str:
    """The sentence of the rule that applied."""
    return next((str(rule.sentence) for rule in VERDICTS if rule.name == measured.rule), "")


@register.filter
def hypothesis_reason(measured: Measurement) -> str:
    """The sentence of the rule that applied to the hypothesis."""
    name = measured.hypothesis_numbers.get("rule")
    return next((str(rule.sentence) for rule in hypothesis_rules(100) if rule.name == name), "")


def _rounded(value: float, places: int) -> str:
    """Rounded first: Django's own format cuts off."""
    return str(formats.number_format(f"{value:.{places}f}", decimal_pos=places, use_l10n=True, force_grouping=True))


def _numbers(plain: dict[str, Any]) -> str:
    said = _("{before} before, {after} since, ratio {ratio}, interval of 95 %: {low} to {high}")
    ends = {name: times(plain.get(name)) for name in ("ratio", "low", "high")}
    return said.format(before=plain.get("before"), after=plain.get("after"), **ends)
