"""How the grant tables themselves are protected: one sees one's own, and those on cases in one's sight."""

from django.db.models import Q

from mosovo.access.holdings import held_by
from mosovo.access.models import CaseGrant, Exclusion, Opening, UnitGrant
from mosovo.access.protection import case_model, protect
from mosovo.access.sight import in_case_sight
from mosovo.access.sql import unit_array
from mosovo.access.states import Compartment, UnitRight
from mosovo.staff.models import Officer


def _own_or_in_sight(person: Officer) -> Q:
    return Q(user=person) | in_case_sight(person.pk, "content_object__")


def _own_or_administered(person: Officer) -> Q:
    return Q(user=person) | Q(content_object__in=held_by(person.pk).units(UnitRight.CHANGE_CASES))


def _opened_or_in_sight(person: Officer) -> Q:
    return Q(officer=person) | in_case_sight(person.pk)


CASE_TABLE = case_model()._meta.db_table
SEEN = f"EXISTS (SELECT 1 FROM {CASE_TABLE} seen WHERE seen.{case_model()._meta.pk.column} = "

protect(
    CaseGrant,
    Compartment.CASE,
    "content_object",
    condition=_own_or_in_sight,
    policy=f"access_casegrant.user_id = (SELECT sec.uid()) OR {SEEN}access_casegrant.content_object_id)",
    insert=f"access_casegrant.given_by_id = (SELECT sec.uid()) AND {SEEN}access_casegrant.content_object_id)",
    # Whoever gave a right, another may end it.
    update=f"{SEEN}access_casegrant.content_object_id)",
)
protect(
    UnitGrant,
    Compartment.PLAIN,
    condition=_own_or_administered,
    policy="access_unitgrant.user_id = (SELECT sec.uid()) OR (SELECT sec.can('administer'))"
    f" OR access_unitgrant.content_object_id = ANY ({unit_array(UnitRight.CHANGE_CASES)})",
    insert="access_unitgrant.given_by_id = (SELECT sec.uid()) AND (SELECT sec.can('administer'))",
    update="(SELECT sec.can('administer'))",
)
protect(Exclusion, Compartment.CASE)
protect(
    Opening,
    Compartment.CASE,
    condition=_opened_or_in_sight,
    policy=f"access_opening.officer_id = (SELECT sec.uid()) OR {SEEN}access_opening.case_id)",
    insert=f"access_opening.officer_id = (SELECT sec.uid()) AND {SEEN}access_opening.case_id)",
    append_only=True,
)
