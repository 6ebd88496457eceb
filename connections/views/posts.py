"""One post: what it said, how each attempt ended, and sending it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from connections.actions import running
from connections.letters import signing
from connections.models import Post
from connections.views.connections import find


@require_safe
def post(request: SignedIn, pk: int, post_pk: int) -> HttpResponse:
    """What one post said, and how each attempt ended."""
    subject = _post(request, pk, post_pk)
    said = {
        "connection": subject.connection,
        "post": subject,
        "attempts": list(subject.attempts.order_by("-pk")[:50]),
        "body": signing.shown(subject.body) if subject.body else "",
    }
    return render(request, "connections/post.html", said)


@require_POST
def repeat(request: SignedIn, pk: int, post_pk: int) -> HttpResponse:
    """Post once more, under the same name."""
    running.repeat(_post(request, pk, post_pk), by=request.user)
    messages.success(request, _("On its way again."))
    return redirect("post", pk=pk, post_pk=post_pk)


def _post(request: SignedIn, pk: int, post_pk: int) -> Post:
    return get_object_or_404(Post.objects.select_related("connection"), pk=post_pk, connection=find(request, pk))
