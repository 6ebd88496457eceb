"""What does a ticket's page show of one row each? All of it in one question."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from accounts.models import User
from common.prepared import Prepared
from common.references import number_of
from journal.models import Entry
from tickets.models import Attachment, CustomField, Decision, Draft, SameAs, Tag, Ticket, Unsent, UnsentForm
from tickets.queries.tickets import may_see_tickets
from tickets.vocabulary import Outcome

THREAD = 200
"""So many of the newest entries and messages are shown."""
_OF_A_MAIL = (
    *("id", "kind", "source", "made_at", "due_at", "attempts", "last_error"),
    *("sent_at", "dead_at", "bounced_at", "bounce", "held_until", "dropped_at", "dropped"),
)


def whole(reader: User, reference: str) -> Ticket:
    """The ticket of a reference with everything that its page shows of one row each; Http404 where a reader sees none."""
    number = number_of(reference, "CS") if may_see_tickets(reader) else None
    found = [] if number is None else _whole(pk=number, reader=reader.pk)
    if not found:
        raise Http404(reference)
    return found[0]


@Prepared
def _whole(pk: int, reader: int) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(pk=pk).select_related(
        "customer__company",
        "product_area__parent",
        "owner",
        "received_by",
        "listening__by",
        "assessment__by",
        "decision__by",
        "decision__waiting_for",
        "decision__precedent",
        "setting_aside__twin",
        "setting_aside__by",
    )
    facts = _what_happened() | _what_the_reader_began(reader)
    return rows.annotate(**facts, **_what_belongs_to_it()).prefetch_related("assessment__missing_capabilities")


def _what_happened() -> dict[str, Any]:
    newest = Entry.objects.filter(about_type=Ticket._meta.label_lower, about_id=OuterRef("pk")).order_by("-pk")
    others = Ticket.objects.filter(customer=OuterRef("customer")).order_by().values("customer")
    asked = Ticket.objects.filter(  # the room above owns the requests, so they are reached by name only
        pk=OuterRef("pk"), approval_requests__isnull=False, approval_requests__answered_at=None
    ).order_by()
    same = SameAs.objects.filter(ticket=OuterRef("pk")).order_by("pk")
    return {
        "asked_a_manager": Subquery(asked.values("approval_requests__asked_by__name")[:1]),
        "was_declined": Exists(Decision.objects.filter(ticket=OuterRef("pk"), outcome=Outcome.DECLINED)),
        "told_count": Subquery(others.annotate(n=Count("pk")).values("n")),
        "kept_count": Subquery(others.filter(decision__outcome=Outcome.ACCEPTED).annotate(n=Count("pk")).values("n")),
        "counts_on": ArraySubquery(same.values("decision")[:THREAD]),
        "latest": Subquery(newest.values("pk")[:1]),
    }


def _what_the_reader_began(reader: int) -> dict[str, Any]:
    unsent = Unsent.objects.filter(ticket=OuterRef("pk"), by=reader)
    begun = UnsentForm.objects.filter(ticket=OuterRef("pk"), by=reader)
    drafts = Draft.objects.values(own=JSONObject(kind="kind", language="language", body="body"))
    return {
        "own_drafts": ArraySubquery(drafts),
        "unsent_by_me": Subquery(unsent.values(said=JSONObject(kind="kind", body="body"))[:1]),
        "begun_by_me": ArraySubquery(begun.values(said=JSONObject(form="form", fields="fields"))),
    }


def _what_belongs_to_it() -> dict[str, Any]:
    tags = Tag.objects.filter(on_tickets__ticket=OuterRef("pk")).order_by("name")
    return {
        "files": ArraySubquery(_files()),
        "mailed": ArraySubquery(_mailed()),
        "asked_fields": CustomField.objects.of_each_ticket(),
        "tag_names": ArraySubquery(tags.values("name")),
    }


def _mailed() -> QuerySet[Ticket, Any]:
    """What was mailed to its customer, as one column; the room above owns the mails, so they are reached by name only."""
    rows = Ticket.objects.filter(pk=OuterRef("pk"), mails__isnull=False).order_by("-mails__id")
    return rows.values(mail=JSONObject(**{name: f"mails__{name}" for name in _OF_A_MAIL}))[: 2 * THREAD]


def _files() -> QuerySet[Attachment, Any]:
    """What came with it, as one column: a question less."""
    names = ("key", "name", "content_type", "size", "has_preview")
    rows = Attachment.objects.filter(ticket=OuterRef("pk")).order_by("pk")
    return rows.values(file=JSONObject(**{name: name for name in names}))[:50]
