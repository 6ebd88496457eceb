"""The list of tags, in the settings."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import need_admin
from accounts.requests import SignedIn
from common.doors import tried
from common.paging import Order
from common.paging import page as paged
from tickets.actions import tagging
from tickets.forms.marks import JoinTagsForm, TagForm
from tickets.models import Tag


@require_safe
def tags(request: SignedIn) -> HttpResponse:
    """Every tag, with on how much it is."""
    return _draw_tags(request)


@require_POST
def tag(request: SignedIn, pk: int) -> HttpResponse:
    """Write a tag differently."""
    subject, form = _the_tag(request, pk), TagForm(request.POST)
    return _knock(request, form, lambda: tagging.rename_tag(subject, by=request.user, **form.cleaned_data), pk)


@require_POST
def join_tags(request: SignedIn, pk: int) -> HttpResponse:
    """Put two tags together."""
    subject, form = _the_tag(request, pk), JoinTagsForm(request.POST)
    return _knock(request, form, lambda: tagging.join_tags(subject, by=request.user, **form.cleaned_data), pk)


@require_POST
def remove_tag(request: SignedIn, pk: int) -> HttpResponse:
    """Do without a tag."""
    tagging.remove_tag(_the_tag(request, pk), by=request.user)
    messages.success(request, _("Saved."))
    return redirect("tags")


def _the_tag(request: SignedIn, pk: int) -> Tag:
    need_admin(request.user)
    return get_object_or_404(Tag, pk=pk)


def _knock(request: SignedIn, form: BaseForm, act: Callable[[], Any], pk: int) -> HttpResponse:
    if status := tried(form, act):
        return _draw_tags(request, status=status, refused=(pk, form))
    messages.success(request, _("Saved."))
    return redirect("tags")


def _draw_tags(request: SignedIn, *, status: int = 200, refused: tuple[int, BaseForm] | None = None) -> HttpResponse:
    need_admin(request.user)
    words = request.GET.get("q", "").replace("\x00", "").strip().lower()[:40]
    rows = Tag.objects.filter(name__contains=words) if words else Tag.objects.all()
    found = paged(rows.counted(), order=Order("name"), cursor=request.GET.get("cursor", ""))
    told = {"page": found, "q": words, "refused": dict([refused] if refused else [])}
    if refused and refused[0] not in {one.pk for one in found.rows}:
        found.rows.insert(0, Tag.objects.counted().get(pk=refused[0]))
    return render(request, "tickets/tags.html", told, status=status)
