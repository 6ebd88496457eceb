"""The words of the mails to customers in the settings, and how many one customer gets in a day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import need_admin
from accounts.requests import SignedIn
from common.doors import show_refusal, tried
from common.refusals import Conflict
from notifications.actions.capping import most_a_day
from notifications.actions.rewording import change_cap, restore_mail, reword_mail
from notifications.forms import CapForm, MailWordsForm, as_it_says, on_top
from notifications.views.previews import draw, known_or_404


@require_POST
def reword(request: SignedIn, kind: str, language: str) -> HttpResponse:
    """Let a mail say something else."""
    need_admin(request.user)
    known_or_404(kind, language)
    form = MailWordsForm(request.POST, kind=kind, language=language)

    def say() -> None:
        words, seen = form.words(), form.seen_parts()
        reword_mail(by=request.user, kind=kind, language=language, words=words, seen=seen)

    status = tried(form, say)
    if status == Conflict.status:
        again = on_top(form, kind=kind, language=language)
        again.add_error(None, form.non_field_errors())
        return draw(request, kind, language, words_form=again, status=status)
    if status:
        return draw(request, kind, language, words_form=form, status=status)
    messages.success(request, _("Saved. Mails say it like this from now on."))
    return _back(kind, language)


@require_POST
def restore(request: SignedIn, kind: str, language: str) -> HttpResponse:
    """Let it say what came with the product."""
    need_admin(request.user)
    known_or_404(kind, language)
    form = MailWordsForm(request.POST, kind=kind, language=language)
    seen = form.seen_parts() if form.is_valid() else None
    try:
        restore_mail(by=request.user, kind=kind, language=language, seen=seen)
    except Conflict as refusal:
        now = as_it_says({}, kind=kind, language=language)
        return draw(request, kind, language, words_form=now, status=show_refusal(now, refusal))
    messages.success(request, _("The words that came with the product are back."))
    return _back(kind, language)


@require_POST
def cap(request: SignedIn, kind: str, language: str) -> HttpResponse:
    """Choose how many a customer gets in a day."""
    need_admin(request.user)
    known_or_404(kind, language)
    form = CapForm(request.POST)
    status = tried(form, lambda: change_cap(by=request.user, **form.cleaned_data))
    if status == Conflict.status:
        again = CapForm(request.POST.dict() | {"seen": most_a_day()})
        again.add_error(None, form.non_field_errors())
        return draw(request, kind, language, cap_form=again, status=status)
    if status:
        return draw(request, kind, language, cap_form=form, status=status)
    messages.success(request, _("Saved."))
    return _back(kind, language)


def _back(kind: str, language: str) -> HttpResponse:
    return redirect(f"{reverse('mails')}?kind={kind}&language={language}")
