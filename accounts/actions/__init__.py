"""What can be done about colleagues, their keys and their teams?"""

from accounts.actions.colleagues import change, digest, make_token, need_admin, revoke_token, set_up, welcome
from accounts.actions.mentioning import mention

__all__ = ["change", "digest", "make_token", "mention", "need_admin", "revoke_token", "set_up", "welcome"]
