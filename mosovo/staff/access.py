"""People, units and roles are not of a case; administrators keep them, and nobody what they themselves may do.

Factors, sessions and drafts are one's own. What reaches cases is done by one administrator on the proposal of another,
and the database asks for that proposal.
"""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q

from mosovo.access.others import ADMINISTRATOR, MYSELF
from mosovo.access.protection import DEFINER, bring_function, protect
from mosovo.access.states import Compartment
from mosovo.staff.models import (
    Draft,
    FactorReset,
    Force,
    Officer,
    Proposal,
    ProviderLink,
    Role,
    RoleHolding,
    Unit,
)
from mosovo.staff.rules import PROPOSED_FOR
from mosovo.staff.states import Ability, ProposalKind, ProposalState

# A proposal of somebody else's, not about whoever acts, that still waits.
PROPOSED = (
    f"sec.can('{Ability.ADMINISTER.value}') AND EXISTS (SELECT 1 FROM staff_proposal p"
    f" WHERE p.state = '{ProposalState.WAITING.value}' AND p.asked_by_id <> sec.uid()"
    " AND p.officer_id IS DISTINCT FROM sec.uid()"
    f" AND p.asked_at > statement_timestamp() - interval '{PROPOSED_FOR.days} days'"
)
bring_function(
    f"""
-- At sign-in nobody acts yet, and the list of links is nobody's.
CREATE OR REPLACE FUNCTION sec.linked_officer(asked text, name text) RETURNS bigint {DEFINER} AS $$
  SELECT l.officer_id FROM staff_providerlink l WHERE l.issuer = asked AND l.subject = name
$$;

CREATE OR REPLACE FUNCTION sec.two_give_role(given staff_roleholding) RETURNS boolean {DEFINER} AS $$
  SELECT {PROPOSED} AND p.kind = '{ProposalKind.HOLDING.value}' AND p.officer_id = given.officer_id
    AND p.role_id = given.role_id AND p.unit_id IS NOT DISTINCT FROM given.unit_id AND given.starts_on >= p.starts_on
    AND coalesce(given.ends_on, 'infinity') <= coalesce(p.ends_on, 'infinity'))
$$;

-- The row as it stands is what this very statement has not changed yet.
CREATE OR REPLACE FUNCTION sec.only_ends_role(changed staff_roleholding) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM staff_roleholding b WHERE b.id = changed.id
    AND (b.officer_id, b.role_id, b.unit_id, b.starts_on)
      IS NOT DISTINCT FROM (changed.officer_id, changed.role_id, changed.unit_id, changed.starts_on)
    AND coalesce(changed.ends_on, 'infinity') <= coalesce(b.ends_on, 'infinity'))
$$;

CREATE OR REPLACE FUNCTION sec.two_widen_role(changed staff_role) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM staff_role b WHERE b.id = changed.id
      AND changed.abilities <@ b.abilities AND changed.unit_permissions <@ b.unit_permissions)
    OR {PROPOSED} AND p.kind = '{ProposalKind.ROLE.value}' AND p.role_id = changed.id
      AND changed.abilities <@ p.abilities AND changed.unit_permissions <@ p.unit_permissions)
$$;

CREATE OR REPLACE FUNCTION sec.two_set_password(changed staff_officer) RETURNS boolean {DEFINER} AS $$
  SELECT EXISTS (SELECT 1 FROM staff_officer b WHERE b.id = changed.id AND b.password = changed.password)
    OR {PROPOSED} AND p.kind = '{ProposalKind.PASSWORD.value}' AND p.officer_id = changed.id
      AND p.password = changed.password)
$$;

CREATE OR REPLACE FUNCTION sec.two_take_factors(person bigint) RETURNS boolean {DEFINER} AS $$
  SELECT {PROPOSED} AND p.kind = '{ProposalKind.FACTORS.value}' AND p.officer_id = person)
$$;

CREATE OR REPLACE FUNCTION sec.only_decides(changed staff_proposal) RETURNS boolean {DEFINER} AS $$
  SELECT changed.decided_by_id = sec.uid()
    AND (changed.state = '{ProposalState.REFUSED.value}'
         OR changed.state = '{ProposalState.CONFIRMED.value}' AND changed.asked_by_id <> sec.uid())
    AND EXISTS (SELECT 1 FROM staff_proposal b WHERE b.id = changed.id AND b.state = '{ProposalState.WAITING.value}'
      AND (b.kind, b.officer_id, b.role_id, b.unit_id, b.starts_on, b.ends_on, b.abilities, b.unit_permissions,
           b.reason, b.asked_by_id, b.asked_at)
        IS NOT DISTINCT FROM (changed.kind, changed.officer_id, changed.role_id, changed.unit_id, changed.starts_on,
                              changed.ends_on, changed.abilities, changed.unit_permissions, changed.reason,
                              changed.asked_by_id, changed.asked_at))
$$;
"""
)

