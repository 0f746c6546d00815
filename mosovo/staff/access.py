"""People, units and roles are not of a case; an administrator keeps them."""

from mosovo.access.protection import protect
from mosovo.access.states import Compartment
from mosovo.staff.models import Force, Officer, Role, RoleHolding, Unit

for model in (Force, Unit, Officer, Role, RoleHolding):
    protect(model, Compartment.PLAIN, "")
