"""Connections in the settings: which there are, how each is, what went out, and one door per verb."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import need_admin
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.paging import Order, page
from common.refusals import Conflict, Refusal
from connections.actions import connecting, hosting, running
from connections.forms import BY_DEFAULT, HostForm, RoomForm, WebhookForm
from connections.models import Connection
from connections.vocabulary import EventType, Kind

_Form = WebhookForm | HostForm
_SECRET = ("areas", "token", "secret")
SHOWN = 200
"""So many connections are shown."""


@require_safe
def connections(request: SignedIn) -> HttpResponse:
    """Who hears what happens here."""
    need_admin(request.user)
    rows = Connection.objects.kept()[:SHOWN]
    return render(request, "connections/connections.html", {"connections": rows})


@require_http_methods(["GET", "POST"])
def new_webhook(request: SignedIn) -> HttpResponse:
    """Set up a webhook; its secret is shown this once."""
    need_admin(request.user)
    return _connect(request, WebhookForm(request.POST or None, initial={"events": EventType.values}), "webhook")


@require_http_methods(["GET", "POST"])
def new_room(request: SignedIn) -> HttpResponse:
    """Let a chat room hear."""
    need_admin(request.user)
    initial = {"events": BY_DEFAULT, "gap_seconds": 30, "language": request.user.language}
    return _connect(request, RoomForm(request.POST or None, initial=initial), "room")


@require_http_methods(["GET", "POST"])
def new_host(request: SignedIn) -> HttpResponse:
    """Connect with a host of code; a secret that we made is shown this once."""
    need_admin(request.user)
    return _connect(request, HostForm(request.POST or None), "host")


@require_http_methods(["GET", "POST"])
def connection(request: SignedIn, pk: int) -> HttpResponse:
    """Show one connection and its log, or set it up differently."""
    subject = find(request, pk)
    if request.method != "POST":
        return _draw(request, subject)
    form, status = _form_of(subject)(request.POST), 422
    if form.is_valid():
        try:
            change = hosting.change_host if subject.is_host else connecting.change
            change(subject, by=request.user, **_said(form, "kind"))
        except Conflict as refusal:
            return _draw(request, find(request, pk), status=refusal.status, refusal=refusal, typed=form.cleaned_data)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("connection", pk=pk)
    return _draw(request, find(request, pk), status=status, form=form)


@require_POST
def rotate(request: SignedIn, pk: int) -> HttpResponse:
    """Sign with a new secret, shown this once."""
    subject = find(request, pk)
    secret = running.rotate(subject, by=request.user)
    return _draw(request, subject, secret=secret)


@require_POST
def test(request: SignedIn, pk: int) -> HttpResponse:
    """Post a test."""
    return _done(request, pk, running.test, _("A test is on its way. The log below says whether it arrived."))


@require_POST
def pause(request: SignedIn, pk: int) -> HttpResponse:
    """Post nothing for now."""
    return _done(request, pk, running.pause, _("Paused."))


@require_POST
def resume(request: SignedIn, pk: int) -> HttpResponse:
    """Post again."""
    return _done(request, pk, running.resume, _("Posting again, beginning with what waited."))


@require_POST
def remove(request: SignedIn, pk: int) -> HttpResponse:
    """Post nothing there ever again."""
    subject = connecting.remove(find(request, pk), by=request.user)
    messages.success(request, _("{name} was removed.").format(name=subject.name))
    return redirect("connections")


def find(request: SignedIn, pk: int) -> Connection:
    """A connection that was not removed, for administrators."""
    need_admin(request.user)
    return get_object_or_404(Connection.objects.kept().select_related("owner"), pk=pk)


def _done(request: SignedIn, pk: int, act: Callable[..., Any], said: str) -> HttpResponse:
    act(find(request, pk), by=request.user)
    messages.success(request, said)
    return redirect("connection", pk=pk)


def _connect(request: SignedIn, form: _Form, what: str) -> HttpResponse:
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        said = {"kind": Kind.WEBHOOK} | _said(form, "version")
        try:
            connect = hosting.connect_host if what == "host" else connecting.connect
            made, secret = connect(by=request.user, **said)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            return _draw(request, made, secret=secret) if secret else redirect("connection", pk=made.pk)
    return render(request, "connections/new.html", {"form": form, "what": what}, status=status)


def _said(form: _Form, but: str) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != but}


def _form_of(subject: Connection) -> type[_Form]:
    return HostForm if subject.is_host else RoomForm if subject.is_room else WebhookForm


def _draw(request: SignedIn, subject: Connection, *, status: int = 200, **more: Any) -> HttpResponse:
    shape = _form_of(subject)
    initial = {name: getattr(subject, name) for name in shape.base_fields if name not in _SECRET}
    waiting = subject.posts.undone()
    first = waiting.order_by("due_at", "pk").first()
    if subject.is_room:
        initial |= {"address": "", "areas": list(subject.areas.all())}
    said = {
        "connection": subject,
        "form": shape(initial=initial),
        "page": page(
            subject.posts.all(), order=Order("id", descending=True), cursor=request.GET.get("cursor", ""), size=20
        ),
        "waiting": waiting.count(),
        "next_at": first and first.next_at,
        "hook": request.build_absolute_uri(reverse("hook", args=[subject.hook_key])) if subject.hook_key else "",
        **more,
    }
    return render(request, "connections/connection.html", said, status=status)
