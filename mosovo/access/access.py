"""How the grant tables themselves are protected: who sees a right, and who may give it or end it.

One sees one's own, and those on cases in one's sight.
"""

from django.db.models import Q

from mosovo import clock
from mosovo.access.holdings import held_by
from mosovo.access.models import CaseGrant, CaseLock, Cover, EmergencyAccess, Exclusion, Opening, UnitGrant
from mosovo.access.protection import bring_function, case_model, protect
from mosovo.access.sight import NONE, in_case_sight, in_hand
from mosovo.access.sql import case_sight, unit_array
from mosovo.access.states import Compartment, UnitRight
from mosovo.staff.models import Officer
from mosovo.staff.queries import units_where
from mosovo.staff.states import Ability


def _own_or_in_sight(person: Officer) -> Q:
    return Q(user=person) | in_case_sight(person.pk, "content_object__")


def _own_or_of_a_unit_seen(person: Officer) -> Q:
    # Whoever sees one of a unit's cases may know who else does, and by which role.
    units = case_model()._default_manager.filter(in_case_sight(person.pk, "")).values("unit")
    return Q(user=person) | Q(content_object__in=units)


def _supervised(person: Officer) -> Q:
    units = units_where(person, Ability.SUPERVISE, today=clock.today())
    return in_hand(person.pk) & Q(case__unit__in=units)


def _opened_or_in_sight(person: Officer) -> Q:
    return Q(officer=person) | in_case_sight(person.pk)


def _reviewed_or_in_sight(person: Officer) -> Q:
    own = Q(officer=person) | Q(unit__in=held_by(person.pk).units(UnitRight.CHANGE_CASES))
    # Not joined: row security would take the row away together with a case out of sight.
    return own | Q(case__in=case_model()._default_manager.filter(in_case_sight(person.pk, "")))


CASE_TABLE = case_model()._meta.db_table
SEEN = f"EXISTS (SELECT 1 FROM {CASE_TABLE} seen WHERE seen.{case_model()._meta.pk.column} = "
SEES_ONE_OF_UNIT = f"EXISTS (SELECT 1 FROM {CASE_TABLE} seen WHERE seen.unit_id = access_unitgrant.content_object_id)"
ME = "(SELECT sec.uid())"

protect(
    CaseGrant,
    Compartment.CASE,
    "content_object",
    condition=_own_or_in_sight,
    policy=f"access_casegrant.user_id = {ME} OR {SEEN}access_casegrant.content_object_id)",
    insert="sec.may_give(access_casegrant)",
    # Ended by whoever holds it, gave it or may write in the case; given anew by those who may give it.
    update=f"access_casegrant.user_id = {ME} OR access_casegrant.given_by_id = {ME}"
    " OR sec.changes_case(access_casegrant.content_object_id)",
    changed="sec.only_ends(access_casegrant) OR (sec.same_grant(access_casegrant) AND sec.may_give(access_casegrant))",
    cleared=("ended_by",),  # where it is given anew
)
protect(
    UnitGrant,
    Compartment.PLAIN,
    condition=_own_or_of_a_unit_seen,
    policy=f"access_unitgrant.user_id = {ME} OR (SELECT sec.can('administer')) OR {SEES_ONE_OF_UNIT}",
    # Nobody decides what they themselves may do.
    insert=f"access_unitgrant.given_by_id = {ME} AND access_unitgrant.user_id <> {ME}"
    " AND (SELECT sec.can('administer')) AND sec.comes_with_role(access_unitgrant)",
    update=f"access_unitgrant.user_id <> {ME} AND (SELECT sec.can('administer'))",
    changed=f"access_unitgrant.user_id <> {ME} AND (SELECT sec.can('administer'))"
    " AND (sec.comes_with_role(access_unitgrant) OR sec.only_ends_on_unit(access_unitgrant))",
)
# Why somebody never sees a case is for its supervisors; that they do not, is told by a function.
protect(
    Exclusion,
    Compartment.CASE,
    condition=_supervised,
    policy="sec.supervises_case(access_exclusion.case_id)",
    insert=f"access_exclusion.made_by_id = {ME} AND sec.supervises_case(access_exclusion.case_id)",
    update="sec.supervises_case(access_exclusion.case_id)",
)
protect(
    CaseLock,
    Compartment.CASE,
    insert=f"access_caselock.made_by_id = {ME} AND sec.supervises_case(access_caselock.case_id)",
    update="sec.supervises_case(access_caselock.case_id)",
)
bring_function(f"""
CREATE OR REPLACE FUNCTION sec.excluded_from(asked bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $_$
  SELECT x.officer_id FROM access_exclusion x WHERE x.case_id = asked AND x.ended_at IS NULL
    AND (sec.is_system() OR EXISTS (
      SELECT 1 FROM {CASE_TABLE} seen WHERE seen.{case_model()._meta.pk.column} = asked AND {case_sight("seen")}))
$_$
""")
protect(
    Opening,
    Compartment.CASE,
    condition=_opened_or_in_sight,
    policy=f"access_opening.officer_id = {ME} OR {SEEN}access_opening.case_id)",
    insert=f"access_opening.officer_id = {ME} AND {SEEN}access_opening.case_id)"
    " AND sec.may_open(access_opening.case_id, access_opening.compartment, access_opening.until)",
    append_only=True,
)
# Who stands in for whom is for everybody to know.
protect(
    Cover,
    Compartment.PLAIN,
    condition=lambda person: ~NONE,
    policy="true",
    insert=f"access_cover.made_by_id = {ME} AND access_cover.coverer_id <> {ME}"
    f" AND sec.supervises_unit({ME}, access_cover.unit_id)",
    update=f"sec.supervises_unit({ME}, access_cover.unit_id)",
)
protect(
    EmergencyAccess,
    Compartment.CASE,
    condition=_reviewed_or_in_sight,
    policy=f"access_emergencyaccess.officer_id = {ME} OR {SEEN}access_emergencyaccess.case_id)"
    f" OR access_emergencyaccess.unit_id = ANY ({unit_array(UnitRight.CHANGE_CASES)})",
    insert="sec.may_break_in(access_emergencyaccess)",
    update=f"access_emergencyaccess.officer_id <> {ME} AND sec.supervises_unit({ME}, access_emergencyaccess.unit_id)",
    changed="sec.only_reviews(access_emergencyaccess)",
)
