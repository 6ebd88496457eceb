"""What can be done about mail and about telling?"""

from notifications.actions.mailing import (
    lease_what_is_due,
    postpone,
    ring,
    send,
    tell,
    tell_a_colleague,
    tries_after,
)

__all__ = ["lease_what_is_due", "postpone", "ring", "send", "tell", "tell_a_colleague", "tries_after"]
