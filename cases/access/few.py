"""The rule of covert material: those named to a record see it, and nobody else learns that it is there.

A naming counts while it lasts and is not ended, while the person's vetting is in force, and where they are not excluded
from the case. Roles, units, rights on the case and emergencies give nothing here.
"""

from django.db import connection
from django.db.models import Q

from cases import models
from cases.access.case import may_change
from cases.access.restricted import why_not_cleared
from mosovo.access.holdings import bring_held
from mosovo.access.others import MYSELF
from mosovo.access.policies import lacks, policy
from mosovo.access.protection import DEFINER, bring_function, protect
from mosovo.access.sight import named_to, visible
from mosovo.access.states import Compartment
from mosovo.staff.models import Officer
from mosovo.staff.states import Ability

LIVE = "n.ended_at IS NULL AND n.from_on <= sec.today() AND (n.until_on IS NULL OR n.until_on >= sec.today())"
OF_RECORD = "cases_covertnaming n JOIN cases_covertrecord r ON r.reference = n.record_id"
# Of the officer o: nothing stands in the way of their being named to the record r.
ABLE = """o.is_active AND o.vetting_level IN ('nppv2', 'nppv3', 'mv') AND o.vetting_expires_on >= sec.today()
    AND NOT EXISTS (SELECT 1 FROM access_exclusion x
      WHERE x.officer_id = o.id AND x.case_id = r.case_id AND x.ended_at IS NULL)"""

bring_held(f"SELECT 'few', n.record_id::text, r.case_id FROM {OF_RECORD} WHERE n.officer_id = %(person)s AND {LIVE}")
FUNCTIONS = f"""
-- What the acting person is named to.
CREATE OR REPLACE FUNCTION sec.few() RETURNS uuid[] {DEFINER} AS $$
  SELECT coalesce(array_agg(n.record_id), '{{}}') FROM {OF_RECORD}
  WHERE n.officer_id = (SELECT sec.uid()) AND {LIVE} AND (SELECT sec.vetted())
    AND NOT r.case_id = ANY ((SELECT sec.excluded())::bigint[])
$$;

-- Whose matter an address is, where the acting person is or once was named to it: that they still ask for it is told to
-- its few, and not to those who read other refusals.
CREATE OR REPLACE FUNCTION sec.matter_at(address text) RETURNS uuid {DEFINER} AS $$
  SELECT n.record_id FROM cases_covertnaming n WHERE n.officer_id = (SELECT sec.uid())
    AND strpos(translate(lower(address), '-', ''), translate(n.record_id::text, '-', '')) > 0 LIMIT 1
$$;

-- As much of an address as is told: of one below /covert/ nothing more, so that a key that leads to something and one
-- that does not look alike; but for where one is begun, which names a person and no record.
CREATE OR REPLACE FUNCTION sec.told_path(address text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN address ~* '^/covert/(?!make/[^/]{{1,20}}/?$).+$' THEN '/covert/' ELSE address END
$$;

-- Whether somebody else could be named, for those who are.
CREATE OR REPLACE FUNCTION sec.may_be_named(person bigint, asked uuid) RETURNS boolean {DEFINER} AS $$
  SELECT asked = ANY (sec.few()) AND EXISTS (
    SELECT 1 FROM staff_officer o, cases_covertrecord r WHERE o.id = person AND r.reference = asked AND {ABLE})
$$;

-- Who leads it and could act, for those who are named to it.
CREATE OR REPLACE FUNCTION sec.covert_leads(asked uuid) RETURNS bigint[] {DEFINER} AS $$
  SELECT coalesce(array_agg(n.officer_id), '{{}}') FROM {OF_RECORD} JOIN staff_officer o ON o.id = n.officer_id
  WHERE n.record_id = asked AND n.leads AND {LIVE} AND {ABLE} AND asked = ANY (sec.few())
$$;

-- A naming by somebody named, another lead by one who leads, or by anybody named where nobody who leads could act; the
-- first by whoever made the record, of themselves.
CREATE OR REPLACE FUNCTION sec.may_name(given cases_covertnaming) RETURNS boolean {DEFINER} AS $$
  SELECT given.named_by_id = sec.uid() AND given.ended_at IS NULL AND CASE
    WHEN EXISTS (SELECT 1 FROM cases_covertnaming n WHERE n.record_id = given.record_id)
    THEN sec.may_be_named(given.officer_id, given.record_id)
      AND (NOT given.leads OR sec.covert_leads(given.record_id) = '{{}}'
        OR sec.uid() = ANY (sec.covert_leads(given.record_id)))
    ELSE given.leads AND given.officer_id = sec.uid() AND EXISTS (
      SELECT 1 FROM cases_covertrecord r WHERE r.reference = given.record_id AND r.made_by_id = sec.uid()) END
$$;

-- One's own, or another's by one who leads; never the last that leads. The row as it stands is not changed yet.
CREATE OR REPLACE FUNCTION sec.may_end_naming(changed cases_covertnaming) RETURNS boolean {DEFINER} AS $$
  SELECT changed.ended_by_id = sec.uid() AND changed.ended_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM cases_covertnaming b WHERE b.id = changed.id AND b.ended_at IS NULL
      AND (b.record_id, b.officer_id, b.leads, b.reason, b.from_on, b.until_on, b.named_by_id, b.named_at)
        IS NOT DISTINCT FROM (changed.record_id, changed.officer_id, changed.leads, changed.reason, changed.from_on,
                              changed.until_on, changed.named_by_id, changed.named_at)
      AND (b.officer_id = sec.uid() OR sec.uid() = ANY (sec.covert_leads(b.record_id)))
      AND (NOT b.leads OR cardinality(array_remove(sec.covert_leads(b.record_id), b.officer_id)) > 0))
$$
"""
bring_function(FUNCTIONS)