for model in (Force, Unit):
    protect(model, Compartment.PLAIN, "", insert=ADMINISTRATOR, update=ADMINISTRATOR)
# Own password and last sign-in go through functions of their own. Actions on a case lock its offender manager's row.
protect(
    Officer,
    Compartment.PLAIN,
    "",
    insert=ADMINISTRATOR,
    update=f"{ADMINISTRATOR} AND staff_officer.id <> {MYSELF} AND sec.two_set_password(staff_officer)",
    lockable=True,
)
OF_OTHERS = f"{ADMINISTRATOR} AND staff_roleholding.officer_id <> {MYSELF}"
protect(
    RoleHolding,
    Compartment.PLAIN,
    "",
    insert=f"{OF_OTHERS} AND sec.two_give_role(staff_roleholding)",
    update=OF_OTHERS,
    changed=f"{OF_OTHERS} AND sec.only_ends_role(staff_roleholding)",
)
NEVER_HELD = (
    "NOT EXISTS (SELECT 1 FROM staff_roleholding held"
    f" WHERE held.role_id = staff_role.id AND held.officer_id = {MYSELF})"
)
HELD_BY_OTHERS = f"{ADMINISTRATOR} AND {NEVER_HELD}"
protect(
    Role,
    Compartment.PLAIN,
    "",
    insert=HELD_BY_OTHERS,
    update=HELD_BY_OTHERS,
    changed=f"{HELD_BY_OTHERS} AND sec.two_widen_role(staff_role)",
)
# A hash that waits is for administrators, who set it; auditors have its history, which does not keep the hash.
KEEPS_NO_HASH = "coalesce(to_jsonb(staff_proposal.*) ->> 'password', '') = ''"
protect(
    Proposal,
    Compartment.PLAIN,
    condition=lambda person: Q(asked_by=person),
    policy=f"staff_proposal.asked_by_id = {MYSELF} OR {ADMINISTRATOR} OR (SELECT sec.can('audit')) AND {KEEPS_NO_HASH}",
    insert=f"{ADMINISTRATOR} AND staff_proposal.asked_by_id = {MYSELF} AND staff_proposal.decided_at IS NULL"
    f" AND staff_proposal.officer_id IS DISTINCT FROM {MYSELF}",
    update=f"{ADMINISTRATOR} AND staff_proposal.officer_id IS DISTINCT FROM {MYSELF}"
    f" AND staff_proposal.state = '{ProposalState.WAITING.value}'",
    changed=f"{ADMINISTRATOR} AND sec.only_decides(staff_proposal)",
)

# An administrator takes away the factors a colleague has lost, with a second one. Sessions are seen by their person
# alone, for who has a session's key has the session; others end them through a function (actions/sessions.py).
for kept, seen, removed in (
    (Authenticator, f" OR {ADMINISTRATOR}", " OR sec.two_take_factors(mfa_authenticator.user_id)"),
    (UserSession, "", ""),
):
    own = f"{kept._meta.db_table}.user_id = {MYSELF}"
    protect(
        kept,
        Compartment.PLAIN,
        condition=lambda person: Q(user=person),
        policy=f"{own}{seen}",
        insert=own,
        update=own,
        deletable=True,
        removed=f"{own}{removed}",
    )
protect(
    ProviderLink,
    Compartment.PLAIN,
    condition=lambda person: Q(officer=person),
    policy=f"staff_providerlink.officer_id = {MYSELF} OR {ADMINISTRATOR}",
    insert=f"staff_providerlink.officer_id = {MYSELF}",
    append_only=True,
    deletable=True,
    removed=f"staff_providerlink.officer_id = {MYSELF} OR {ADMINISTRATOR}",
)
protect(
    FactorReset,
    Compartment.PLAIN,
    condition=lambda person: Q(officer=person) | Q(by=person),
    policy="staff_factorreset.officer_id = (SELECT sec.uid()) OR staff_factorreset.by_id = (SELECT sec.uid())"
    " OR (SELECT sec.can('audit'))",
    insert="staff_factorreset.by_id = (SELECT sec.uid()) AND sec.two_take_factors(staff_factorreset.officer_id)",
    append_only=True,
)
protect(
    Draft,
    Compartment.PLAIN,
    condition=lambda person: Q(officer=person),
    policy="staff_draft.officer_id = (SELECT sec.uid())",
    deletable=True,
)
