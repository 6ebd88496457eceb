"""The issues elsewhere, beside an item."""

from typing import Any

from django import template

from accounts.models import User
from backlog.models import Item
from backlog.workflow import KEEPERS, OPEN_STAGES
from connections.forms import CreateIssueForm, IssueForm
from connections.models import Connection, IssueLink, Post
from connections.vocabulary import CODE

register = template.Library()


@register.simple_tag
def issues_of(item: Item, person: User, form: Any = None, create_form: Any = None) -> dict[str, Any]:
    """The links of an item, and the forms for more where the person may; a form that was refused comes along."""
    may = person.role in KEEPERS
    links = list(IssueLink.objects.filter(item=item).drawn()[:50])
    stuck = [link for link in links if link.is_stuck]
    waiting = (
        list(Post.objects.about_issues(stuck).select_related("connection").prefetch_related("attempts"))
        if stuck
        else []
    )
    is_open = item.stage in OPEN_STAGES
    can_be_made = Connection.objects.working().filter(kind__in=CODE).order_by("name")
    return {
        "links": links,
        "waiting": {post.body["link"]: post for post in reversed(waiting) if post.body},
        "form": form or IssueForm(),
        "create_form": create_form or CreateIssueForm(),
        "hosts": list(can_be_made[:20]) if may and is_open else [],
        "may": may,
        "is_open": is_open,
        "may_ship": item.stage in {"ready", "in_progress"},
    }


@register.filter
def waiting_for(told: dict[str, Any], link: IssueLink) -> Post | None:
    """The question about an issue that is still to be asked, or asked again."""
    found: Post | None = told["waiting"].get(link.pk)
    return found
