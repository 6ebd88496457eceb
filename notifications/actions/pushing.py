"""Wake a browser: remember it, forget it, and bring it a notice that only it can read."""

import base64
import binascii
import json
import logging
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pywebpush import WebPusher

from accounts.models import User
from common import pulse, text
from common.clock import now
from common.outgoing import Answer, ask, need_a_public_address
from common.refusals import Invalid
from journal.actions import AT_ONCE, GIVE_UP_AFTER, lease_among, pause
from notifications.actions import vapid
from notifications.actions.choosing import rhythm_of
from notifications.letters import sentence_of
from notifications.models import Browser, News, Notice, Priority, Push
from notifications.queries import subjects_of

_log = logging.getLogger(__name__)
_GONE, _POINT, _SECRET = {404, 410}, 65, 16
_A_MINUTE, _A_DAY = 60, 86_400


class Refused(Exception):
    """A push service said no; it is tried again."""


@transaction.atomic
def remember(*, by: User, endpoint: str, p256dh: str, auth: str) -> Browser:
    """Show notices in this browser, too. Its address must be public, its keys must be keys."""
    text.need(endpoint=endpoint)
    text.allow(endpoint=endpoint, limit=1_000)
    if not endpoint.startswith("https://"):
        raise Invalid({"endpoint": _("A push service has an address that begins with https://.")})
    if _bytes(p256dh) != _POINT or _bytes(auth) != _SECRET:
        raise Invalid({"p256dh": _("These are no keys of a browser.")})
    need_a_public_address(endpoint, field="endpoint")
    keys = {"colleague": by, "p256dh": p256dh, "auth": auth, "made_at": now()}
    browser, _is_new = Browser.objects.update_or_create(endpoint=endpoint, defaults=keys)
    return browser


@transaction.atomic
def forget(*, by: User, endpoint: str) -> None:
    """Show notices in this browser no longer."""
    Browser.objects.filter(colleague=by, endpoint=endpoint).delete()


def push_it(news: News, *, to: User) -> None:
    """Let each browser of theirs show it; one that waits to show the same notice shows it once."""
    moment = timezone.now()
    last = Push.objects.filter(notice=news.notice_id).order_by("-due_at").values_list("due_at", flat=True).first()
    rest = last + timedelta(seconds=settings.NOTICE_PAUSE_SECONDS) if last else moment
    due = rhythm_of(to).after_the_quiet(max(moment, rest))
    Push.objects.bulk_create(
        (Push(browser=one, notice_id=news.notice_id, made_at=moment, due_at=due) for one in to.browsers.all()),
        ignore_conflicts=True,
    )


def send(push_id: int) -> bool:
    """Claim, send, note that it went. False: somebody else is at it, or it is done. A browser that is gone is forgotten."""
    push = _claim(push_id)
    if push is None:
        return False
    answer = _bring(push)
    if answer.status in _GONE:
        push.browser.delete()
        return False
    if not answer.is_good:
        raise Refused(f"{answer.status} {answer.body[:200].decode(errors='replace')}")
    Push.objects.filter(pk=push_id).update(sent_at=timezone.now(), claimed_until=None, last_error="")
    return True


@transaction.atomic
def postpone(push_id: int, *, error: str) -> None:
    """Try again later, with growing pauses; give up visibly after ten times."""
    push = Push.objects.unsent().select_for_update().filter(pk=push_id).first()
    if push is None:
        return
    moment = timezone.now()
    push.due_at, push.claimed_until, push.last_error = moment + pause(push.attempts or 1), None, error[:500]
    if push.attempts >= GIVE_UP_AFTER:
        push.dead_at = moment
        _log.error("gave up", extra={"push": push.pk})
    push.save(update_fields=["due_at", "claimed_until", "last_error", "dead_at"])


@transaction.atomic
def lease_what_is_due(limit: int = AT_ONCE) -> list[int]:
    """Take due pushes for a while, so that two sweeps do not ring for the same."""
    moment = timezone.now()
    held = Push.objects.due(moment).select_for_update(skip_locked=True).values_list("pk", flat=True)
    if found := list(held[:limit]):
        Push.objects.filter(pk__in=found).update(due_at=moment + lease_among(Push.objects.unsent()))
    return found


def ring(push_id: int) -> None:
    """Ask the worker to send it now."""
    current_app.send_task("notifications.tasks.push", [push_id], priority=Priority.COLLEAGUE)


@transaction.atomic
def _claim(push_id: int) -> Push | None:
    moment = timezone.now()
    held = Push.objects.unsent().free(moment).filter(pk=push_id).select_for_update(skip_locked=True).first()
    if held is None:
        return None
    if not pulse.may_go("push", limit=settings.PUSHES_PER_MINUTE):
        held.due_at = moment + timedelta(seconds=_A_MINUTE)
        held.save(update_fields=["due_at"])
        return None
    held.claimed_until = moment + timedelta(seconds=settings.MAIL_CLAIM_SECONDS)
    held.attempts += 1
    held.save(update_fields=["claimed_until", "attempts"])
    return Push.objects.select_related("browser__colleague", "notice__by").get(pk=push_id)


def _bring(push: Push) -> Answer:
    browser = push.browser
    keys = {"endpoint": browser.endpoint, "keys": {"p256dh": browser.p256dh, "auth": browser.auth}}
    sealed = WebPusher(keys).encode(json.dumps(_said(push.notice, browser.colleague)).encode())["body"]
    headers = {"Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", "TTL": str(_A_DAY)}
    return ask("POST", browser.endpoint, headers=headers | vapid.signature(browser.endpoint), body=sealed)


def _said(notice: Notice, to: User) -> dict[str, str]:
    """What the browser shows, in the language of its reader; a later word about the same notice takes its place."""
    thing = (notice.about_type, notice.about_id)
    subject = subjects_of([thing])[thing]
    with translation.override(to.language):
        return {
            "title": sentence_of(notice),
            "body": f"{subject.reference} {subject.title}".strip()[:180],
            "url": f"/notices/{notice.pk}/",
            "tag": f"notice-{notice.pk}",
        }


def _bytes(key: str) -> int:
    """How many bytes a key is; none where it is no base64."""
    try:
        return len(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    except (binascii.Error, ValueError):
        return 0
