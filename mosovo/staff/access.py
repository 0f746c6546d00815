"""People, units and roles are not of a case; administrators keep them, and nobody what they themselves may do.

Factors, sessions and drafts are one's own.
"""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q

from mosovo.access.others import ADMINISTRATOR, MYSELF
from mosovo.access.protection import protect
from mosovo.access.states import Compartment
from mosovo.staff.models import Draft, FactorReset, Force, Officer, Role, RoleHolding, Unit

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

# An administrator takes away the factors a colleague has lost. Sessions are seen by their person alone, for who has a
# session's key has the session; others end them through a function (mosovo/staff/actions/sessions.py).
for kept, others in ((Authenticator, f" OR {ADMINISTRATOR}"), (UserSession, "")):
    own = f"{kept._meta.db_table}.user_id = {MYSELF}"
    protect(
        kept,
        Compartment.PLAIN,
        condition=lambda person: Q(user=person),
        policy=f"{own}{others}",
        insert=own,
        update=own,
        deletable=True,
        removed=f"{own}{others}",
    )
protect(
    FactorReset,
    Compartment.PLAIN,
    condition=lambda person: Q(officer=person) | Q(by=person),
    policy="staff_factorreset.officer_id = (SELECT sec.uid()) OR staff_factorreset.by_id = (SELECT sec.uid())"
    " OR (SELECT sec.can('audit'))",
    insert="staff_factorreset.by_id = (SELECT sec.uid()) AND (SELECT sec.can('administer'))",
    append_only=True,
)
protect(
    Draft,
    Compartment.PLAIN,
    condition=lambda person: Q(officer=person),
    policy="staff_draft.officer_id = (SELECT sec.uid())",
    deletable=True,
)
