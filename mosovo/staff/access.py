"""People, units and roles are not of a case; administrators keep them, and nobody what they themselves may do."""

from mosovo.access.others import ADMINISTRATOR, MYSELF
from mosovo.access.protection import protect
from mosovo.access.states import Compartment
from mosovo.staff.models import Force, Officer, Role, RoleHolding, Unit

for model in (Force, Unit):
    protect(model, Compartment.PLAIN, "", insert=ADMINISTRATOR, update=ADMINISTRATOR)
# Own password and last sign-in go through functions of their own. Actions on a case lock its offender manager's row.
protect(
    Officer,
    Compartment.PLAIN,
    "",
    insert=ADMINISTRATOR,
    update=f"{ADMINISTRATOR} AND staff_officer.id <> {MYSELF}",
    lockable=True,
)
OF_OTHERS = f"{ADMINISTRATOR} AND staff_roleholding.officer_id <> {MYSELF}"
protect(RoleHolding, Compartment.PLAIN, "", insert=OF_OTHERS, update=OF_OTHERS)
NEVER_HELD = (
    "NOT EXISTS (SELECT 1 FROM staff_roleholding held"
    f" WHERE held.role_id = staff_role.id AND held.officer_id = {MYSELF})"
)
HELD_BY_OTHERS = f"{ADMINISTRATOR} AND {NEVER_HELD}"
protect(Role, Compartment.PLAIN, "", insert=HELD_BY_OTHERS, update=HELD_BY_OTHERS)
