"""Our own PostgreSQL and Valkey, for whoever names no other in DATABASE_URL or REDIS_URL.

Whoever called `start()` holds a lease until it ends, however it ends. One keeper process per server runs it, brings it
back when it dies, and stops it ten seconds after the last lease is gone. docs: `places` (where), `server` (what one is),
`keeper` (its life), `lease` (who uses it).
"""

from common.embedded.lease import start, stop
from common.embedded.places import Unavailable, broker_url, database_url, media_root, redis_url, state_root

__all__ = ["Unavailable", "broker_url", "database_url", "media_root", "redis_url", "start", "state_root", "stop"]
