"""The doors of words: drafts to begin with, hints while typing, and the settings of both."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import need_admin
from accounts.requests import SignedIn
from common.doors import show_refusal
from common.refusals import Refusal
from customers.models import Language
from tickets.actions import drafting, phrasing
from tickets.forms import DeclineForm, DraftForm, PhraseForm
from tickets.models import Draft, Ticket
from tickets.views import page
from tickets.vocabulary import DraftKind
from tickets.wording.facts import FACTS


@require_POST
def draft_decline(request: SignedIn, reference: str) -> HttpResponse:
    """Begin the message with the draft of the chosen reason."""
    form = DeclineForm(request.POST)
    form.is_valid()
    known = form.cleaned_data
    facts: dict[str, Any] = {name: known.get(name) for name in ("waiting_for", "revisit_on")}

    def words(ticket: Ticket) -> str:
        return drafting.draft(ticket, known["reason"], **facts) if "reason" in known else ""

    return begin_with_draft(
        request,
        reference,
        form=form,
        called="decline_form",
        template="tickets/_decline_message.html",
        words=words,
    )


def begin_with_draft(
    request: SignedIn, reference: str, *, form: BaseForm, called: str, template: str, words: Callable[[Ticket], str]
) -> HttpResponse:
    """The message field with the draft. While one types (htmx), only where nobody typed; asked for, always."""
    ticket = page.find(request, reference)
    begun, typed = words(ticket), request.POST.get("message", "")
    if request.htmx and (not begun or not drafting.may_be_replaced(typed, request.POST.get("drafted", ""))):
        return HttpResponse(status=204)
    said = request.POST.copy()
    said["message"], said["drafted"] = begun or typed, drafting.mark_of(begun)
    if request.htmx:
        fresh = type(form)(initial={"message": begun})
        return render(request, template, {"form": fresh, "ticket": ticket})
    forms: dict[str, Any] = {called: type(form)(said)}
    return page.draw(request, ticket.reference, **forms)


@require_POST
def hints(request: SignedIn, reference: str) -> HttpResponse:
    """Which phrases excuse or blame: a fragment, drawn while typing. Notes among colleagues get none."""
    ticket = page.find(request, reference)
    words = request.POST.get("message", request.POST.get("body", ""))
    if request.POST.get("kind") == "note":
        words = ""
    told = {"words": words, "hints": phrasing.hints_in(words, drafting.language_of(ticket))}
    return render(request, "tickets/_hints.html", told)


@require_http_methods(["GET", "POST"])
def drafts(request: SignedIn) -> HttpResponse:
    """The drafts of the firm, in both languages; administrators rewrite them."""
    need_admin(request.user)
    form, status = DraftForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            drafting.rewrite(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            status = show_refusal(form, refusal)
        else:
            messages.success(request, _("Messages begin with this draft from now on."))
            return redirect("drafts")
    told = {"refused": form if form.is_bound else None, "groups": _groups(form), "facts": FACTS}
    return render(request, "tickets/drafts.html", told, status=status)


@require_POST
def restore_draft(request: SignedIn) -> HttpResponse:
    """Begin with the draft that came with the product again."""
    kind, language = request.POST.get("kind", ""), request.POST.get("language", "")
    drafting.restore(by=request.user, kind=kind, language=language)
    messages.success(request, _("The draft that came with the product is back."))
    return redirect("drafts")


@require_http_methods(["GET", "POST"])
def phrases(request: SignedIn) -> HttpResponse:
    """The phrases of which we are wary, in one language at a time; administrators change the list."""
    need_admin(request.user)
    asked = request.POST.get("language") or request.GET.get("language")
    language = asked if asked in Language.values else Language.KO
    form, status = PhraseForm(request.POST or None, initial={"language": language}), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                phrasing.teach(by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                status = show_refusal(form, refusal)
            else:
                messages.success(request, _("On the list."))
                return redirect(f"{request.path}?language={language}")
    told = {
        "form": form,
        "language": language,
        "languages": Language.choices,
        "phrases": sorted(phrasing.watched(language).items()),
    }
    return render(request, "tickets/phrases.html", told, status=status)


@require_POST
def forget_phrase(request: SignedIn) -> HttpResponse:
    """Take a phrase off the list."""
    kept = phrasing.forget(
        by=request.user, language=request.POST.get("language", ""), phrase=request.POST.get("phrase", "")
    )
    messages.success(request, _("Off the list."))
    return redirect(f"/settings/phrases/?language={kept.language}")


def _groups(refused: DraftForm) -> list[dict[str, Any]]:
    """For every kind a form per language, with the words that hold now; the refused one as it was typed."""
    own = set(Draft.objects.values_list("kind", "language"))
    words = {language: drafting.templates(language) for language in Language.values}

    def form_of(kind: str, language: str) -> DraftForm:
        if (refused.data.get("kind"), refused.data.get("language")) == (kind, language):
            return refused
        body = {"kind": kind, "language": language, "body": words[language][kind]}
        return DraftForm(initial=body, auto_id=f"{kind}_{language}_%s")

    return [
        {
            "label": label,
            "drafts": [
                {
                    "form": form_of(kind, code),
                    "kind": kind,
                    "code": code,
                    "language": name,
                    "is_own": (kind, code) in own,
                }
                for code, name in Language.choices
            ],
        }
        for kind, label in DraftKind.choices
    ]
