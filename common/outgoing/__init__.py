"""How do we speak with machines whose addresses somebody typed in? Carefully: in time, in measure, and never inwards."""

from common.outgoing.asking import Answer, Unreachable, ask
from common.outgoing.places import need_a_public_address

__all__ = ["Answer", "Unreachable", "ask", "need_a_public_address"]