def _named(column: str) -> str:
    return f"{column} = ANY ((SELECT sec.few())::uuid[])"


protect(
    models.CovertRecord,
    Compartment.COVERT,
    condition=lambda person: Q(pk__in=named_to(person)),
    policy=_named("cases_covertrecord.reference"),
    insert=f"cases_covertrecord.made_by_id = {MYSELF} AND (SELECT sec.vetted())"
    " AND NOT cases_covertrecord.case_id = ANY ((SELECT sec.excluded())::bigint[])"
    " AND (sec.changes_case(cases_covertrecord.case_id)"
    " OR (SELECT sec.can('read_intelligence') AND sec.can('see_flags')))",
)
protect(
    models.CovertNaming,
    Compartment.COVERT,
    "record__case",
    condition=lambda person: Q(record__in=named_to(person)),
    policy=_named("cases_covertnaming.record_id"),
    insert="sec.may_name(cases_covertnaming)",
    changed="sec.may_end_naming(cases_covertnaming)",
)
for model, signed in ((models.CovertContact, "recorded_by_id"), (models.CovertReview, "reviewed_by_id")):
    table = model._meta.db_table
    protect(
        model,
        Compartment.COVERT,
        "record__case",
        condition=lambda person: Q(record__in=named_to(person)),
        policy=_named(f"{table}.record_id"),
        insert=f"{table}.{signed} = {MYSELF} AND {_named(f'{table}.record_id')}",
        append_only=True,
    )


def leads_of(record: models.CovertRecord) -> set[int]:
    """Who leads the record and could act, by key; for those named to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.covert_leads(%s)", [record.pk])
        return set(cursor.fetchone()[0])


def may_be_named(officer: Officer, record: models.CovertRecord) -> bool:
    """Whether the officer's account, vetting and an exclusion they may have allow it; for those named already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.may_be_named(%s, %s)", [officer.pk, record.pk])
        return bool(cursor.fetchone()[0])


@policy("covert.make")
def why_not_make_covert(person: Officer, nominal: models.Nominal) -> str | None:
    """Whoever may write in the case, and intelligence: covert contact comes of managing somebody, or of intelligence.

    What it answers has nothing to do with whether there is any covert material.
    """
    case = visible(person, models.Case).filter(pk=nominal.pk).first()
    changes = case is not None and may_change(person, case)
    if not changes and lacks(person, Ability.READ_INTELLIGENCE):
        return "Covert material is begun by those who may write in the case, and by intelligence."
    return why_not_cleared(person)


@policy("covert.view")
def why_not_view_covert(person: Officer, record: models.CovertRecord) -> str | None:
    """Those named to it, as far as the force's own level of vetting goes."""
    return why_not_cleared(person)


@policy("covert.write")
def why_not_write_covert(person: Officer, record: models.CovertRecord) -> str | None:
    """Everybody named to it writes in it, looks at it again and names others."""
    if record.pk not in named_to(person):
        return "You are not named to this any longer."
    return why_not_cleared(person)


@policy("covert.end")
def why_not_end_naming(person: Officer, naming: models.CovertNaming) -> str | None:
    """One's own, or anybody's by one who leads; the last who leads stays until another does."""
    leads = leads_of(naming.record)
    if naming.officer_id != person.pk and person.pk not in leads:
        return "Only one who leads ends the naming of somebody else."
    if naming.leads and not leads - {naming.officer_id}:
        return "Nobody else leads. Name somebody who leads first, and end this naming afterwards."
    return None
