"""The record: one's own, the auditor's whole, and a supervisor's for cases in sight. Nobody changes a row."""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet

from mosovo import clock
from mosovo.access.others import MYSELF
from mosovo.access.policies import policy
from mosovo.access.protection import case_model, protect
from mosovo.access.sight import in_case_sight, named_to
from mosovo.access.states import Compartment
from mosovo.audit.models import Look, LookingReview, Refusal, Seal, SealedRow, Ties, UnusualLooking
from mosovo.staff.models import Officer
from mosovo.staff.queries import abilities_of
from mosovo.staff.states import Ability

EVERYTHING = ~Q(pk__in=[])


def _looks(person: Officer) -> Q:
    return _entries(person, lambda seen: Q(case_ids__overlap=ArraySubquery(seen)))


def _refusals(person: Officer) -> Q:
    return _entries(person, lambda seen: Q(case_id__in=seen))


def _entries(person: Officer, about: Callable[[QuerySet[Any]], Q]) -> Q:
    """about: the condition that an entry is about one of these cases."""
    return Q(_open_entries(person, about), matter__isnull=True) | Q(matter__in=named_to(person))


def _open_entries(person: Officer, about: Callable[[QuerySet[Any]], Q]) -> Q:
    abilities = abilities_of(person, today=clock.today())
    if Ability.AUDIT in abilities:
        return EVERYTHING
    own = Q(person_id=person.pk)
    if Ability.SUPERVISE in abilities:
        seen = case_model()._default_manager.filter(in_case_sight(person.pk, "")).values("pk")
        return own | about(seen)
    return own


# Entries about what only a few know of are theirs alone: sec.few() comes with the app that keeps such matters.
BUT_OF_FEW = "({table}.matter IS NULL AND ({seen})) OR {table}.matter = ANY ((SELECT sec.few())::uuid[])"
OWN = "{table}.person_id IS NOT DISTINCT FROM (SELECT sec.uid())"
AUDITOR = "(SELECT sec.can('audit'))"
CASE_TABLE, CASE_KEY = case_model()._meta.db_table, case_model()._meta.pk.column

protect(
    Look,
    Compartment.PLAIN,
    condition=_looks,
    policy=BUT_OF_FEW.format(
        table="audit_look",
        seen=f"{AUDITOR} OR {OWN.format(table='audit_look')} OR ((SELECT sec.can('supervise')) AND EXISTS"
        f" (SELECT 1 FROM {CASE_TABLE} seen WHERE seen.{CASE_KEY} = ANY (audit_look.case_ids)))",
    ),
    insert=OWN.format(table="audit_look"),
    append_only=True,
)
protect(
    Refusal,
    Compartment.PLAIN,
    condition=_refusals,
    policy=BUT_OF_FEW.format(
        table="audit_refusal",
        seen=f"{AUDITOR} OR {OWN.format(table='audit_refusal')} OR ((SELECT sec.can('supervise')) AND EXISTS"
        f" (SELECT 1 FROM {CASE_TABLE} seen WHERE seen.{CASE_KEY} = audit_refusal.case_id))",
    ),
    insert=OWN.format(table="audit_refusal"),
    append_only=True,
)


def _auditors(person: Officer) -> Q:
    return EVERYTHING if Ability.AUDIT in abilities_of(person, today=clock.today()) else ~EVERYTHING


# Sealed by the worker, as the system; nobody who signs in adds to it. The list of what was sealed names tables and
# counts rows, also those that only a few know of: it is gone through by the worker, and read by nobody who signs in.
protect(Seal, Compartment.PLAIN, condition=_auditors, policy=AUDITOR, insert="false", append_only=True)
protect(
    SealedRow,
    Compartment.PLAIN,
    condition=lambda person: ~EVERYTHING,
    policy="false",
    insert="false",
    append_only=True,
)


def _unusual(person: Officer) -> Q:
    return EVERYTHING if Ability.AUDIT in abilities_of(person, today=clock.today()) else Q(reviewer=person)


def _reviews(person: Officer) -> Q:
    return EVERYTHING if Ability.AUDIT in abilities_of(person, today=clock.today()) else Q(made_by=person)


def _ties(person: Officer) -> Q:
    administers = Ability.ADMINISTER in abilities_of(person, today=clock.today())
    return EVERYTHING if administers else Q(officer=person)


# Found by the worker, as the system. Whom it is about does not see it, nor does anybody but its reviewer and auditors.
protect(
    UnusualLooking,
    Compartment.PLAIN,
    condition=_unusual,
    policy=f"{AUDITOR} OR audit_unusuallooking.reviewer_id = (SELECT sec.uid())",
    insert="false",
    update="false",
)
# Administrators keep them, as they keep the people; never their own, so that nobody hides what is theirs.
OF_ANOTHER = f"(SELECT sec.can('administer')) AND audit_ties.officer_id <> {MYSELF}"
protect(
    Ties,
    Compartment.PLAIN,
    condition=_ties,
    policy=f"audit_ties.officer_id = {MYSELF} OR (SELECT sec.can('administer'))",
    insert=OF_ANOTHER,
    update=OF_ANOTHER,
)
protect(
    LookingReview,
    Compartment.PLAIN,
    condition=_reviews,
    policy=f"{AUDITOR} OR audit_lookingreview.made_by_id = (SELECT sec.uid())",
    insert="audit_lookingreview.made_by_id = (SELECT sec.uid()) AND EXISTS (SELECT 1 FROM audit_unusuallooking found"
    " WHERE found.id = audit_lookingreview.looking_id AND found.reviewer_id = (SELECT sec.uid()))",
    append_only=True,
)


@policy("looking.review")
def why_not_review(person: Officer, looking: UnusualLooking) -> str | None:
    """The unit manager who was asked, or the superintendent where it is about the unit manager."""
    if looking.reviewer_id != person.pk:
        return "Only the manager who was asked to review this may do so."
    return None
