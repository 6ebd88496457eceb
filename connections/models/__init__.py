"""With whom are we connected, and what went there?"""

from connections.models.connection import Connection
from connections.models.issue import Heard, IssueLink
from connections.models.post import Attempt, Post

__all__ = ["Attempt", "Connection", "Heard", "IssueLink", "Post"]
