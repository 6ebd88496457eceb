"""What can be done about one's notices? Read them, one or all; hear nothing more of a thing, or again."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.clock import now
from common.refusals import Invalid
from notifications.actions.counting import changed_on_commit
from notifications.models import Mute, Notice
from notifications.queries import subjects_of


@transaction.atomic
def read(notice: Notice, *, by: User) -> Notice:
    """Take note of it: what happens about the same thing after this is a notice of its own."""
    Notice.objects.of(by).unread().filter(pk=notice.pk).update(read_at=now())
    changed_on_commit(by.pk)
    notice.refresh_from_db()
    return notice


@transaction.atomic
def read_all(*, by: User) -> int:
    """Take note of everything that waits; returns how many."""
    count = Notice.objects.of(by).unread().update(read_at=now())
    changed_on_commit(by.pk)
    return count


@transaction.atomic
def read_about(about_type: str, about_id: int, *, by: User) -> int:
    """Take note of what waits about a thing that one looks at right now; returns how many."""
    count = Notice.objects.of(by).unread().about(about_type, about_id).update(read_at=now())
    if count:
        changed_on_commit(by.pk)
    return count


@transaction.atomic
def mute(about_type: str, about_id: int, *, by: User) -> Mute:
    """Hear nothing more of a thing, over no channel; what waits about it is read."""
    _need_the_thing(about_type, about_id)
    muted, _is_new = Mute.objects.get_or_create(
        colleague=by, about_type=about_type, about_id=about_id, defaults={"at": now()}
    )
    read_about(about_type, about_id, by=by)
    return muted


@transaction.atomic
def unmute(about_type: str, about_id: int, *, by: User) -> None:
    """Hear of a thing again from now on."""
    Mute.objects.filter(colleague=by, about_type=about_type, about_id=about_id).delete()


def _need_the_thing(about_type: str, about_id: int) -> None:
    if (about_type, about_id) not in subjects_of([(about_type, about_id)]):
        raise Invalid({"about": _("There is nothing here, or it is not visible to you.")})
