"""What can be done about capabilities? Name what is missing, and say when it has arrived."""

from django.db import transaction
from django.utils.translation import gettext as _

from capabilities.events import CapabilityArrived, CapabilityNamed
from capabilities.models import Capability
from common import text
from common.clock import now
from common.locking import lock
from common.refusals import Conflict, Forbidden, Invalid
from journal.actions import record
from journal.actors import Actor

NAMERS = frozenset({"agent", "product", "manager"})
HERALDS = frozenset({"product", "manager"})


@transaction.atomic
def name(*, by: Actor, name: str, description: str = "") -> Capability:
    """Put something that we cannot do yet on the register."""
    if by.role not in NAMERS:
        raise Forbidden(_("Agents, product people and managers name capabilities."))
    text.need(name=name)
    text.allow(name=name, limit=160)
    text.allow(description=description)
    if Capability.objects.filter(name__iexact=name.strip()).exists():
        raise Invalid({"name": _("This capability is already on the register.")})
    capability = Capability.objects.create(name=name.strip(), description=description, named_at=now())
    record(CapabilityNamed(capability_id=capability.pk), about=capability, by=by)
    return capability


@transaction.atomic
def arrive(capability: Capability, *, by: Actor) -> Capability:
    """Say that we can do it now: the tickets that wait for it come back to be assessed again."""
    if by.role not in HERALDS:
        raise Forbidden(_("Product people and managers say when a capability has arrived."))
    lock(capability)
    if capability.arrived_at:
        raise Conflict(_("This capability had already arrived."))
    capability.arrived_at = now()
    capability.save(update_fields=["arrived_at"])
    record(CapabilityArrived(capability_id=capability.pk), about=capability, by=by)
    return capability
