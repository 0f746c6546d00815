"""The record: one's own, the auditor's whole, and a supervisor's for cases in sight. Nobody changes a row."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from mosovo import clock
from mosovo.access.protection import case_model, protect
from mosovo.access.sight import in_case_sight
from mosovo.access.states import Compartment
from mosovo.audit.models import Look, Refusal, Seal, SealedRow
from mosovo.staff.models import Officer
from mosovo.staff.queries import abilities_of
from mosovo.staff.states import Ability

EVERYTHING = ~Q(pk__in=[])


def _looks(person: Officer) -> Q:
    abilities = abilities_of(person, today=clock.today())
    if Ability.AUDIT in abilities:
        return EVERYTHING
    own = Q(person_id=person.pk)
    if Ability.SUPERVISE in abilities:
        seen = case_model()._default_manager.filter(in_case_sight(person.pk, "")).values("pk")
        return own | Q(case_ids__overlap=ArraySubquery(seen))
    return own


def _refusals(person: Officer) -> Q:
    return EVERYTHING if Ability.AUDIT in abilities_of(person, today=clock.today()) else Q(person_id=person.pk)


OWN = "{table}.person_id IS NOT DISTINCT FROM (SELECT sec.uid())"
AUDITOR = "(SELECT sec.can('audit'))"
CASE_TABLE, CASE_KEY = case_model()._meta.db_table, case_model()._meta.pk.column

protect(
    Look,
    Compartment.PLAIN,
    condition=_looks,
    policy=f"{AUDITOR} OR {OWN.format(table='audit_look')} OR ((SELECT sec.can('supervise')) AND EXISTS"
    f" (SELECT 1 FROM {CASE_TABLE} seen WHERE seen.{CASE_KEY} = ANY (audit_look.case_ids)))",
    insert=OWN.format(table="audit_look"),
    append_only=True,
)
protect(
    Refusal,
    Compartment.PLAIN,
    condition=_refusals,
    policy=f"{AUDITOR} OR {OWN.format(table='audit_refusal')}",
    insert=OWN.format(table="audit_refusal"),
    append_only=True,
)


def _auditors(person: Officer) -> Q:
    return EVERYTHING if Ability.AUDIT in abilities_of(person, today=clock.today()) else ~EVERYTHING


# Sealed by the worker, as the system; nobody who signs in adds to it.
for model in (Seal, SealedRow):
    protect(model, Compartment.PLAIN, condition=_auditors, policy=AUDITOR, insert="false", append_only=True)
