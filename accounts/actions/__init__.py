"""What can be done about colleagues, their keys and their teams?"""

from accounts.actions.colleagues import change, digest, make_token, need_admin, revoke_token, set_up, welcome

__all__ = ["change", "digest", "make_token", "need_admin", "revoke_token", "set_up", "welcome"]
