"""The replies that a colleague finds, and the doors of keeping, changing and removing one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.sharing import may_change
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.paging import Order, page
from common.refusals import Refusal
from tickets.actions.stocking import KEEPERS, change_reply, keep_reply, remove_reply
from tickets.forms.replies import ReplyForm
from tickets.models import SavedReply
from tickets.wording.facts import REPLY_FACTS


@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: SignedIn) -> HttpResponse:
    """The replies that one finds, by name; posted: one more."""
    form, status = ReplyForm(request.POST or None, user=request.user), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            try:
                reply = keep_reply(by=request.user, **said)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Kept as “{name}”.").format(name=reply.name))
                return redirect("replies")
    words = request.GET.get("q", "")[:200]
    rows = SavedReply.objects.found_by(request.user).saying(words).select_related("owner", "team")
    found = page(rows, order=Order("name"), cursor=request.GET.get("cursor", ""), size=30)
    kept = urlencode({"q": words}) if words else ""
    told = {"page": found, "words": words, "query": kept, "form": form, **_common(request)}
    return render(request, "tickets/replies.html", told, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: SignedIn, pk: int) -> HttpResponse:
    """One saved reply; posted: what it says from now on, and who finds it."""
    subject = _found(request, pk)
    names = ("name", "ko", "en", "audience", "team", "version")
    form = ReplyForm(request.POST or None, initial={name: getattr(subject, name) for name in names}, user=request.user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said: dict[str, Any] = form.cleaned_data
            try:
                change_reply(subject, by=request.user, **said)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("replies")
    told = {"reply": subject, "form": form, "may_change": may_change(subject, request.user), **_common(request)}
    return render(request, "tickets/reply.html", told, status=status)


@require_POST
def removal(request: SignedIn, pk: int) -> HttpResponse:
    """Let a saved reply be no more."""
    subject = _found(request, pk)
    name = subject.name
    remove_reply(subject, by=request.user)
    messages.success(request, _("“{name}” is gone. What was written with it is still there.").format(name=name))
    return redirect("replies")


def _found(request: SignedIn, pk: int) -> SavedReply:
    return get_object_or_404(SavedReply.objects.found_by(request.user).select_related("owner", "team"), pk=pk)


def _common(request: SignedIn) -> dict[str, Any]:
    return {"facts": REPLY_FACTS, "me": request.user, "may_keep": request.user.role in KEEPERS}
